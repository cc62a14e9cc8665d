"""The demo scan of the app: a virtual intraoral scan with colours, as binary PLY in millimetres.

`python -m quadrant_training.intraoral.demo_scan OUT.ply --seed 312`
"""

import argparse
from pathlib import Path

import numpy as np
from scipy import ndimage
from scipy.sparse import coo_matrix

from ..anatomy import ShapeLibrary
from .virtual_scan import Scan, random_jaw, surface_of, thinned

FACES = 60_000
GUMS, TOOTH, EDGE = np.array([206, 122, 116]), np.array([231, 219, 194]), np.array([226, 224, 218])
EDGE_MM = 4.0  # crowns are whiter towards the biting edge


def coloured(rng: np.random.Generator, scan: Scan) -> np.ndarray:
    """uint8 [v, 3]: what a scanner's camera would see, blurred over neighbours as its texture is."""
    v = len(scan.points)
    corners = scan.triangles.ravel()
    tooth = np.zeros(v)
    np.maximum.at(tooth, corners, np.repeat(scan.labels > 0, 3).astype(float))
    pairs = np.concatenate([scan.triangles[:, [0, 1]], scan.triangles[:, [1, 2]], scan.triangles[:, [2, 0]]])
    rows, columns = np.concatenate([pairs, pairs[:, ::-1]]).T
    near = coo_matrix((np.ones(len(rows)), (rows, columns)), (v, v)).tocsr()
    near = near.multiply(1 / np.maximum(near.sum(1), 1)).tocsr()
    for _ in range(3):
        tooth = 0.5 * tooth + 0.5 * (near @ tooth)
    top = scan.points[tooth > 0.5, 2].max()
    white = np.clip(1 - (top - scan.points[:, 2]) / EDGE_MM, 0, 1)[:, None]
    shade = ndimage.gaussian_filter1d(rng.normal(0, 40, 4096), 6)[(scan.points @ [53, 31, 17]).astype(int) % 4096]
    crown = TOOTH + white * (EDGE - TOOTH)
    colours = GUMS + tooth[:, None] * (crown - GUMS) + 0.4 * shade[:, None]
    return np.clip(np.round(colours), 0, 255).astype(np.uint8)


def write_ply(path: Path, scan: Scan, colours: np.ndarray, about: str) -> None:
    """Binary PLY (Turk, "The PLY Polygon File Format", 1994)."""
    vertices = np.empty(len(scan.points), [("place", "<f4", 3), ("colour", "u1", 3)])
    vertices["place"], vertices["colour"] = scan.points, colours
    faces = np.empty(len(scan.triangles), [("count", "u1"), ("corners", "<i4", 3)])
    faces["count"], faces["corners"] = 3, scan.triangles
    lines = [
        "ply",
        "format binary_little_endian 1.0",
        f"comment {about}",
        f"element vertex {len(vertices)}",
        *(f"property float {axis}" for axis in "xyz"),
        *(f"property uchar {channel}" for channel in ("red", "green", "blue")),
        f"element face {len(faces)}",
        "property list uchar int vertex_indices",
        "end_header\n",
    ]
    path.write_bytes("\n".join(lines).encode() + vertices.tobytes() + faces.tobytes())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, required=True)
    arguments = parser.parse_args()
    library = ShapeLibrary()
    rng = np.random.default_rng(arguments.seed)
    anatomy, teeth, upper = random_jaw(rng, library)
    scan = thinned(surface_of(rng, anatomy, teeth, library, upper), FACES)  # without a scanner's faults
    jaw = "upper" if upper else "lower"
    about = f"Synthetic: a virtual scan of no patient ({jaw} jaw, Quadrant, seed {arguments.seed})"
    write_ply(arguments.out, scan, coloured(rng, scan), about)
    teeth = sorted(set(scan.labels.tolist()) - {0})
    print(f"{arguments.out}: {jaw} jaw, {len(scan.triangles)} triangles, teeth at {teeth}")


if __name__ == "__main__":
    main()

"""Virtual intraoral scans: crowns and gums of a random anatomy, scanned as a surface.

Space of a scan: mm, crowns point to +z, the front teeth lie at +y. Seen so, the places of either jaw run from -x to +x:
18 … 28 of an upper jaw, 38 … 48 of a lower one. Labels: 0 gums, 1 … 16 the places.

`python -m quadrant_training.intraoral.virtual_scan WORK --seeds 0 300` (resumable; about 6 s each on one core).
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import fast_simplification
import numpy as np
import torch
from scipy import ndimage
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree
from skimage.measure import marching_cubes

from ..anatomy import Anatomy, Grid, ShapeLibrary, Tooth, random_anatomy, tooth_field
from ..parametric import parametric_shapes

PLACES = 16
SPACING_MM = 0.35
FEWEST_TEETH = 5
FACES = 10_000


@dataclass(frozen=True)
class Scan:
    points: np.ndarray  # float32 [v, 3]
    triangles: np.ndarray  # int32 [f, 3], counter-clockwise seen from outside
    labels: np.ndarray  # uint8 [f]
    upper: bool


def place_of(fdi: int) -> int:
    """1 … 16 from the patient's right to the left in the upper jaw, from the left to the right in the lower one."""
    quadrant, position = divmod(fdi, 10)
    return 9 - position if quadrant in (1, 3) else 8 + position


def random_jaw(rng: np.random.Generator, library: ShapeLibrary) -> tuple[Anatomy, list[Tooth], bool]:
    """An adult's jaw with its own teeth; what has no crown to be scanned is gone."""
    while True:
        anatomy = random_anatomy(rng, library, extras=False)
        upper = bool(rng.random() < 0.5)
        own = [t for t in anatomy.teeth if t.upper == upper and 0 < t.fdi < 50 and t.keep == (0.0, 1.0)]
        adult = not any(t.fdi > 50 for t in anatomy.teeth)
        if adult and len(own) >= FEWEST_TEETH:
            return anatomy, own, upper


class Arch:
    """The dental arch of a jaw as places along a line, from above."""

    def __init__(self, polyline: np.ndarray):
        self.line = polyline
        steps = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(polyline, axis=0), axis=1))])
        self.along = steps - steps[len(steps) // 2]
        tangent = np.gradient(polyline, axis=0)
        self.tangent = tangent / np.linalg.norm(tangent, axis=1, keepdims=True)

    def project(self, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """For points [..., 2] the signed distance from the line (positive towards the lips) and the place along it."""
        flat = points.reshape(-1, 2)
        nearest = np.concatenate(
            [
                ((part[:, None] - self.line[None]) ** 2).sum(-1).argmin(1)
                for part in np.array_split(flat, max(1, len(flat) // 20_000))
            ]
        )
        offset = flat - self.line[nearest]
        t = self.tangent[nearest]
        side = offset[:, 0] * t[:, 1] - offset[:, 1] * t[:, 0]
        signed = np.linalg.norm(offset, axis=1) * np.sign(side)
        return signed.reshape(points.shape[:-1]), self.along[nearest].reshape(points.shape[:-1])


def _noise(rng: np.random.Generator, shape: tuple[int, ...], cell: float, amplitude: float) -> np.ndarray:
    """Smooth noise whose bumps are `cell` voxels wide."""
    dims = [max(2, int(np.ceil(n / cell)) + 1) for n in shape]
    raw = torch.from_numpy(rng.normal(0, amplitude, (1, 1, *dims)).astype(np.float32))
    mode = "trilinear" if len(shape) == 3 else "bilinear"
    return torch.nn.functional.interpolate(raw, size=shape, mode=mode, align_corners=True)[0, 0].numpy()


def gum_height(rng: np.random.Generator, arch: Arch, teeth: list[Tooth], library: ShapeLibrary, up: float):
    """Along the arch (mm) the height of the gums' margin, in the direction of the crowns; a function of the place."""
    places, heights, halves = [], [], []
    for tooth in teeth:
        extent = library.extent[tooth.shape] * tooth.scale[:, None]
        low, high = extent[2]
        neck = tooth.centre + np.array([0, 0, high - (high - low) * tooth.crown_share]) @ tooth.frame
        tip = tooth.centre + np.array([0, 0, high]) @ tooth.frame
        _, s = arch.project(((neck + tip) / 2)[None, :2])
        places.append(float(s[0]))
        heights.append(up * float(neck[2]))
        halves.append(0.5 * float(extent[0, 1] - extent[0, 0]))
    order = np.argsort(places)
    places, heights, halves = (np.array(v)[order] for v in (places, heights, halves))
    heights = np.minimum(heights, np.median(heights) + 3.0)  # what is still in the jaw does not lift the gums
    cover, papilla = rng.uniform(-1.4, 1.0), rng.uniform(0.4, 2.4)
    sink = rng.uniform(0.0, 2.5)
    grid = np.arange(-75.0, 75.0, 0.1)
    margin = np.interp(grid, places, heights)
    margin = ndimage.gaussian_filter1d(margin, 15) + cover + ndimage.gaussian_filter1d(rng.normal(0, 6, grid.shape), 40)
    gap = np.ones_like(grid, bool)
    for s, half in zip(places, halves, strict=True):
        gap &= np.abs(grid - s) > half - 0.3
    margin = margin - sink * ndimage.gaussian_filter1d(gap.astype(float), 12)
    for n in range(len(places) - 1):
        between = (places[n] + halves[n] + places[n + 1] - halves[n + 1]) / 2
        if places[n + 1] - halves[n + 1] - places[n] - halves[n] < 2.0:
            margin = margin + papilla * np.exp(-(((grid - between) / rng.uniform(0.9, 1.5)) ** 2))
    return lambda s: np.interp(s, grid, margin)


def surface_of(
    rng: np.random.Generator, anatomy: Anatomy, teeth: list[Tooth], library: ShapeLibrary, upper: bool
) -> Scan:
    """The scanned surface before faults, in the space of a scan, with about 100,000 triangles."""
    up = -1.0 if upper else 1.0
    necks = np.array([t.centre for t in teeth])
    origin = (-42.0, -16.0, float(necks[:, 2].mean()) - 17.0)
    grid = Grid(origin, SPACING_MM, (240, 245, 97))
    shape = tuple(reversed(grid.dims))
    nearest = np.full(shape, 6.0, np.float32)
    owner = np.zeros(shape, np.uint8)
    for tooth in teeth:
        found = tooth_field(tooth, library, grid, margin=1.5)
        if found is None:
            continue
        sdf, region, mine = found.sdf.numpy(), nearest[found.box], owner[found.box]
        closer = sdf < region
        region[closer] = sdf[closer]
        mine[closer] = place_of(tooth.fdi)
    arch = Arch(anatomy.upper_arch if upper else anatomy.lower_arch)
    y, x = np.meshgrid(grid.axis(1).numpy(), grid.axis(0).numpy(), indexing="ij")
    off, along = arch.project(np.stack([x, y], -1))
    margin = gum_height(rng, arch, teeth, library, up)(along)[None].astype(np.float32)
    height = up * grid.axis(2).numpy()[:, None, None]
    half = rng.uniform(2.4, 4.6) + rng.uniform(0.02, 0.06) * np.minimum(np.abs(along), 45)
    below = np.clip(margin - height, 0, 12)
    inside_flare, outside_flare = rng.uniform(0.15, 0.7), rng.uniform(0.05, 0.35)
    widen = below * np.where(off > 0, outside_flare, inside_flare)
    centre = rng.uniform(-0.8, 0.3)
    side = np.abs(off - centre) - half - widen + _noise(rng, shape, 14, 0.35)
    radius = rng.uniform(0.5, 1.0)
    gums = np.logaddexp(side / radius, (height - margin) / radius) * radius + _noise(rng, shape, 7, 0.12)
    # On either side the scan ends behind the last tooth, or where the other side does.
    stands = arch.project(necks[:, :2])[1]
    ends = np.array([max(-stands.min(), 8.0), max(stands.max(), 8.0)]) + 5.0
    if rng.random() < 0.4:
        ends[:] = ends.max()
    ends += rng.uniform(0.5, 6.0, 2)
    gums = np.maximum(gums, np.maximum(-along - ends[0], along - ends[1]))
    whole = ndimage.gaussian_filter(np.minimum(nearest, gums), rng.uniform(0.4, 0.9)).astype(np.float32)
    vertices, triangles, _, _ = marching_cubes(whole, 0.0, allow_degenerate=False)
    position = tuple(np.clip(np.round(vertices[triangles].mean(1)).astype(int), 0, np.array(shape) - 1).T)
    labels = np.where(nearest[position] < gums[position] + 0.1, owner[position], 0).astype(np.uint8)
    points = vertices[:, ::-1] * SPACING_MM + np.array(origin)
    # What a scanner sees: down to some millimetres below the margin, nothing that faces the jaw.
    middle = points[triangles].mean(1)
    _, s = arch.project(middle[:, :2])
    deep = gum_height_at(margin, grid, middle) - up * middle[:, 2]
    depth = (
        rng.uniform(3.0, 8.0)
        + ndimage.gaussian_filter1d(rng.normal(0, 8, 600), 8)[np.clip((s * 4 + 300).astype(int), 0, 599)]
    )
    normal = np.cross(
        points[triangles[:, 1]] - points[triangles[:, 0]], points[triangles[:, 2]] - points[triangles[:, 0]]
    )
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-9)
    outward = _is_outward(points, triangles)
    facing = up * normal[:, 2] * (1 if outward else -1)
    kept = (deep < depth) & (-s < ends[0] - 0.5) & (s < ends[1] - 0.5) & ((facing > -0.75) | (deep < 0))
    turn = np.diag([1.0, -1.0, -1.0]) if upper else np.diag([-1.0, -1.0, 1.0])
    triangles = triangles if outward else triangles[:, ::-1]
    points = points @ turn
    points[:, 0] *= 1 - rng.normal(0, 0.12) * (points[:, 1] + 25) / 25  # narrower or wider at the back
    return largest_piece(Scan(points.astype(np.float32), triangles[kept].astype(np.int32), labels[kept], upper))


def gum_height_at(margin: np.ndarray, grid: Grid, points: np.ndarray) -> np.ndarray:
    """The margin over a point, from the map of margins [1, j, i]."""
    j = np.clip(np.round((points[:, 1] - grid.origin[1]) / grid.spacing).astype(int), 0, margin.shape[1] - 1)
    i = np.clip(np.round((points[:, 0] - grid.origin[0]) / grid.spacing).astype(int), 0, margin.shape[2] - 1)
    return margin[0, j, i]


def _is_outward(points: np.ndarray, triangles: np.ndarray) -> bool:
    a, b, c = (points[triangles[:, n]] for n in range(3))
    return float((a * np.cross(b, c)).sum()) > 0


def largest_piece(scan: Scan) -> Scan:
    """The largest connected part, without points that nothing uses."""
    f = len(scan.triangles)
    if f == 0:
        return scan
    n = len(scan.points)
    rows = np.concatenate([scan.triangles[:, 0], scan.triangles[:, 1]])
    columns = np.concatenate([scan.triangles[:, 1], scan.triangles[:, 2]])
    _, piece = connected_components(coo_matrix((np.ones(2 * f, np.int8), (rows, columns)), (n, n)), directed=False)
    face_piece = piece[scan.triangles[:, 0]]
    kept = face_piece == np.bincount(face_piece).argmax()
    return compact(scan, kept)


def compact(scan: Scan, kept: np.ndarray) -> Scan:
    used, inverse = np.unique(scan.triangles[kept], return_inverse=True)
    triangles = inverse.reshape(-1, 3).astype(np.int32)
    return Scan(scan.points[used], triangles, scan.labels[kept], scan.upper)


def scanned(rng: np.random.Generator, scan: Scan, faces: int = FACES) -> Scan:
    """With a scanner's faults: noise, blurred and bridged corners, holes; then `faces` triangles."""
    points = scan.points.copy()
    cells = np.round(points / rng.uniform(1.5, 4.0)).astype(int)
    keys = (cells * np.array([73856093, 19349663, 83492791])).sum(1) & 0xFFFF
    points += rng.normal(0, rng.uniform(0.0, 0.06), (65536, 3))[keys]
    points += rng.normal(0, rng.uniform(0.0, 0.05), points.shape)
    middle = points[scan.triangles].mean(1)
    kept = np.ones(len(middle), bool)
    for _ in range(rng.poisson(1.5)):
        centre = middle[rng.integers(len(middle))]
        kept &= np.linalg.norm(middle - centre, axis=1) > rng.uniform(0.5, 2.5)
    scan = largest_piece(compact(Scan(points.astype(np.float32), scan.triangles, scan.labels, scan.upper), kept))
    return thinned(scan, faces)


def thinned(scan: Scan, faces: int) -> Scan:
    """With `faces` triangles at most; each keeps the label of where it lies."""
    if len(scan.triangles) <= faces:
        return scan
    centres = scan.points[scan.triangles].mean(1)
    fewer, triangles = fast_simplification.simplify(scan.points, scan.triangles, 1 - faces / len(scan.triangles))
    _, near = cKDTree(centres).query(fewer[triangles].mean(1))
    return Scan(fewer.astype(np.float32), triangles.astype(np.int32), scan.labels[near], scan.upper)


def make_scan(seed: int, library: ShapeLibrary) -> Scan:
    rng = np.random.default_rng(seed)
    anatomy, teeth, upper = random_jaw(rng, library)
    return scanned(rng, surface_of(rng, anatomy, teeth, library, upper), int(FACES * rng.uniform(0.8, 1.3)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("--seeds", type=int, nargs=2, required=True, metavar=("FIRST", "END"))
    parser.add_argument(
        "--textbook", action="store_true", help="teeth of textbook shapes, to judge a net by: never train on them"
    )
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    library = ShapeLibrary(shapes=parametric_shapes() if arguments.textbook else None)
    for seed in range(*arguments.seeds):
        path = arguments.work / f"{seed:05d}.npz"
        if path.exists():
            continue
        scan = make_scan(seed, library)
        partial = path.with_suffix(".partial.npz")
        np.savez_compressed(partial, **vars(scan))
        partial.rename(path)


if __name__ == "__main__":
    main()

"""The library of real tooth shapes, each brought into one canonical frame.

Source: the two label volumes of github STS-challenge/STS (MIT), see shapes/LICENSE-STS.txt. They are labels only; their
sides are exchanged when read literally, which does not matter here: the canonical frame is
x mesial→distal, y lingual→buccal, z root→crown, so a right and a left tooth become the same shape.

`python -m quadrant_training.shapes SHARED/data/shapes/sts-demo/gt` remakes shapes/teeth.npz.
"""

import sys
from pathlib import Path

import nibabel as nib
import numpy as np
from scipy import ndimage

LIBRARY = Path(__file__).parent.parent / "shapes" / "teeth.npz"
GRID_MM = 0.4
GRID_DIMS = (40, 40, 80)  # x, y, z: 16 × 16 × 32 mm
SDF_STEP_MM = 0.025  # one int8 step; values are clipped to ±3.175 mm, negative inside

# What the label volumes call a tooth and what it is; everything else in them is a fragment, a root cut off by the field
# of view, or two teeth in one label.
TEETH = (
    ("Validation_0001_Mask.nii.gz", {c: c for c in (21, 22, 23, 25, 27)}),
    (
        "Validation_0002_Mask.nii.gz",
        {c: c for c in (11, 12, 13, 14, 15, 18, 21, 22, 23, 24, 25, 26, 27, 31, 32, 33, 34, 35, 36, 37)}
        | {c: c for c in (41, 42, 43, 44, 45)}
        | {46: 16, 16: 17, 47: 46, 48: 47},
    ),
)


def canonical_frame(
    points: np.ndarray, neighbours: np.ndarray, upper: bool, molar: bool, arch_centre: np.ndarray
) -> np.ndarray:
    """Rows are the canonical x, y, z axes of a tooth in the volume's millimetre space (z up)."""
    centred = points - points.mean(0)
    axis = np.linalg.svd(centred[:: max(1, len(centred) // 4000)], full_matrices=False)[2][0]
    vertical = np.array([0.0, 0.0, -1.0 if upper else 1.0])  # towards the crown
    if molar and abs(axis @ vertical) < 0.8:
        axis = vertical  # the longest direction of a squat molar may lie flat
    axis = axis * np.sign(axis @ vertical)
    tangent = neighbours[1] - neighbours[0]  # from the mesial to the distal neighbour
    x = tangent - (tangent @ axis) * axis
    x /= np.linalg.norm(x)
    y = np.cross(axis, x)
    outward = points.mean(0) - arch_centre
    outward[2] = 0
    y *= np.sign(y @ outward)
    return np.stack([x, y, axis])


def extract(volume: Path, teeth: dict[int, int]) -> list[tuple[int, np.ndarray]]:
    """(FDI, int8 signed distance on GRID_DIMS) for every listed tooth of one label volume."""
    image = nib.load(volume)
    labels = np.asarray(image.dataobj).astype(np.uint8)
    spacing = np.array(image.header.get_zooms()[:3], float)
    centroids, clouds = {}, {}
    for label, fdi in teeth.items():
        components, count = ndimage.label(labels == label)
        sizes = ndimage.sum_labels(np.ones_like(components), components, range(1, count + 1))
        mask = components == 1 + int(np.argmax(sizes))
        cloud = np.argwhere(mask) * spacing
        centroids[fdi], clouds[fdi] = cloud.mean(0), (cloud, mask)
    result = []
    for fdi, (cloud, mask) in clouds.items():
        quadrant, position = divmod(fdi, 10)
        jaw = [c for f, c in centroids.items() if (f // 10 <= 2) == (quadrant <= 2)]
        arch_centre = np.mean(jaw, axis=0)
        side = {f % 10: c for f, c in centroids.items() if f // 10 == quadrant}
        other = {f % 10: c for f, c in centroids.items() if f // 10 == {1: 2, 2: 1, 3: 4, 4: 3}[quadrant]}
        # the mesial neighbour of a central incisor is the other central incisor
        order = sorted([(p, c) for p, c in side.items()] + [(1 - p, c) for p, c in other.items()], key=lambda e: e[0])
        before = [c for p, c in order if p < position]
        after = [c for p, c in order if p > position]
        mesial = before[-1] if before else centroids[fdi]
        distal = after[0] if after else centroids[fdi]
        frame = canonical_frame(cloud, np.stack([mesial, distal]), quadrant <= 2, position >= 6, arch_centre)

        low = np.maximum(0, np.argwhere(mask).min(0) - 14)
        high = np.argwhere(mask).max(0) + 15
        box = mask[tuple(slice(a, b) for a, b in zip(low, high, strict=True))]
        smooth = ndimage.gaussian_filter(ndimage.binary_fill_holes(box).astype(np.float32), 1.2)
        inside = smooth > 0.5
        sdf = ndimage.distance_transform_edt(~inside, spacing) - ndimage.distance_transform_edt(inside, spacing)
        # centre the grid on the tooth's extent along its own axes
        local = (cloud - cloud.mean(0)) @ frame.T
        centre = cloud.mean(0) + ((local.min(0) + local.max(0)) / 2) @ frame
        axes = [(np.arange(n) - (n - 1) / 2) * GRID_MM for n in GRID_DIMS]
        grid = np.stack(np.meshgrid(*axes, indexing="ij"), -1).reshape(-1, 3)
        voxels = (grid @ frame + centre) / spacing - low
        values = ndimage.map_coordinates(sdf, voxels.T, order=1, mode="nearest").reshape(GRID_DIMS)
        # the box may end close to the tooth: outside distances are then too small, never negative
        result.append((fdi, np.clip(np.round(values / SDF_STEP_MM), -127, 127).astype(np.int8)))
    return result


def load_library(path: Path = LIBRARY) -> tuple[np.ndarray, np.ndarray]:
    """FDI codes [n] and signed distances in mm [n, x, y, z] (float32, negative inside)."""
    stored = np.load(path)
    return stored["fdi"], stored["sdf"].astype(np.float32) * SDF_STEP_MM


def main() -> None:
    folder = Path(sys.argv[1])
    found = [entry for name, teeth in TEETH for entry in extract(folder / name, teeth)]
    LIBRARY.parent.mkdir(exist_ok=True)
    np.savez_compressed(LIBRARY, fdi=np.array([f for f, _ in found], np.uint8), sdf=np.stack([s for _, s in found]))
    print(f"{len(found)} teeth, {LIBRARY.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()

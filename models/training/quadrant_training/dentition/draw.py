"""Dentitions as a segmentation leaves them: a small mask of each tooth and where it lies; no grey values.

    python -m quadrant_training.dentition.draw WORK/teeth --seeds 0 5000    # resumable, about eight a second

A stored dentition is one file: masks uint8 [n, *CELLS] (0…255, the share of a cell that is tooth) about each tooth's
centroid, centroids float32 [n, 3] (LPS mm), classes uint8 [n] (anatomy.py; 0 for what only looks like a tooth and for
supernumerary teeth, which have no number). Seeds from HELD_OUT on are never trained on.
"""

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from .. import anatomy as an

CELL_MM = 1.4
CELLS = (24, 20, 20)  # k, j, i
HELD_OUT = 90_000
# Of so many dentitions some teeth have another tooth's shape, stretched to their own size: what counts is the place.
STRANGE_SHAPES = 0.3


def cell_axis(count: int) -> np.ndarray:
    """mm of the cells' centres about the middle."""
    return (np.arange(count) - (count - 1) / 2) * CELL_MM


def with_strange_shapes(anatomy: an.Anatomy, library: an.ShapeLibrary, rng: np.random.Generator) -> list[an.Tooth]:
    share = float(rng.uniform(0.2, 1.0)) if rng.random() < STRANGE_SHAPES else 0.0
    teeth = []
    for tooth in anatomy.teeth:
        if rng.random() < share:
            shape = int(rng.integers(len(library.fdi)))
            own, other = library.extent[tooth.shape], library.extent[shape]
            scale = tooth.scale * (own[:, 1] - own[:, 0]) / (other[:, 1] - other[:, 0])
            tooth = replace(tooth, shape=shape, scale=scale, blend=(0, 0.0))
        teeth.append(tooth)
    return teeth


def mask_of(tooth: an.Tooth, library: an.ShapeLibrary, thicker_mm: float) -> tuple[np.ndarray, np.ndarray] | None:
    """Mask, float32 CELLS, about the tooth's centroid, and that, LPS mm; None for what is no larger than a crumb."""
    middle = library.centroid(tooth)
    low = [float(c + cell_axis(n)[0]) for c, n in zip(middle, reversed(CELLS), strict=True)]
    grid = an.Grid(tuple(low), CELL_MM, tuple(reversed(CELLS)))
    field = an.tooth_field(tooth, library, grid)
    if field is None:
        return None
    mask = torch.zeros(CELLS)
    mask[field.box] = (0.5 - (field.sdf - thicker_mm) / CELL_MM).clamp(0, 1)
    mask = mask.numpy()
    if mask.sum() < 4:
        return None
    by_axis = [(mask.sum(tuple({0, 1, 2} - {2 - a})), cell_axis(CELLS[2 - a])) for a in range(3)]
    centre = [float((share * at).sum() / mask.sum()) for share, at in by_axis]
    return mask, middle + np.array(centre)


def store(path: Path, seed: int, library: an.ShapeLibrary) -> None:
    rng = np.random.default_rng([seed, 3])
    anatomy = an.random_anatomy(np.random.default_rng(seed), library, population=an.TRAINING)
    thicker_mm = float(rng.normal(0, 0.12))
    drawn = []
    for tooth in with_strange_shapes(anatomy, library, rng):
        found = mask_of(tooth, library, thicker_mm)
        if found is not None:
            drawn.append((*found, 0 if tooth.class_index == an.EXTRA else tooth.class_index))
    if not drawn:
        return
    masks, centroids, classes = zip(*drawn, strict=True)
    partial = path.with_suffix(".part")
    with partial.open("wb") as file:
        np.savez(
            file,
            masks=np.round(255 * np.stack(masks)).astype(np.uint8),
            centroids=np.stack(centroids).astype(np.float32),
            classes=np.array(classes, np.uint8),
        )
    partial.rename(path)


def load(path: Path) -> dict[str, np.ndarray]:
    with np.load(path) as file:
        return dict(file)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seeds", type=int, nargs=2, required=True, metavar=("FIRST", "END"))
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    library = an.ShapeLibrary()
    for seed in range(*arguments.seeds):
        path = arguments.out / f"{seed:05d}.npz"
        if not path.exists():
            store(path, seed, library)


if __name__ == "__main__":
    main()

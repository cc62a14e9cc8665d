"""Real scans whose teeth a person reviewed, as `quadrant export … --format training` writes them, cut into samples.

    <folder>/cbct/images/NAME.nii.gz   grey values
    <folder>/cbct/labels/NAME.nii.gz   FDI codes on the same grid, from 201 on supernumerary teeth

`train` takes such a folder with --reviewed.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import nibabel
import numpy as np
import torch
import torch.nn.functional as F
from torch.utils.data import IterableDataset, get_worker_info

from .anatomy import CLASS_TO_FDI, EXTRA
from .samples import COARSE_MM, FINE_MM, MIRROR, Placement, fine_sample, normalised

FIRST_SUPERNUMERARY = 201
# FDI code → class; a supernumerary tooth is an extra one
CLASS_OF_FDI = torch.zeros(256, dtype=torch.uint8)
for _class, _fdi in enumerate(CLASS_TO_FDI.tolist()):
    if _fdi > 0:
        CLASS_OF_FDI[_fdi] = _class
CLASS_OF_FDI[FIRST_SUPERNUMERARY:] = EXTRA


@dataclass
class ReviewedScan:
    name: str
    image: torch.Tensor  # float32 [k, j, i]
    labels: torch.Tensor  # uint8 [k, j, i]: FDI codes
    to_voxel: np.ndarray  # 4×4, LPS mm → i, j, k
    centroids: dict[int, np.ndarray]  # of each label, LPS mm
    statistics: tuple[float, float, float, float]  # lo, hi, mean, SD as the application computes them

    def at(self, points: torch.Tensor) -> torch.Tensor:
        """Voxel indices i, j, k of LPS mm [3, …], float32 [3, …]."""
        matrix = torch.from_numpy(self.to_voxel.astype(np.float32))
        return torch.einsum("ab,b...->a...", matrix[:3, :3], points) + matrix[:3, 3].view(3, *[1] * (points.ndim - 1))

    def grey(self, points: torch.Tensor) -> torch.Tensor:
        """Trilinear grey values at LPS mm [3, k, j, i]; outside of the scan its least one."""
        sizes = torch.tensor(self.image.shape[::-1], dtype=torch.float32).view(3, 1, 1, 1)
        grid = ((2 * self.at(points) + 1) / sizes - 1).permute(1, 2, 3, 0)[None]
        least = self.image.min()
        image = (self.image - least)[None, None]
        return F.grid_sample(image, grid, padding_mode="zeros", align_corners=False)[0, 0] + least

    def teeth(self, points: torch.Tensor) -> torch.Tensor:
        """FDI codes of the nearest voxels at LPS mm [3, k, j, i]; 0 outside of the scan."""
        index = self.at(points).round().long()
        sizes = torch.tensor(self.image.shape[::-1]).view(3, 1, 1, 1)
        inside = ((index >= 0) & (index < sizes)).all(0)
        i, j, k = (index[a].clamp(0, int(sizes[a]) - 1) for a in range(3))
        return torch.where(inside, self.labels[k, j, i], torch.zeros((), dtype=torch.uint8))


def scan_names(folder: Path) -> list[str]:
    return sorted(path.name.removesuffix(".nii.gz") for path in (folder / "cbct" / "labels").glob("*.nii.gz"))


def load_scan(folder: Path, name: str) -> ReviewedScan:
    """Reads one exported scan. Raises ValueError when image and labels lie on different grids."""
    image = nibabel.load(folder / "cbct" / "images" / f"{name}.nii.gz")
    labels = nibabel.load(folder / "cbct" / "labels" / f"{name}.nii.gz")
    if image.shape != labels.shape or not np.allclose(image.affine, labels.affine, atol=1e-3):
        raise ValueError(f"{name}: image and labels lie on different grids")
    to_lps = np.diag([-1.0, -1.0, 1.0, 1.0]) @ labels.affine  # NIfTI's world is RAS
    codes = np.asarray(labels.dataobj).astype(np.uint8)
    centroids = {}
    for code in np.unique(codes[codes > 0]).tolist():
        middle = np.array([indices.mean() for indices in np.nonzero(codes == code)])
        centroids[code] = to_lps[:3, :3] @ middle + to_lps[:3, 3]
    grey = torch.from_numpy(np.ascontiguousarray(np.asarray(image.dataobj, np.float32).T))
    return ReviewedScan(
        name,
        grey,
        torch.from_numpy(np.ascontiguousarray(codes.T)),
        np.linalg.inv(to_lps),
        centroids,
        statistics_of(grey),
    )


def statistics_of(image: torch.Tensor) -> tuple[float, float, float, float]:
    values = image.flatten()
    values = values[:: max(1, values.numel() // 500_000)]
    lo, hi = (float(torch.quantile(values, q)) for q in (0.005, 0.995))
    values = values.clamp(lo, max(hi, lo + 1e-3))
    return lo, max(hi, lo + 1e-3), float(values.mean()), float(values.std().clamp(min=1e-3))


class ReviewedSamples(IterableDataset):
    """Endless samples of one kind, with the keys of samples.Samples."""

    def __init__(self, folder: Path, kind: str, seed: int = 0):
        self.folder, self.kind, self.seed = folder, kind, seed
        self.names = scan_names(folder)
        if not self.names:
            raise FileNotFoundError(f"no reviewed scans in {folder}: run `quadrant export … --format training` first")
        self.load = lru_cache(maxsize=2)(lambda name: load_scan(folder, name))

    def __getstate__(self):
        return {name: value for name, value in self.__dict__.items() if name != "load"}

    def __setstate__(self, state):
        self.__init__(state["folder"], state["kind"], state["seed"])

    def __iter__(self):
        worker = get_worker_info()
        rng = np.random.default_rng([self.seed, worker.id if worker else 0, 11])
        torch.set_num_threads(1)
        while True:
            yield self.draw(rng)

    def draw(self, rng: np.random.Generator) -> dict[str, torch.Tensor]:
        scan = self.load(self.names[rng.integers(len(self.names))])
        centres = list(scan.centroids.values())
        if self.kind == "coarse":
            middle = np.mean(centres, 0) if centres else np.zeros(3)
            place = Placement.draw(middle + rng.uniform(-1, 1, 3) * (10, 13, 10), (96, 128, 160), COARSE_MM, rng)
            return self._coarse(scan, place, rng)
        middle = centres[rng.integers(len(centres))] if centres else np.zeros(3)
        return self._fine(scan, Placement.draw(middle + rng.uniform(-8, 8, 3), (96, 128, 128), FINE_MM, rng), rng)

    @staticmethod
    def _coarse(scan: ReviewedScan, place: Placement, rng: np.random.Generator) -> dict[str, torch.Tensor]:
        points = place.points()
        image = normalised(scan.grey(points), scan.statistics, rng)
        labels = CLASS_OF_FDI[scan.teeth(F.avg_pool3d(points[None], 2)[0]).long()]
        return {"image": image[None], "labels": MIRROR[labels.long()] if place.mirrored else labels}

    @staticmethod
    def _fine(scan: ReviewedScan, place: Placement, rng: np.random.Generator) -> dict[str, torch.Tensor]:
        points = place.points()
        image = normalised(scan.grey(points), scan.statistics, rng)
        codes = scan.teeth(points)
        cells = F.max_pool3d(codes[None, None].float(), 2)[0, 0].long()
        labels, numbers = CLASS_OF_FDI[codes.long()], CLASS_OF_FDI[cells]
        centroids = torch.zeros(256, 3)
        if scan.centroids:
            centroids[torch.tensor(list(scan.centroids))] = place.find(np.stack(list(scan.centroids.values())))
        return fine_sample(place, image, labels, numbers, centroids[cells], rng)


class Mixed(IterableDataset):
    """Now and then a reviewed sample among the synthetic ones."""

    def __init__(self, synthetic: IterableDataset, reviewed: ReviewedSamples, share: float):
        self.synthetic, self.reviewed, self.share = synthetic, reviewed, share

    def __iter__(self):
        synthetic, reviewed = iter(self.synthetic), iter(self.reviewed)
        rng = np.random.default_rng(self.reviewed.seed)
        while True:
            yield next(reviewed if rng.random() < self.share else synthetic)

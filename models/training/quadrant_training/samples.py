"""Training samples cut from stored anatomies: random pose, look and field of view; labels follow.

A stored anatomy is three files: NNNNN-head.npy (anatomy.HEAD, 0.5 mm) and NNNNN-teeth.npy (anatomy.TEETH, 0.25 mm),
uint8 material codes [k, j, i], and NNNNN-table.npy (anatomy.tooth_table). Seeds below HELD_OUT_FROM train; those above
it are never trained on.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch.utils.data import IterableDataset, get_worker_info

from . import acquisition as ac
from . import anatomy as an

HELD_OUT_FROM = 90_000
COARSE_MM, FINE_MM = 0.47, 0.25
# class index of the mirrored patient: 1x ↔ 2x, 3x ↔ 4x; an extra tooth stays one
MIRROR = torch.arange(256, dtype=torch.uint8)
for _c in range(1, 4 * an.PLACES + 1):
    MIRROR[_c] = 1 + ((_c - 1) // an.PLACES ^ 1) * an.PLACES + (_c - 1) % an.PLACES


def store(folder: Path, seed: int, library: an.ShapeLibrary) -> None:
    """Renders an anatomy into `folder`; the table is written last and says that the others are whole."""
    anatomy, fields = an.make_anatomy(seed, library, population=an.TRAINING)
    for name, grid in (("head", an.HEAD), ("teeth", an.TEETH)):
        np.save(folder / f"{seed:05d}-{name}.npy", an.render(anatomy, library, fields, grid).cpu().numpy())
    np.save(folder / f"{seed:05d}-table.npy", an.tooth_table(anatomy, library))


def random_pose(rng: np.random.Generator) -> np.ndarray:
    """3×3 from sample directions to anatomy directions: pitch, roll, yaw, size, and a mirror half of the time."""
    pose = (
        an.rotation(np.array([1.0, 0, 0]), rng.normal(0, 8))
        @ an.rotation(np.array([0, 1.0, 0]), rng.normal(0, 5))
        @ an.rotation(np.array([0, 0, 1.0]), rng.normal(0, 7))
    )
    size = rng.uniform(0.7, 1.15) * np.exp(rng.normal(0, 0.03, 3))
    mirror = np.array([-1.0 if rng.random() < 0.5 else 1.0, 1, 1])
    return pose * (size * mirror)[None, :]


@dataclass
class Placement:
    """Where a [k, j, i] sample lies in an anatomy: centre, pose and a few mm of smooth warp."""

    centre: np.ndarray  # LPS mm of the sample's middle
    pose: np.ndarray  # 3×3, sample mm → anatomy mm; a mirror where its determinant is negative
    dims: tuple[int, int, int]  # k, j, i
    spacing: float
    warp: torch.Tensor  # [1, 3, 5, 5, 5] mm, spread over the sample

    @classmethod
    def draw(cls, centre, dims, spacing: float, rng: np.random.Generator) -> "Placement":
        warp = rng.normal(0, rng.uniform(0, 1.1), (1, 3, 5, 5, 5)).astype(np.float32)
        return cls(np.asarray(centre, float), random_pose(rng), tuple(dims), spacing, torch.from_numpy(warp))

    @property
    def mirrored(self) -> bool:
        return bool(np.linalg.det(self.pose) < 0)

    def axes(self, stride: int = 1) -> list[torch.Tensor]:
        """Sample mm of the (strided) voxels along k, j, i, ready to broadcast."""
        axes = [
            (torch.arange(n // stride, dtype=torch.float32) * stride + (stride - 1) / 2 - (n - 1) / 2) * self.spacing
            for n in self.dims
        ]
        return [a.view([-1 if d == n else 1 for d in range(3)]) for n, a in enumerate(axes)]

    def points(self) -> torch.Tensor:
        """Anatomy LPS mm of each voxel, float32 [3, k, j, i]."""
        z, y, x = self.axes()
        points = F.interpolate(self.warp, size=self.dims, mode="trilinear", align_corners=True)[0]
        for r in range(3):
            p = self.pose[r]
            points[r] += float(p[0]) * x + float(p[1]) * y + float(p[2]) * z + float(self.centre[r])
        return points

    def find(self, anatomy_mm: np.ndarray) -> torch.Tensor:
        """Sample mm (x, y, z) of anatomy points, [n, 3] → float32 [n, 3]; the warp is undone in two rounds."""
        half = torch.tensor([(n - 1) / 2 * self.spacing for n in reversed(self.dims)])
        inverse = torch.from_numpy(np.linalg.inv(self.pose).astype(np.float32))
        target = torch.from_numpy((anatomy_mm - self.centre).astype(np.float32))
        found = target @ inverse.T
        for _ in range(2):
            at = (found / half)[None, :, None, None]  # [1, n, 1, 1, 3], x first
            shift = F.grid_sample(self.warp, at, padding_mode="border", align_corners=True)[0, :, :, 0, 0]
            found = (target - shift.T) @ inverse.T
        return found


def look_up(codes: torch.Tensor, grid: an.Grid, points: torch.Tensor) -> torch.Tensor:
    """Nearest material code at each point; outside the stored grid its border goes on."""
    at = 0
    for a, stride in ((0, 1), (1, grid.dims[0]), (2, grid.dims[0] * grid.dims[1])):
        index = ((points[a] - grid.origin[a]) / grid.spacing).round_().clamp_(0, grid.dims[a] - 1)
        at = at + index.to(torch.int32) * stride
    return torch.take(codes.view(-1), at.long())


class Samples(IterableDataset):
    """Endless samples of one kind. coarse: image and labels at stride 2; fine: guidance as well, labels at stride 1."""

    def __init__(self, folder: Path, kind: str, held_out: bool = False, seed: int = 0, large: float = 0.12):
        self.kind, self.seed, self.large = kind, seed, large
        stored = sorted(folder.glob("*-table.npy"))
        self.heads = [
            t.with_name(f"{t.name[:5]}-head.npy") for t in stored if (int(t.name[:5]) >= HELD_OUT_FROM) == held_out
        ]
        if not self.heads:
            raise FileNotFoundError(f"no anatomies in {folder}: run `python -m quadrant_training.make_data` first")

    def __iter__(self):
        worker = get_worker_info()
        rng = np.random.default_rng(
            [self.seed, worker.id if worker else 0, *np.frombuffer(np.random.bytes(4), np.uint8)]
        )
        torch.set_num_threads(1)
        while True:
            yield self.draw(rng)

    def draw(self, rng: np.random.Generator) -> dict[str, torch.Tensor]:
        head_file = self.heads[rng.integers(len(self.heads))]
        head = torch.from_numpy(np.load(head_file, mmap_mode="c"))
        table = np.load(str(head_file).replace("-head", "-table"))
        look = ac.random_look(rng)
        statistics = ac.statistics(self._whole_scan(head, rng), look)
        if self.kind == "coarse":
            return self._coarse(head, table, look, statistics, rng)
        teeth = torch.from_numpy(np.load(str(head_file).replace("-head", "-teeth"), mmap_mode="c"))
        return self._fine(teeth, table, look, statistics, rng)

    @staticmethod
    def _whole_scan(head: torch.Tensor, rng: np.random.Generator) -> torch.Tensor:
        """A coarse look at the field of view that the scan's grey statistics come from."""
        low = [int(rng.integers(0, max(1, int(n * f)))) for n, f in zip(head.shape, (0.3, 0.25, 0.2), strict=True)]
        high = [n - int(rng.integers(0, max(1, int(n * f)))) for n, f in zip(head.shape, (0.35, 0.4, 0.2), strict=True)]
        return head[low[0] : high[0] : 6, low[1] : high[1] : 6, low[2] : high[2] : 6]

    def _coarse(self, head, table, look, statistics, rng):
        dims = (128, 160, 192) if rng.random() < self.large else (96, 128, 160)
        if rng.random() < 0.82:
            centre = np.array([0.0, 24.0, 0.0]) + rng.uniform(-1, 1, 3) * (10, 13, 10)
        else:
            centre = rng.uniform((-40, 0, -50), (40, 90, 45))
        place = Placement.draw(centre, dims, COARSE_MM, rng)
        points = place.points()
        image, seen = ac.acquire(look_up(head, an.HEAD, points), look, COARSE_MM, rng)
        image, seen = cut_by_faces(image, seen, place, statistics, rng)
        image = normalised(image, statistics, rng)
        cells = F.avg_pool3d(points[None], 2)[0]
        labels = an.class_of_code(table)[look_up(head, an.HEAD, cells).long()] * seen[::2, ::2, ::2]
        return {"image": image[None], "labels": MIRROR[labels.long()] if place.mirrored else labels}

    def _fine(self, teeth, table, look, statistics, rng):
        dims = (96, 128, 128)
        slots = slots_of(teeth[::8, ::8, ::8])
        present = slots[slots >= 0].unique()
        if len(present) and rng.random() < 0.93:
            tooth = (slots == int(rng.choice(present.numpy()))).nonzero()  # of each tooth as often, not of each voxel
            k, j, i = (tooth[rng.integers(len(tooth))] * 8).tolist()
            centre = np.array(an.TEETH.origin) + an.TEETH.spacing * np.array([i, j, k]) + rng.uniform(-6, 6, 3)
        else:
            centre = rng.uniform((-28, 0, -18), (28, 48, 18))
        place = Placement.draw(centre, dims, FINE_MM, rng)
        codes = look_up(teeth, an.TEETH, place.points())
        spacing_kji = recorded_spacing(rng)
        recorded = tuple(round(n * FINE_MM / mm) for n, mm in zip(dims, spacing_kji, strict=True))
        image, seen = ac.acquire(codes, look, spacing_kji[2], rng, recorded)
        image = F.interpolate(image[None, None], size=dims, mode="trilinear", align_corners=False)[0, 0]
        seen = F.interpolate(seen[None, None].float(), size=dims)[0, 0] > 0
        image, seen = cut_by_faces(image, seen, place, statistics, rng)
        image = normalised(image, statistics, rng)
        codes = codes * seen
        labels = an.class_of_code(table)[codes.long()]
        # a cell belongs to the last rendered tooth in it
        cells = F.max_pool3d(codes[None, None].float(), 2)[0, 0].long()
        numbers = an.class_of_code(table)[cells]
        slot = slots_of(cells).clamp(0, max(0, len(table) - 1))
        centroids = place.find(table[:, 1:]) if len(table) else torch.zeros(1, 3)
        return fine_sample(place, image, labels, numbers, centroids[slot], rng)


def slots_of(codes: torch.Tensor) -> torch.Tensor:
    """Row in the anatomy's table of the tooth that each material code belongs to; negative for what is no tooth."""
    return (codes.long() - an.FIRST_TOOTH) // an.PARTS


def cut_by_faces(image, seen, place: Placement, statistics, rng: np.random.Generator):
    """Some samples end at one or two faces of the scan, a little tilted; beyond lies the lowest grey, as in use."""
    if rng.random() < 0.55:
        return image, seen
    for face in rng.permutation(6)[: 1 if rng.random() < 0.7 else 2].tolist():
        normal = np.eye(3)[face // 2] * (1 if face % 2 else -1)
        if rng.random() < 0.6:
            normal += rng.normal(0, 0.15, 3)
        away = float(rng.uniform(0.05, 0.45)) * place.dims[2 - face // 2] * place.spacing
        z, y, x = place.axes()
        beyond = float(normal[0]) * x + float(normal[1]) * y + float(normal[2]) * z > away
        image, seen = torch.where(beyond, statistics[0], image), seen & ~beyond
    return image, seen


def recorded_spacing(rng: np.random.Generator) -> tuple[float, float, float]:
    """Voxel size of a device along k, j, i, mm: fine ones, the 0.3–0.5 mm of large fields, thicker slices."""
    spacing = FINE_MM if rng.random() < 0.4 else float(rng.uniform(FINE_MM, 0.5))
    thicker = 1.0 if rng.random() < 0.75 else float(rng.uniform(1, 1.6))
    return thicker * spacing, spacing, spacing


def fine_sample(place: Placement, image, labels, numbers, centroids, rng: np.random.Generator) -> dict:
    """What the fine net learns from: image and labels [k,j,i]; at stride 2 numbers [k,j,i] and `centroids` [k,j,i,3]:
    that of each cell's tooth, x, y, z in mm of the sample, which the cell's offset points at.
    """
    offset = torch.stack([centroids[..., a] - place.axes(2)[2 - a] for a in range(3)])
    if place.mirrored:
        labels, numbers = MIRROR[labels.long()], MIRROR[numbers.long()]
    return {
        "image": image[None],
        "labels": labels,
        "numbers": numbers,
        "offset": offset.half(),
        "guidance": rough_guidance(labels, rng)[None],
    }


def normalised(image: torch.Tensor, statistics, rng: np.random.Generator) -> torch.Tensor:
    lo, hi, mean, sd = statistics
    image = (image.clamp(lo, hi) - mean) / sd
    return image * float(np.exp(rng.normal(0, 0.12))) + float(rng.normal(0, 0.2))


def rough_guidance(labels: torch.Tensor, rng: np.random.Generator) -> torch.Tensor:
    """What the coarse net might have said: float32 class indices at stride 2, blocky, shifted, with typical errors."""
    cell = 4  # about 1 mm
    start = rng.integers(0, cell, 3)
    small = labels[start[0] :: cell, start[1] :: cell, start[2] :: cell].clone()
    shift = rng.integers(-1, 2, 3) if rng.random() < 0.6 else np.zeros(3, int)
    small = torch.roll(small, tuple(int(v) for v in shift), (0, 1, 2))
    nk, nj, ni = small.shape
    place = torch.meshgrid(*[torch.arange(n, dtype=torch.float32) for n in small.shape], indexing="ij")
    for tooth in small.unique().tolist():
        roll = rng.random()
        mask = small == tooth
        if tooth == an.EXTRA:  # the coarse net has no class for it
            small[mask] = int(rng.integers(1, 4 * an.PLACES + 1)) if roll < 0.8 else 0
            continue
        if tooth == 0 or roll > 0.28:
            continue
        if roll < 0.05:
            small[mask] = 0
        elif roll < 0.09:  # the whole tooth under its neighbour's number
            small[mask] = neighbour_class(tooth, rng)
        else:  # part of the tooth missing or under another number
            normal = rng.standard_normal(3)
            centre = [float(p[mask].mean()) for p in place]
            side = sum(float(n) * (p - c) for n, p, c in zip(normal, place, centre, strict=True))
            small[mask & (side > float(rng.uniform(0, 3)))] = 0 if roll < 0.17 else neighbour_class(tooth, rng)
    if rng.random() < 0.3:  # something that is no tooth
        at = [rng.uniform(0, n) for n in (nk, nj, ni)]
        ball = sum((p - float(a)) ** 2 for p, a in zip(place, at, strict=True)) < float(rng.uniform(1, 4)) ** 2
        small[ball & (small == 0)] = int(rng.integers(1, 4 * an.PLACES + 1))
    if rng.random() < 0.04:
        small.zero_()
    half = small.repeat_interleave(2, 0).repeat_interleave(2, 1).repeat_interleave(2, 2)
    target = [n // 2 for n in labels.shape]
    half = F.pad(
        half,
        (
            0,
            max(0, target[2] - half.shape[2]),
            0,
            max(0, target[1] - half.shape[1]),
            0,
            max(0, target[0] - half.shape[0]),
        ),
    )
    return half[: target[0], : target[1], : target[2]].float()


def neighbour_class(tooth: int, rng: np.random.Generator) -> int:
    """The class of a neighbour in the row and quadrant; now and then with milk and permanent tooth exchanged."""
    first, place = tooth - 1 - (tooth - 1) % an.PLACES, (tooth - 1) % an.PLACES
    deciduous = place >= 8
    step = int(rng.choice([-1, 1]))
    row, count = (place - 8, 5) if deciduous else (place, 8)
    row = row + step if 0 <= row + step < count else row - step
    if row < 5 and rng.random() < 0.15:
        deciduous = not deciduous
    return 1 + first + row + (8 if deciduous else 0)

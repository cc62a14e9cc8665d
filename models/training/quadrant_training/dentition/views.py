"""A stored dentition as a segmentation might leave it: in another pose, cut, merged, teeth missed, bits of bone."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from ..anatomy import PLACES, rotation
from ..samples import MIRROR
from .draw import CELL_MM, CELLS, HELD_OUT, cell_axis, load

LEAST_CELLS = 16 / CELL_MM**3  # a smaller piece is no tooth to the application
TOUCHING_MM = 14.0  # between the centroids of neighbours
AXES = np.meshgrid(*[cell_axis(n) for n in CELLS], indexing="ij")
CELL_PLACES = torch.from_numpy(np.stack(AXES[::-1], -1).astype(np.float32))  # [*CELLS, 3]: x, y, z in mm
HALF_MM = torch.tensor([(n - 1) / 2 * CELL_MM for n in reversed(CELLS)], dtype=torch.float32)


@dataclass(frozen=True)
class View:
    masks: Tensor  # [n, *CELLS], 0…1, about each tooth's centroid
    centroids: Tensor  # [n, 3], LPS mm
    classes: Tensor  # [n]; 0 for what has no number

    def only(self, kept: Tensor) -> "View":
        return View(self.masks[kept], self.centroids[kept], self.classes[kept])


class Volumes:
    """Views of the dentitions that `draw.py` stored."""

    cells, unit = CELLS, 30.0

    def __init__(self, teeth: Path):
        files = sorted(teeth.glob("*.npz"))
        self.stored = [load(f) for f in files if int(f.stem) < HELD_OUT]
        rng = np.random.default_rng(7)
        self.held_out = [random_view(load(f), rng) for f in files if int(f.stem) >= HELD_OUT]

    def draw(self, rng: np.random.Generator) -> "View":
        return random_view(self.stored[rng.integers(len(self.stored))], rng)


def random_view(stored: dict[str, np.ndarray], rng: np.random.Generator) -> View:
    """Of a file that `draw.py` wrote; at least one tooth."""
    masks = torch.from_numpy(stored["masks"]).float() / 255
    view = View(masks, torch.from_numpy(stored["centroids"]), torch.from_numpy(stored["classes"]).long())
    view = merged(view, rng)
    view = View(shortened(view.masks, rng), view.centroids, view.classes)
    view = seen(view, rng)
    view = with_strays(view, rng)
    return posed(view, rng)


def looked_up(masks: Tensor, at_mm: Tensor) -> Tensor:
    """Masks [n, *CELLS] read at places [n, *CELLS, 3], mm about each mask's own middle; 0 beyond it."""
    return F.grid_sample(masks[:, None], at_mm / HALF_MM, align_corners=True)[:, 0]


def centred(masks: Tensor) -> Tensor:
    """mm from each mask's middle to its centroid, [n, 3]."""
    return torch.einsum("nkji,kjia->na", masks, CELL_PLACES) / masks.sum((1, 2, 3)).clamp(min=1e-6)[:, None]


def direction(rng: np.random.Generator) -> Tensor:
    v = rng.standard_normal(3)
    return torch.from_numpy((v / np.linalg.norm(v)).astype(np.float32))


def cut(mask: Tensor, normal: Tensor, beyond_mm: float | Tensor) -> Tensor:
    """Masks [*CELLS] or [n, *CELLS] without what lies further than `beyond_mm` from their middle along `normal`."""
    return mask * (CELL_PLACES @ normal <= beyond_mm)


def merged(view: View, rng: np.random.Generator) -> View:
    """Neighbours that came out as one, or one with a part of the other; the number is the first one's."""
    chance = 0.1 if rng.random() < 0.25 else 0.01
    masks, places = view.masks.clone(), view.centroids
    alive = torch.ones(len(masks), dtype=torch.bool)
    for a in range(len(masks)):
        if not alive[a] or rng.random() > chance or len(masks) < 3:
            continue
        far = (places - places[a]).norm(dim=1) + 1e3 * ~alive
        far[a] = 1e3
        b = int(far.argmin())
        if far[b] > TOUCHING_MM:
            continue
        other = looked_up(masks[b : b + 1], (CELL_PLACES + places[a] - places[b])[None])[0]
        if rng.random() < 0.5:
            other = cut(other, direction(rng), float(rng.uniform(-4, 4)))
        else:
            alive[b] = False
        masks[a] = torch.maximum(masks[a], other)
    return View(masks, places, view.classes).only(alive)


def shortened(masks: Tensor, rng: np.random.Generator) -> Tensor:
    """Root tips lost in soft bone, crowns in metal, now and then another side."""
    masks = masks.clone()
    for mask in masks:
        roll = rng.random()
        if roll < 0.12:
            up = torch.tensor([0.0, 0.0, float(rng.choice([-1.0, 1.0]))])
            mask.copy_(cut(mask, direction(rng) if roll < 0.05 else up, float(rng.uniform(-2, 9))))
    return masks


def seen(view: View, rng: np.random.Generator) -> View:
    """What fields of view end at planes, single jaws and misses leave."""
    masks, places, classes = view.masks, view.centroids, view.classes
    if rng.random() < 0.4:
        for _ in range(int(rng.integers(1, 4))):
            normal = F.normalize(direction(rng) * torch.tensor([1.0, 1.0, 0.5]), dim=0)
            along = places @ normal
            reach = along.quantile(float(rng.uniform(0.35, 1.0)))
            masks = cut(masks, normal, (reach - along)[:, None, None, None])
    missed = float(rng.choice([0.0, 0.03, 0.25], p=[0.4, 0.4, 0.2]))
    kept = (masks.sum((1, 2, 3)) > LEAST_CELLS) & (torch.rand(len(masks)) >= missed)
    if rng.random() < 0.05:
        upper = rng.random() < 0.5
        kept &= (classes == 0) | ((classes - 1 < 2 * PLACES) == upper)
    return View(masks, places, classes).only(kept if kept.any() else torch.ones_like(kept))


def with_strays(view: View, rng: np.random.Generator) -> View:
    """And bits of bone and metal that are no teeth."""
    count = int(rng.poisson(0.5))
    if count == 0:
        return view
    pick = torch.from_numpy(rng.integers(0, len(view.masks), count))
    bits = torch.stack([cut(view.masks[n], direction(rng), float(rng.uniform(-3, 2))) for n in pick])
    where = view.centroids[pick] + torch.from_numpy(rng.normal(0, (9, 9, 14), (count, 3))).float()
    some = bits.sum((1, 2, 3)) > LEAST_CELLS
    return View(
        torch.cat([view.masks, bits[some]]),
        torch.cat([view.centroids, where[some]]),
        torch.cat([view.classes, torch.zeros(int(some.sum()), dtype=torch.long)]),
    )


def posed(view: View, rng: np.random.Generator) -> View:
    """Turned, stretched, half of the time mirrored; each mask about its own centroid again, drawn fuller or thinner."""
    pose = (
        rotation(np.array([1.0, 0, 0]), rng.normal(0, 9))
        @ rotation(np.array([0, 1.0, 0]), rng.normal(0, 5))
        @ rotation(np.array([0, 0, 1.0]), rng.normal(0, 8))
    ) * (rng.uniform(0.85, 1.15) * np.exp(rng.normal(0, 0.05, 3)))
    classes = view.classes
    if rng.random() < 0.5:
        pose = pose * np.array([-1.0, 1, 1])
        classes = MIRROR[classes].long()
    back = torch.from_numpy(np.linalg.inv(pose).astype(np.float32))
    middle = centred(view.masks)
    centroids = (view.centroids + middle) @ torch.from_numpy(pose.T.astype(np.float32))
    centroids = centroids + torch.from_numpy(rng.normal(0, 0.4, centroids.shape)).float()
    masks = looked_up(view.masks, (CELL_PLACES @ back.T)[None] + middle[:, None, None, None])
    return View(fuller_or_thinner(masks, rng), centroids, classes)


def fuller_or_thinner(masks: Tensor, rng: np.random.Generator) -> Tensor:
    """As nets draw outlines: the share of each cell [n, …] spread or shrunk about one half."""
    gain, shift = float(rng.uniform(0.8, 2.0)), float(rng.uniform(-0.15, 0.15))
    return (0.5 + gain * (masks - 0.5) + shift).clamp(0, 1) * (masks > 0.02)

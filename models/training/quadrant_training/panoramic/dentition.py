"""Dentitions of radiographs for the net that numbers all teeth together (dentition/nets.py): masks and places alone.

Two sources, as `View` of masks [n, *CELLS] and centroids [n, 2]: labelled radiographs, with teeth taken out and the
gaps closed, and the synthetic ones of dentition/draw.py unrolled along their arches, which alone hold milk teeth.
Everything is in pixels of the nets' frame.
"""

import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from .. import anatomy as an
from ..dentition import draw
from ..dentition.views import View, fuller_or_thinner
from ..samples import MIRROR
from .data import Radiograph, framed, load_ufba

CELL_PX = 5.0
CELLS = (28, 16)  # rows, columns
PX_PER_MM = 4.2  # of the frame, for synthetic dentitions; views vary it
UNIT_PX = 150.0
CLASS_OF_FDI = {int(fdi): index for index, fdi in enumerate(an.CLASS_TO_FDI)}
ROWS, COLUMNS = ((torch.arange(n) - (n - 1) / 2) * CELL_PX for n in CELLS)
CELL_PLACES = torch.stack(torch.meshgrid(COLUMNS, ROWS, indexing="xy"), -1)  # [*CELLS, 2]: x, y in px
HALF_PX = torch.tensor([(n - 1) / 2 * CELL_PX for n in reversed(CELLS)])
LEAST_CELLS = 3.0


def of_radiograph(radiograph: Radiograph) -> View:
    labels = framed(radiograph)[1].numpy()
    high, wide = (int(n * CELL_PX / 2) for n in CELLS)
    padded = torch.from_numpy(np.pad(labels, ((high, high), (wide, wide))))
    masks, centroids, classes = [], [], []
    for fdi in np.unique(labels):
        if fdi not in CLASS_OF_FDI or fdi == 0:
            continue
        row, column = (int(round(axis.mean())) for axis in np.nonzero(labels == fdi))
        around = padded[row : row + 2 * high, column : column + 2 * wide] == int(fdi)
        masks.append(F.adaptive_avg_pool2d(around[None, None].float(), CELLS)[0, 0])
        centroids.append(torch.tensor([float(column), float(row)]))
        classes.append(CLASS_OF_FDI[fdi])
    return View(torch.stack(masks), torch.stack(centroids), torch.tensor(classes))


def unrolled(stored: dict[str, np.ndarray]) -> View:
    """A synthetic dentition seen from the cheek: each tooth's silhouette, at its way along the jaw's arch."""
    k, j, i = (torch.from_numpy(draw.cell_axis(n)).float() for n in draw.CELLS)
    masks, centroids = [], torch.zeros(len(stored["classes"]), 2)
    middle = stored["centroids"][:, :2].mean(0) + (0.0, 12.0)
    for n, (x, y, z) in enumerate(stored["centroids"]):
        # about the middle of a half ellipse the angle stands for the way along it
        angle = math.atan2(x - middle[0], -(y - middle[1]))
        tangent = torch.tensor([math.cos(angle), math.sin(angle)])
        centroids[n] = torch.tensor([angle * 30.0 * PX_PER_MM, -float(z) * PX_PER_MM])
        cube = torch.from_numpy(stored["masks"][n]).float() / 255
        across = (i[None, :] * tangent[0] + j[:, None] * tangent[1]) * PX_PER_MM / CELL_PX + (CELLS[1] - 1) / 2
        down = -k * PX_PER_MM / CELL_PX + (CELLS[0] - 1) / 2
        picture = torch.zeros(CELLS)
        column = across.round().long().clamp(0, CELLS[1] - 1).flatten()
        row = down.round().long().clamp(0, CELLS[0] - 1)
        index = (row[:, None] * CELLS[1] + column[None, :]).flatten()
        picture.view(-1).scatter_reduce_(0, index, cube.flatten(), "amax")
        masks.append(picture)
    return View(torch.stack(masks), centroids, torch.from_numpy(stored["classes"]).long())


def without_some(dentition: View, rng: np.random.Generator) -> View:
    """Teeth taken out; those behind a gap drift into it, some a little and some all the way."""
    chance = float(rng.choice([0.0, 0.06, 0.2, 0.5], p=[0.25, 0.35, 0.25, 0.15]))
    gone = torch.from_numpy(rng.random(len(dentition.classes)) < chance)
    centroids = dentition.centroids.clone()
    for quadrant in range(4):
        row = [(int(c), n) for n, c in enumerate(dentition.classes) if 0 < c and (int(c) - 1) // an.PLACES == quadrant]
        row = [n for c, n in sorted(row) if (c - 1) % an.PLACES < 8]
        if len(row) < 3:
            continue
        path = dentition.centroids[row]
        along = F.pad((path[1:] - path[:-1]).norm(dim=1).cumsum(0), (1, 0))
        moved = along.clone()
        for place in range(len(row) - 1):
            if gone[row[place]] and rng.random() < 0.6:
                moved[place + 1 :] -= float(rng.uniform(0.2, 1.0)) * (along[place + 1] - along[place])
        for axis in range(2):
            now = np.interp(moved.numpy(), along.numpy(), path[:, axis].numpy())
            centroids[row, axis] = torch.from_numpy(now).float()
    moved_all = View(dentition.masks, centroids, dentition.classes)
    return moved_all.only(~gone) if not gone.all() else moved_all


def cut_somewhere(masks: Tensor, rng: np.random.Generator) -> Tensor:
    """Root tips and crowns that a net lost, or half a tooth."""
    masks = masks.clone()
    for mask in masks:
        if rng.random() < 0.12:
            angle = float(rng.choice([-1, 1])) * math.pi / 2 + float(rng.normal(0, 0.4))
            along = CELL_PLACES[..., 0] * math.cos(angle) + CELL_PLACES[..., 1] * math.sin(angle)
            mask.mul_(along < float(rng.uniform(0, 45)))
    return masks


def random_view(dentition: View, rng: np.random.Generator) -> View:
    """Another patient on another device, as a detector leaves it; at least one tooth."""
    view = without_some(dentition, rng)
    masks = cut_somewhere(view.masks, rng)
    missed = torch.from_numpy(rng.random(len(masks)) < rng.choice([0.0, 0.04], p=[0.6, 0.4]))
    side = rng.random()
    if side < 0.06:  # a crop of one side
        edge = view.centroids[:, 0].quantile(float(rng.uniform(0.3, 0.8)))
        missed |= view.centroids[:, 0] > edge
    kept = (masks.sum((1, 2)) > LEAST_CELLS) & ~missed
    if kept.any():
        view, masks = view.only(kept), masks[kept]
    angle, shear = math.radians(rng.normal(0, 4)), rng.normal(0, 0.04)
    size = rng.uniform(0.72, 1.25) * np.exp(rng.normal(0, 0.07, 2))
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    pose = turn @ np.array([[1, shear], [0, 1]]) @ np.diag(size)
    classes = view.classes
    if rng.random() < 0.5:
        pose = pose @ np.diag([-1.0, 1.0])
        classes = MIRROR[classes].long()
    # each tooth leans a little for itself
    own = np.radians(rng.normal(0, 4, len(masks)))
    lean = np.stack([np.stack([np.cos(own), -np.sin(own)], 1), np.stack([np.sin(own), np.cos(own)], 1)], 1)
    back = torch.from_numpy(np.linalg.inv(pose @ lean).astype(np.float32))
    at = torch.einsum("nab,rcb->nrca", back, CELL_PLACES) / HALF_PX
    masks = F.grid_sample(masks[:, None], at, align_corners=True)[:, 0]
    centroids = view.centroids @ torch.from_numpy(pose.T.astype(np.float32))
    centroids = centroids + torch.from_numpy(rng.normal(0, 2.5, centroids.shape)).float()
    return View(fuller_or_thinner(masks, rng), centroids, classes)


class Radiographs:
    """Views of labelled radiographs and, two fifths of the time, of unrolled synthetic dentitions."""

    cells, unit = CELLS, UNIT_PX

    def __init__(self, ufba: Path, teeth: Path, synthetic: int = 1500):
        self.real = [of_radiograph(r) for r in load_ufba(ufba, "train")]
        files = [f for f in sorted(teeth.glob("*.npz")) if int(f.stem) < draw.HELD_OUT][:synthetic]
        self.synthetic = [unrolled(draw.load(f)) for f in files]
        self.held_out = [of_radiograph(r) for r in load_ufba(ufba, "val")]

    def draw(self, rng: np.random.Generator) -> View:
        source = self.real if rng.random() < 0.6 else self.synthetic
        return random_view(source[rng.integers(len(source))], rng)

"""Trains the surface net on virtual scans, resumable: `python -m quadrant_training.intraoral.train WORK OUT.pt`.

`--pretrain` compares two views of unlabelled scans point by point (the seed's unsupervised start), `--start` goes on
from that or from an exported graph; `--share` is the part of the labelled scans that is used. Seeds from HELD_OUT on
are never trained on.
"""

import argparse
import json
import math
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from torch import Tensor

from .graph import UNIT_MM, Graph, build_graph, faces_of, graph_of_part, neighbours_of
from .nets import CLASSES, SurfaceNet

HELD_OUT = 300
SCANS_A_STEP = 2
NEIGHBOURS = 160  # kept of each face: 96 of them are left when a part of the faces is dropped


class Case:
    """A scan, ready to be thinned out, cut and turned."""

    def __init__(self, path: Path):
        stored = np.load(path)
        self.centres, self.normals = faces_of(stored["points"], stored["triangles"])
        self.labels = stored["labels"].astype(np.int64)
        self.around = neighbours_of(self.centres, NEIGHBOURS)
        self.border = (self.labels[self.around[:, :8]] != self.labels[:, None]).any(1)


def tensors_of(graph: Graph) -> tuple[Tensor, ...]:
    return tuple(torch.from_numpy(np.ascontiguousarray(part)) for part in vars(graph).values())


def random_turn(rng: np.random.Generator, about_z: float = 30.0, tilt: float = 12.0) -> np.ndarray:
    """Rows are the new axes, sizes included."""
    rx, ry = np.radians(rng.uniform(-tilt, tilt, 2))
    rz = np.radians(rng.uniform(-about_z, about_z))
    cx, sx, cy, sy, cz, sz = np.cos(rx), np.sin(rx), np.cos(ry), np.sin(ry), np.cos(rz), np.sin(rz)
    turn = (
        np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
        @ np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
        @ np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
    )
    return turn * rng.uniform(0.88, 1.14)


def bent(rng: np.random.Generator, case: Case) -> tuple[np.ndarray, np.ndarray]:
    """Centres and normals as of another patient: each tooth stretched, turned and moved a little, all bent by waves."""
    centres, normals = case.centres.copy(), case.normals.copy()
    for label in range(1, CLASSES):
        own = case.labels == label
        if own.any():
            stretch = random_turn(rng, 6.0, 6.0) @ np.diag(rng.normal(1, 0.06, 3))
            middle = centres[own].mean(0)
            centres[own] = middle + rng.normal(0, 0.15, 3) + (centres[own] - middle) @ stretch.T
            normals[own] = normals[own] @ np.linalg.inv(stretch)
    for _ in range(4):
        length = rng.uniform(12, 60)
        wave = rng.normal(0, 1, 3)
        wave *= 2 * math.pi / length / np.linalg.norm(wave)
        shift = rng.normal(0, 0.008 * length, 3)
        phase = centres @ wave + rng.uniform(0, 2 * math.pi)
        normals -= np.outer(np.cos(phase) * (normals @ shift), wave)
        centres += np.outer(np.sin(phase), shift)
    return centres, normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)


def targets_of(centres: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Of each face of a tooth the tooth's centre; of the gums the face's own."""
    targets = centres.copy()
    for label in range(1, CLASSES):
        own = labels == label
        if own.any():
            targets[own] = centres[own].mean(0)
    return targets


def features_of(centres: np.ndarray, normals: np.ndarray, turn: np.ndarray | None = None) -> np.ndarray:
    """float32 [n, 6]: centres about their middle in UNIT_MM, and normals."""
    moved = centres - centres.mean(0)
    if turn is not None:
        moved = moved @ turn.T
        normals = normals @ turn.T
        normals = normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
    return np.concatenate([moved / UNIT_MM, normals], 1).astype(np.float32)


@dataclass(frozen=True)
class View:
    features: Tensor
    graph: tuple[Tensor, ...]
    labels: Tensor
    offsets: Tensor
    border: Tensor


def view_of(case: Case, rng: np.random.Generator) -> View:
    """A part of the faces of one scan, bent and turned; mirrored ones get the other side's places."""
    turn = random_turn(rng)
    centres, normals = bent(rng, case)
    labels = case.labels
    if rng.random() < 0.5:
        turn = turn @ np.diag([-1.0, 1.0, 1.0])
        labels = np.where(labels > 0, CLASSES - labels, 0)
    kept = np.flatnonzero(rng.random(len(labels)) < rng.uniform(0.6, 1.0))
    features = features_of(centres[kept], normals[kept], turn)
    features[:, :3] += rng.normal(0, rng.uniform(0, 0.1) / UNIT_MM, (len(features), 3))
    features[:, 3:] += rng.normal(0, rng.uniform(0, 0.15), (len(features), 3))
    offsets = (targets_of(centres, case.labels) - centres)[kept] @ turn.T / UNIT_MM
    return View(
        torch.from_numpy(features),
        tensors_of(graph_of_part(case.centres, case.around, kept)),
        torch.from_numpy(labels[kept]),
        torch.from_numpy(offsets.astype(np.float32)),
        torch.from_numpy(case.border[kept]),
    )


def supervised_loss(net: SurfaceNet, case: Case, rng: np.random.Generator) -> Tensor:
    view = view_of(case, rng)
    return loss_of(*net(view.features, *view.graph), view.labels, view.offsets, view.border)


def loss_of(logits, offset, labels, offsets, border) -> Tensor:
    weights = 1 + border.float()
    ce = (F.cross_entropy(logits, labels, label_smoothing=0.05, reduction="none") * weights).sum() / weights.sum()
    p = logits.softmax(1)
    truth = F.one_hot(labels, CLASSES).float()
    present = truth.sum(0) > 0
    dice = (1 - (2 * (p * truth).sum(0) + 1) / (p.sum(0) + truth.sum(0) + 1))[present].mean()
    tooth = labels > 0
    return ce + dice + 2 * (offset - offsets)[tooth].abs().mean()


def pretrain_loss(net: SurfaceNet, case: Case, rng: np.random.Generator) -> Tensor:
    """Two crops of one scan, turned differently: the same face is to look alike, other faces are not (InfoNCE)."""
    direction = rng.normal(0, 1, 2)
    direction /= np.linalg.norm(direction)
    along = case.centres[:, :2] @ direction
    cut = rng.uniform(0.12, 0.3)
    crops = (along > np.quantile(along, cut), along < np.quantile(along, 1 - cut))
    where = []
    embedded = []
    for crop in crops:
        kept = np.flatnonzero(crop)
        kept = kept[rng.random(len(kept)) < rng.uniform(0.7, 0.95)]
        features = features_of(case.centres[kept], case.normals[kept], random_turn(rng, 180.0, 25.0))
        graph = tensors_of(graph_of_part(case.centres, case.around, kept))
        place = np.full(len(along), -1)
        place[kept] = np.arange(len(kept))
        where.append(place)
        embedded.append(net.body(torch.from_numpy(features), *graph))
    both = np.flatnonzero((where[0] >= 0) & (where[1] >= 0))
    both = rng.permutation(both)[:1024]
    a, b = (F.normalize(e[torch.from_numpy(w[both])], dim=1) for e, w in zip(embedded, where, strict=True))
    similar = a @ b.T / 0.2
    target = torch.arange(len(both))
    return (F.cross_entropy(similar, target) + F.cross_entropy(similar.T, target)) / 2


@torch.no_grad()
def score(net: SurfaceNet, cases: list[Case]) -> dict[str, float]:
    """Mean IoU of the classes that a scan has, and the share of faces with the right label; mean of scans."""
    net.eval()
    ious, right = [], []
    for case in cases:
        features = torch.from_numpy(features_of(case.centres, case.normals))
        found = net(features, *tensors_of(build_graph(case.centres)))[0].argmax(1).numpy()
        classes = np.unique(case.labels)
        each = [((found == c) & (case.labels == c)).sum() / ((found == c) | (case.labels == c)).sum() for c in classes]
        ious.append(float(np.mean(each)))
        right.append(float((found == case.labels).mean()))
    net.train()
    return {"miou": round(float(np.mean(ious)), 4), "accuracy": round(float(np.mean(right)), 4)}


def weights_of(path: Path) -> dict[str, Tensor]:
    """Of a checkpoint or of an exported graph."""
    if path.suffix != ".onnx":
        return torch.load(path)["net"]
    initializers = onnx.load(path).graph.initializer
    named = {tensor.name: torch.from_numpy(onnx.numpy_helper.to_array(tensor).copy()) for tensor in initializers}
    return {name.removeprefix("net."): value for name, value in named.items() if name.startswith("net.")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=600)
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--pretrain", action="store_true")
    parser.add_argument("--start", type=Path)
    arguments = parser.parse_args()
    rng = np.random.default_rng(1)
    torch.manual_seed(1)
    paths = sorted(arguments.work.glob("[0-9]*.npz"))
    own = [p for p in paths if int(p.stem[:5]) < HELD_OUT]
    own = own[: max(1, round(arguments.share * len(own)))]
    cases = [Case(path) for path in own]
    held_out = [Case(path) for path in paths if int(path.stem[:5]) >= HELD_OUT]
    net = SurfaceNet()
    if arguments.start:
        net.load_state_dict(weights_of(arguments.start))
    mean = {k: v.detach().clone() for k, v in net.state_dict().items()}
    optimizer = torch.optim.AdamW(net.parameters(), 2e-3, weight_decay=1e-4)
    loss_function = pretrain_loss if arguments.pretrain else supervised_loss
    begun, step, seen, before = time.monotonic(), 0, 0.0, 0.0
    state = arguments.out.with_suffix(".state.pt")
    if state.exists():
        kept = torch.load(state)
        net.load_state_dict(kept["net"])
        mean = kept["mean"]
        optimizer.load_state_dict(kept["optimizer"])
        step, seen, before = kept["step"], kept["seen"], kept["minutes"]
        rng = np.random.default_rng(step)
    while step < arguments.steps:
        share = step / arguments.steps
        for group in optimizer.param_groups:
            group["lr"] = 2e-3 * min(1, (step + 1) / 50) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * share)))
        optimizer.zero_grad()
        total = 0.0
        for _ in range(SCANS_A_STEP):
            loss = loss_function(net, cases[rng.integers(len(cases))], rng)
            (loss / SCANS_A_STEP).backward()
            total += float(loss.detach()) / SCANS_A_STEP
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        keep = min(0.995, step / (step + 20))
        for k, v in net.state_dict().items():
            mean[k].lerp_(v.detach(), 1 - keep)
        step += 1
        seen = 0.98 * seen + 0.02 * total if step > 1 else total
        if step % 25 == 0:
            minutes = before + (time.monotonic() - begun) / 60
            print(f"{step} of {arguments.steps}, loss {seen:.3f}, {minutes:.1f} min", flush=True)
            kept = {"net": net.state_dict(), "mean": mean, "optimizer": optimizer.state_dict()}
            torch.save({**kept, "step": step, "seen": seen, "minutes": minutes}, state)
    net.load_state_dict(mean)
    result = {} if arguments.pretrain else score(net, held_out)
    minutes = before + (time.monotonic() - begun) / 60
    print(json.dumps({"steps": step, "scans": len(cases), "minutes": round(minutes, 1), **result}), flush=True)
    torch.save({"net": net.state_dict(), "scans": len(cases), "steps": step, **result}, arguments.out)


if __name__ == "__main__":
    main()

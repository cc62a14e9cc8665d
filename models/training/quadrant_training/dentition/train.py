"""Trains a net that numbers whole dentitions, resumable and time-boxed.

python -m quadrant_training.dentition.train cbct TEETH OUT.pt --minutes 30
python -m quadrant_training.dentition.train opg  TEETH OUT.pt --minutes 20 --ufba UFBA
"""

import argparse
import math
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from ..panoramic.dentition import Radiographs
from .nets import CLASSES, DentitionNet
from .views import View, Volumes

BATCH = 12


def batch_of(views: list[View]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Masks, centroids, who is present, and classes (−1 for nobody), padded to the largest dentition."""
    most = max(len(view.classes) for view in views)
    masks = torch.zeros(len(views), most, *views[0].masks.shape[1:])
    centroids = torch.zeros(len(views), most, views[0].centroids.shape[1])
    present, classes = torch.zeros(len(views), most), torch.full((len(views), most), -1)
    for n, view in enumerate(views):
        count = len(view.classes)
        masks[n, :count], centroids[n, :count], classes[n, :count] = view.masks, view.centroids, view.classes
        present[n, :count] = 1
    return masks, centroids, present, classes


@torch.no_grad()
def right_share(net: DentitionNet, views: list[View]) -> float:
    """Share of the teeth whose most likely class is right."""
    right = seen = 0
    for n in range(0, len(views), BATCH):
        *inputs, classes = batch_of(views[n : n + BATCH])
        there = classes >= 0
        right += int((net(*inputs).argmax(2) == classes)[there].sum())
        seen += int(there.sum())
    return right / seen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["cbct", "opg"])
    parser.add_argument("teeth", type=Path, help="folder of draw.py")
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, required=True, help="whole schedule, earlier runs counted in")
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--start", type=Path, help="a checkpoint whose weights begin a new schedule")
    parser.add_argument("--ufba", type=Path, help="images and labels of UFBA-425, for opg")
    arguments = parser.parse_args()
    source = Volumes(arguments.teeth) if arguments.kind == "cbct" else Radiographs(arguments.ufba, arguments.teeth)
    torch.manual_seed(0)
    net = DentitionNet(source.cells, source.unit)
    optimiser = torch.optim.AdamW(net.parameters(), lr=arguments.rate, weight_decay=1e-2)
    state = {"step": 0, "seconds": 0.0}
    if arguments.start and not arguments.out.exists():
        net.load_state_dict(torch.load(arguments.start, weights_only=True)["net"])
    if arguments.out.exists():
        stored = torch.load(arguments.out, weights_only=True)
        net.load_state_dict(stored["net"])
        optimiser.load_state_dict(stored["optimiser"])
        state = stored["state"]
    rng = np.random.default_rng(state["step"])
    started = saved = time.monotonic()
    base, whole, total = state["seconds"], 60 * arguments.minutes, 0.0
    while state["seconds"] < whole:
        decay = 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * state["seconds"] / whole))
        for group in optimiser.param_groups:
            group["lr"] = arguments.rate * min(1, (state["step"] + 1) / 200) * decay
        *inputs, classes = batch_of([source.draw(rng) for _ in range(BATCH)])
        logits = net(*inputs).reshape(-1, CLASSES)
        loss = F.cross_entropy(logits, classes.flatten(), ignore_index=-1, label_smoothing=0.02)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        total += float(loss.detach())
        state["step"] += 1
        state["seconds"] = base + time.monotonic() - started
        if state["step"] % 200 == 0:
            print(f"step {state['step']} {state['seconds'] / 60:.1f} min loss {total / 200:.3f}", flush=True)
            total = 0.0
        if time.monotonic() - saved > 120 or state["seconds"] >= whole:
            torch.save({"net": net.state_dict(), "optimiser": optimiser.state_dict(), "state": state}, arguments.out)
            saved = time.monotonic()
            print(f"held-out: {right_share(net, source.held_out):.3f} of the teeth right", flush=True)


if __name__ == "__main__":
    main()

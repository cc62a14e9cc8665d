"""Trains the detector or the promptable segmenter, resumable and time-boxed.

    python -m quadrant_training.panoramic.train detector  UFBA WORK --minutes 60
    python -m quadrant_training.panoramic.train segmenter UFBA WORK --minutes 30

The learning rate follows the elapsed share of --minutes. Uses a GPU where there is one; on CPUs, bfloat16 convolutions.
"""

import argparse
import copy
import math
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from ..precision import mixed_precision
from .data import (
    CLASS_OF,
    FDI,
    REPLACED,
    Radiograph,
    boxes_of,
    framed,
    load_projected,
    load_reviewed,
    load_ufba,
    normalised,
    training_picture,
)
from .detector import CLASSES, Detector, losses_of
from .read_out import score, teeth_of

INDEX_OF_LABEL = torch.zeros(256, dtype=torch.uint8)
for _fdi, _index in CLASS_OF.items():
    INDEX_OF_LABEL[_fdi] = _index + 1
    INDEX_OF_LABEL[REPLACED + _fdi] = _index + 1 + REPLACED
DECIDUOUS = torch.tensor([fdi > 50 for fdi in FDI])
# Pictures of UFBA's category 6 show milk teeth and supernumerary ones that nobody labelled.
UNLABELLED_CHILDREN = "cate6-"
# Appliances, implants, more than 32 teeth, missing ones: where numbers go wrong, and pictures are few.
HARD = {"cate4": 1.5, "cate5": 3.0, "cate6": 1.5, "cate7": 2.0, "cate9": 1.5, "cate10": 2.0}
FREEZE_STATISTICS_AT = 0.75


class DetectorTask:
    def __init__(self):
        self.net = Detector()

    def loss(self, net, pictures: list[tuple[Radiograph, torch.Tensor, torch.Tensor]], device: str):
        images = torch.stack([image for _, image, _ in pictures]).to(device, memory_format=torch.channels_last)
        labels = torch.stack([INDEX_OF_LABEL[label.long()] for _, _, label in pictures]).to(device)
        teeth = []
        for _, _, label in pictures:
            codes, boxes = boxes_of(label)
            classes = torch.tensor([CLASS_OF[c % REPLACED] for c in codes.tolist()]).long()
            teeth.append((classes.to(device), boxes.to(device), (codes >= REPLACED).to(device)))
        ignored = torch.zeros(len(pictures), CLASSES, dtype=torch.bool)
        for n, (radiograph, _, _) in enumerate(pictures):
            if radiograph.name.startswith(UNLABELLED_CHILDREN):
                ignored[n] = DECIDUOUS
        with mixed_precision(device):
            outputs = net(images)
        return losses_of(outputs, teeth, labels, ignored.to(device))

    @torch.no_grad()
    def check(self, net, held_out: list[Radiograph], device: str) -> dict[str, float]:
        net.eval()
        results = []
        for radiograph in held_out:
            grey, labels, inside = framed(radiograph)
            found = teeth_of(net, normalised(grey * inside).to(device))
            results.append(score(labels.numpy(), {fdi: mask for fdi, (_, mask, _) in found.items()}))
        net.train()
        dice, ia = np.mean(results, 0)
        return {"dice": round(float(dice), 4), "ia": round(float(ia), 4)}


@dataclass
class Schedule:
    minutes: float
    batch: int = 4
    rate: float = 1.5e-3
    checkpoint: Path | None = None
    check_every_s: float = 480
    save_every_s: float = 120
    seed: int = 0
    quiet: bool = False


def train(task, radiographs: list[Radiograph], held_out: list[Radiograph], schedule: Schedule, weights=None):
    """Trains task.net and returns the average of its weights over the last steps, a net of its own. `weights` are the
    radiographs' relative frequencies.
    """
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_flush_denormal(True)
    net = task.net.to(device, memory_format=torch.channels_last).train()
    average = copy.deepcopy(net)
    decay = [p for p in net.parameters() if p.ndim > 1]
    plain = [p for p in net.parameters() if p.ndim <= 1]
    optimiser = torch.optim.AdamW([{"params": decay, "weight_decay": 0.02}, {"params": plain, "weight_decay": 0.0}])
    state = {"step": 0, "seconds": 0.0}
    checkpoint = schedule.checkpoint
    if checkpoint and checkpoint.exists():
        stored = torch.load(checkpoint, map_location=device, weights_only=True)
        net.load_state_dict(stored["net"])
        average.load_state_dict(stored["average"])
        optimiser.load_state_dict(stored["optimiser"])
        state = stored["state"]
    rng = random.Random(schedule.seed + state["step"])
    torch.manual_seed(schedule.seed + state["step"])

    def save() -> None:
        if checkpoint is None:
            return
        partial = checkpoint.with_suffix(".tmp")
        parts = {"net": net, "average": average, "optimiser": optimiser}
        torch.save({k: v.state_dict() for k, v in parts.items()} | {"state": state}, partial)
        partial.rename(checkpoint)

    sums: dict[str, float] = {}
    started = saved = checked = time.monotonic()
    base = state["seconds"]
    while True:
        now = time.monotonic()
        state["seconds"] = base + now - started
        share = state["seconds"] / (60 * schedule.minutes)
        if share >= 1:
            break
        warm = min(1.0, max((state["step"] + 1) / 200, 10 * share))
        for group in optimiser.param_groups:
            group["lr"] = schedule.rate * warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * share)))
        if share > FREEZE_STATISTICS_AT:
            for module in net.modules():
                if isinstance(module, torch.nn.BatchNorm2d):
                    module.eval()
        chosen = rng.choices(radiographs, weights, k=schedule.batch)
        losses = task.loss(net, [(r, *training_picture(r, rng)) for r in chosen], device)
        optimiser.zero_grad(set_to_none=True)
        sum(losses.values()).backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 10.0)
        optimiser.step()
        state["step"] += 1
        keep = min(0.998, 1 - 1 / (state["step"] / 4 + 1))
        with torch.no_grad():
            for a, b in zip(average.state_dict().values(), net.state_dict().values(), strict=True):
                if a.dtype.is_floating_point:
                    a.lerp_(b, 1 - keep)
                else:
                    a.copy_(b)
        for name, value in losses.items():
            sums[name] = sums.get(name, 0.0) + float(value.detach())
        if state["step"] % 100 == 0:
            means = " ".join(f"{k} {v / 100:.3f}" for k, v in sums.items())
            sums.clear()
            if not schedule.quiet:
                print(f"step {state['step']} {state['seconds'] / 60:.1f} min {means}", flush=True)
        if now - saved > schedule.save_every_s:
            save()
            saved = now
        if held_out and now - checked > schedule.check_every_s:
            print("held-out", task.check(average, held_out, device), flush=True)
            checked = now
    save()
    if held_out:
        print("done", state, "held-out", task.check(average, held_out, device), flush=True)
    return average.eval()


def frequency(radiograph: Radiograph) -> float:
    return HARD.get(radiograph.name.split("-")[0], 1.0)


def task_of(kind: str):
    if kind == "detector":
        return DetectorTask()
    from .segmenter import SegmenterTask

    return SegmenterTask()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["detector", "segmenter"])
    parser.add_argument("ufba", type=Path, help="folder with images/ and labels/")
    parser.add_argument("work", type=Path, help="checkpoints; work/projected holds the synthetic radiographs, if any")
    parser.add_argument("--minutes", type=float, required=True, help="whole schedule, earlier runs counted in")
    parser.add_argument("--batch", type=int, default=4)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--start", type=Path, help="checkpoint to begin with, of restore.py or another schedule")
    parser.add_argument("--reviewed", type=Path, help="folder of `quadrant export … --format training`")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    real = load_ufba(arguments.ufba, "train") + (load_reviewed(arguments.reviewed) if arguments.reviewed else [])
    projected = load_projected(arguments.work / "projected")
    weights = [frequency(r) for r in real]
    # one picture in seven is a synthetic one, if there are any
    weights += [sum(weights) / 6 / len(projected)] * len(projected) if projected else []
    schedule = Schedule(
        arguments.minutes, arguments.batch, arguments.rate, arguments.work / f"panoramic-{arguments.kind}.pt"
    )
    print(f"{len(real)} real and {len(projected)} synthetic radiographs", flush=True)
    task = task_of(arguments.kind)
    if arguments.start:
        task.net.load_state_dict(torch.load(arguments.start, map_location="cpu", weights_only=True)["average"])
    train(task, real + projected, load_ufba(arguments.ufba, "val"), schedule, weights)


if __name__ == "__main__":
    main()

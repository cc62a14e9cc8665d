"""Trains one network on stored anatomies, resumable and time-boxed.

    python -m quadrant_training.train coarse WORK --minutes 50
    python -m quadrant_training.train fine   WORK --minutes 40

The learning rate follows the elapsed share of --minutes, so a resumed run finishes the same schedule. Uses a GPU where
there is one.
"""

import argparse
import copy
import math
import os
import random
import threading
import time
from collections import deque
from pathlib import Path

import torch
import torch.nn.functional as F
from torch.utils.data import DataLoader

from .anatomy import EXTRA
from .nets import PLACES, ToothNet, space_to_depth
from .precision import mixed_precision
from .reviewed import Mixed, ReviewedSamples
from .samples import COARSE_MM, FINE_MM, MIRROR, Samples

# From this share of the schedule on, batch norm keeps its running statistics: the net then trains as it will be used.
FREEZE_STATISTICS_AT = 0.7
# On two cores each of two trainings then sees a sample about twice, half of the time mirrored.
SAMPLING_NICENESS = 3
# From this volume on, about a premolar's, a tooth's cells count once.
FULL_WEIGHT_MM3 = 450
MOST_WEIGHT = 3.0
MM = {"coarse": COARSE_MM, "fine": FINE_MM}


def build(kind: str) -> ToothNet:
    return ToothNet(guided=kind == "fine", sharp=kind == "fine")


def targets_of(kind: str, batch: dict) -> tuple[torch.Tensor, torch.Tensor]:
    """Tooth truth, float at the finest grid that the net answers on, and the class of each cell."""
    truth = (batch["labels"] > 0).float()[:, None]
    return (space_to_depth(truth), batch["numbers"]) if kind == "fine" else (truth, batch["labels"])


def loss_of(kind: str, outputs, batch: dict) -> dict[str, torch.Tensor]:
    """Tooth BCE + Dice; on tooth cells quadrant and place cross-entropy, and the distance of the offset in cm."""
    tooth, quadrant, place, *offset = (o.float() for o in outputs)
    truth, numbers = targets_of(kind, batch)
    numbers = numbers.long()
    weight = tooth_weights(numbers, (2 * MM[kind]) ** 3)
    around = F.max_pool3d(weight[:, None], 3, 1, 1)
    bce = F.binary_cross_entropy_with_logits(tooth, truth, around)
    p = tooth.sigmoid()
    dice = 1 - (2 * (around * p * truth).sum() + 1) / ((around * p).sum() + (around * truth).sum() + 1)
    losses = {"bce": bce, "dice": dice}
    cells = (numbers > 0) & (numbers != EXTRA)
    if cells.any():
        index = numbers[cells] - 1
        q = quadrant.permute(0, 2, 3, 4, 1)[cells]
        p = place.permute(0, 2, 3, 4, 1)[cells]
        quadrants = F.cross_entropy(q, index // PLACES, label_smoothing=0.03, reduction="none")
        places = F.cross_entropy(p, index % PLACES, label_smoothing=0.05, reduction="none")
        losses["quadrant"] = weighted_mean(quadrants, weight[cells])
        losses["place"] = weighted_mean(places, weight[cells])
    if offset and (numbers > 0).any():
        miss = (offset[0] - 0.1 * batch["offset"].float()).abs().mean(1)
        losses["offset"] = 2 * weighted_mean(miss[numbers > 0], weight[numbers > 0])
    return losses


def tooth_weights(numbers: torch.Tensor, cell_mm3: float) -> torch.Tensor:
    """What a cell counts, for classes [n, k, j, i]: more in small teeth, as incisors, milk teeth and what the border of
    the view leaves of a tooth, which would be lost among the cells of molars.
    """
    weight = torch.ones(numbers.shape, device=numbers.device)
    for item, of_item in zip(numbers, weight, strict=True):
        mm3 = cell_mm3 * torch.bincount(item.flatten(), minlength=EXTRA + 1).float()
        of_class = (FULL_WEIGHT_MM3 / mm3.clamp(min=cell_mm3)).sqrt().clamp(1, MOST_WEIGHT)
        of_class[0] = 1
        of_item.copy_(of_class[item])
    return weight


def weighted_mean(values: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    return (values * weight).sum() / weight.sum()


@torch.no_grad()
def validate(kind: str, net: ToothNet, batches: list[dict]) -> dict[str, float]:
    """Tooth Dice, and the share of teeth (≥ 60 cells in view) whose majority number is right; held-out anatomies. For
    the fine net also the median distance in mm between where cells point and where their centroid is.
    """
    net.eval()
    overlap = total = right = seen = 0.0
    misses = []
    for batch in batches:
        image = batch["image"]
        with mixed_precision(image.device.type):
            tooth, quadrant, place, *offset = net(image, batch.get("guidance"))
        truth, labels = targets_of(kind, batch)
        truth, labels = truth > 0, labels.long()
        found = tooth > 0
        overlap += 2 * float((found & truth).sum())
        total += float(found.sum() + truth.sum())
        if offset:
            miss = (10 * offset[0].float() - batch["offset"].float()).norm(dim=1)
            misses.append(miss[labels > 0])
        number = PLACES * quadrant.argmax(1) + place.argmax(1) + 1
        for item in range(len(labels)):
            hit = found[item].any(0) & (labels[item] > 0)
            for code in labels[item].unique().tolist():
                cells = labels[item] == code
                if code in (0, EXTRA) or int(cells.sum()) < 60:
                    continue
                seen += 1
                votes = number[item][cells & hit]
                right += len(votes) > 0.3 * int(cells.sum()) and int(votes.mode().values) == code
    net.train()
    result = {"dice": overlap / max(total, 1), "numbered": right / max(seen, 1)}
    return result | ({"miss_mm": float(torch.cat(misses).median())} if misses else {})


def yield_to_training(_worker: int) -> None:
    os.nice(SAMPLING_NICENESS)


class Pool:
    """Samples on hand, filled by a thread: training never waits for data, it sees a sample again, perhaps mirrored."""

    def __init__(self, samples: Samples | Mixed, workers: int, size: int = 32):
        # Spawned: a fork beside running threads now and then never begins, and training waits for it for ever.
        context = {"multiprocessing_context": "spawn", "worker_init_fn": yield_to_training}
        loader = DataLoader(samples, None, num_workers=workers, prefetch_factor=4, **context)
        self.recent: deque[dict] = deque(maxlen=size)
        self.filled = threading.Event()
        threading.Thread(target=self._fill, args=(loader,), daemon=True).start()

    def _fill(self, loader: DataLoader) -> None:
        for sample in loader:
            self.recent.append(sample)
            if len(self.recent) >= 8:
                self.filled.set()

    def draw(self, count: int) -> dict[str, torch.Tensor]:
        """A batch of one size; the largest samples come alone."""
        self.filled.wait()
        held = list(self.recent)
        first = random.choice(held)
        alike = [s for s in held if s["image"].shape == first["image"].shape]
        chosen = [first] if first["image"].numel() > 3_000_000 else random.sample(alike, min(count, len(alike)))
        chosen = [mirrored(s) if random.random() < 0.5 else s for s in chosen]
        return {k: torch.stack([s[k] for s in chosen]) for k in first}


def mirrored(sample: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The sample of the mirrored patient."""
    result = {name: values.flip(-1) for name, values in sample.items()}
    for name in ("labels", "numbers", "guidance"):
        if name in result:
            result[name] = MIRROR[result[name].long()].to(result[name].dtype)
    if "offset" in result:
        result["offset"][0].neg_()
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["coarse", "fine"])
    parser.add_argument("work", type=Path, help="folder of make_data; checkpoints go there too")
    parser.add_argument("--minutes", type=float, required=True, help="whole schedule, earlier runs counted in")
    parser.add_argument("--batch", type=int, default=2)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--start", type=Path, help="a checkpoint whose weights begin a new schedule")
    parser.add_argument("--reviewed", type=Path, help="folder of `quadrant export … --format training`: real scans too")
    parser.add_argument("--reviewed-share", type=float, default=0.3, help="of the samples, when there are any")
    arguments = parser.parse_args()
    kind, device = arguments.kind, "cuda" if torch.cuda.is_available() else "cpu"
    checkpoint = arguments.work / f"{kind}.pt"
    threads = torch.get_num_threads()
    torch.manual_seed(0)
    torch.set_flush_denormal(True)
    # channels last: a third faster on CPUs
    net = build(kind).to(device, memory_format=torch.channels_last_3d)
    optimiser = torch.optim.AdamW(net.parameters(), lr=arguments.rate, weight_decay=1e-4)
    state = {"step": 0, "seconds": 0.0}
    average = copy.deepcopy(net)
    if arguments.start and not checkpoint.exists():
        stored = torch.load(arguments.start, map_location=device, weights_only=True)["average"]
        net.load_state_dict(stored)
        average.load_state_dict(stored)
    if checkpoint.exists():
        stored = torch.load(checkpoint, map_location=device, weights_only=True)
        net.load_state_dict(stored["net"])
        average.load_state_dict(stored["average"])
        optimiser.load_state_dict(stored["optimiser"])
        state = stored["state"]
    samples = Samples(arguments.work, kind, seed=state["step"], large=0.0 if kind == "fine" else 0.12)
    if arguments.reviewed:
        reviewed = ReviewedSamples(arguments.reviewed, kind, seed=state["step"])
        samples = Mixed(samples, reviewed, arguments.reviewed_share)
    pool = Pool(samples, arguments.workers)
    held_out = Samples(arguments.work, kind, held_out=True, seed=7, large=0.0)
    stream = iter(held_out)
    check = [{k: v[None].to(device) for k, v in next(stream).items()} for _ in range(10)]
    torch.set_num_threads(threads)  # drawing samples here had left one
    sums: dict[str, float] = {}
    started = last_saved = time.monotonic()
    base = state["seconds"]
    while True:
        batch = {k: v.to(device) for k, v in pool.draw(arguments.batch).items()}
        state["seconds"] = base + time.monotonic() - started
        share = state["seconds"] / (60 * arguments.minutes)
        if share >= 1:
            break
        rate = (
            arguments.rate * min(1, (state["step"] + 1) / 100) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * share)))
        )
        for group_ in optimiser.param_groups:
            group_["lr"] = rate
        if share > FREEZE_STATISTICS_AT:
            for module in net.modules():
                if isinstance(module, torch.nn.BatchNorm3d):
                    module.eval()
        with mixed_precision(device):
            outputs = net(batch["image"], batch.get("guidance"))
        losses = loss_of(kind, outputs, batch)
        optimiser.zero_grad(set_to_none=True)
        sum(losses.values()).backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        optimiser.step()
        state["step"] += 1
        keep = min(0.997, 1 - 1 / (state["step"] + 1))
        with torch.no_grad():
            for a, b in zip(average.state_dict().values(), net.state_dict().values(), strict=True):
                if a.dtype.is_floating_point:
                    a.lerp_(b, 1 - keep)
                else:
                    a.copy_(b)
        for name, value in losses.items():
            sums[name] = sums.get(name, 0.0) + float(value.detach())
        if state["step"] % 50 == 0:
            means = " ".join(f"{k} {v / 50:.3f}" for k, v in sums.items())
            sums.clear()
            print(f"step {state['step']} {state['seconds'] / 60:.1f} min rate {rate:.1e} {means}", flush=True)
        if time.monotonic() - last_saved > 120:
            save(checkpoint, net, average, optimiser, state)
            last_saved = time.monotonic()
            if state["step"] // 50 % 4 == 0:
                print("held-out", validate(kind, average, check), flush=True)
    save(checkpoint, net, average, optimiser, state)
    print("done", state, "held-out", validate(kind, average, check), flush=True)


def save(path: Path, net, average, optimiser, state) -> None:
    partial = path.with_suffix(".tmp")
    torch.save(
        {
            "net": net.state_dict(),
            "average": average.state_dict(),
            "optimiser": optimiser.state_dict(),
            "state": state,
        },
        partial,
    )
    partial.rename(path)


if __name__ == "__main__":
    main()

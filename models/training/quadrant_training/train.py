"""Trains one network on stored anatomies, resumable and time-boxed.

    python -m quadrant_training.train coarse WORK --minutes 50
    python -m quadrant_training.train fine   WORK --minutes 40

The learning rate follows the elapsed share of --minutes, so a resumed run finishes the same schedule. Uses a GPU where
there is one; on CPUs, bfloat16 convolutions.
"""

import argparse
import copy
import math
import os
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from torch.utils.data import DataLoader

from .nets import ToothNet, space_to_depth
from .samples import Samples


def build(kind: str) -> ToothNet:
    return ToothNet(guided=kind == "fine", sharp=kind == "fine")


def loss_of(kind: str, outputs, labels: torch.Tensor) -> dict[str, torch.Tensor]:
    """Tooth BCE + Dice at the finest grid the net answers on; quadrant and position cross-entropy on tooth cells."""
    tooth, quadrant, position = (o.float() for o in outputs)
    labels = labels.long()
    truth = (labels > 0).float()[:, None]
    if kind == "fine":
        truth = space_to_depth(truth)
        # a cell's number is that of any tooth voxel in it; with two teeth the larger code wins, a rare matter
        labels = F.max_pool3d(labels[:, None].float(), 2)[:, 0].long()
    bce = F.binary_cross_entropy_with_logits(tooth, truth)
    p = tooth.sigmoid()
    dice = 1 - (2 * (p * truth).sum() + 1) / (p.sum() + truth.sum() + 1)
    cells = labels > 0
    losses = {"bce": bce, "dice": dice}
    if cells.any():
        index = labels[cells] - 1
        q = quadrant.permute(0, 2, 3, 4, 1)[cells]
        p = position.permute(0, 2, 3, 4, 1)[cells]
        losses["quadrant"] = F.cross_entropy(q, index // 8, label_smoothing=0.03)
        losses["position"] = F.cross_entropy(p, index % 8, label_smoothing=0.05)
    return losses


@torch.no_grad()
def validate(kind: str, net: ToothNet, batches: list[dict]) -> dict[str, float]:
    """Tooth Dice, and the share of teeth (≥ 60 cells in view) whose majority number is right; held-out anatomies."""
    net.eval()
    overlap = total = right = seen = 0.0
    for batch in batches:
        image = batch["image"]
        with torch.autocast(image.device.type, dtype=torch.bfloat16):
            tooth, quadrant, position = net(image, batch.get("guidance"))
        labels = batch["labels"].long()
        truth = (labels > 0)[:, None]
        if kind == "fine":
            truth = space_to_depth(truth.float()) > 0
            labels = F.max_pool3d(labels[:, None].float(), 2)[:, 0].long()
        found = tooth > 0
        overlap += 2 * float((found & truth).sum())
        total += float(found.sum() + truth.sum())
        number = 8 * quadrant.argmax(1) + position.argmax(1) + 1
        for item in range(len(labels)):
            hit = found[item].any(0) & (labels[item] > 0)
            for code in labels[item].unique().tolist():
                cells = labels[item] == code
                if code == 0 or int(cells.sum()) < 60:
                    continue
                seen += 1
                votes = number[item][cells & hit]
                right += len(votes) > 0.3 * int(cells.sum()) and int(votes.mode().values) == code
    net.train()
    return {"dice": overlap / max(total, 1), "numbered": right / max(seen, 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["coarse", "fine"])
    parser.add_argument("work", type=Path, help="folder of make_data; checkpoints go there too")
    parser.add_argument("--minutes", type=float, required=True, help="whole schedule, earlier runs counted in")
    parser.add_argument("--batch", type=int, default=2)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rate", type=float, default=2e-3)
    arguments = parser.parse_args()
    kind, device = arguments.kind, "cuda" if torch.cuda.is_available() else "cpu"
    checkpoint = arguments.work / f"{kind}.pt"
    torch.manual_seed(0)
    torch.set_flush_denormal(True)
    net = build(kind).to(device)
    optimiser = torch.optim.AdamW(net.parameters(), lr=arguments.rate, weight_decay=1e-4)
    state = {"step": 0, "seconds": 0.0}
    average = copy.deepcopy(net)
    if checkpoint.exists():
        stored = torch.load(checkpoint, map_location=device, weights_only=True)
        net.load_state_dict(stored["net"])
        average.load_state_dict(stored["average"])
        optimiser.load_state_dict(stored["optimiser"])
        state = stored["state"]
    # samples of one batch share a size, so a worker hands out batches of one size each
    samples = Samples(arguments.work, kind, seed=state["step"], large=0.0 if kind == "fine" else 0.12)
    loader = iter(
        DataLoader(
            samples, None, num_workers=arguments.workers, prefetch_factor=4, worker_init_fn=lambda _: os.nice(10)
        )
    )
    held_out = Samples(arguments.work, kind, held_out=True, seed=7, large=0.0)
    stream = iter(held_out)
    check = [{k: v[None].to(device) for k, v in next(stream).items()} for _ in range(10)]
    torch.set_num_threads(max(1, torch.get_num_threads() if device == "cuda" else 2))
    waiting: dict[tuple, list] = {}
    sums: dict[str, float] = {}
    started = last_saved = time.monotonic()
    base = state["seconds"]
    while True:
        sample = next(loader)
        group = waiting.setdefault(tuple(sample["image"].shape), [])
        group.append(sample)
        big = sample["image"].numel() > 3_000_000
        if len(group) < (1 if big else arguments.batch):
            continue
        batch = {k: torch.stack([s[k] for s in group]).to(device) for k in group[0]}
        group.clear()
        state["seconds"] = base + time.monotonic() - started
        share = state["seconds"] / (60 * arguments.minutes)
        if share >= 1:
            break
        rate = (
            arguments.rate * min(1, (state["step"] + 1) / 100) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * share)))
        )
        for group_ in optimiser.param_groups:
            group_["lr"] = rate
        with torch.autocast(device, dtype=torch.bfloat16):
            outputs = net(batch["image"], batch.get("guidance"))
        losses = loss_of(kind, outputs, batch["labels"])
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

"""The seed paper's way from few labels to many, as an experiment with a known truth.

    python -m quadrant_training.panoramic.project ANATOMIES WORK/projected --others 1
    python -m quadrant_training.panoramic.scaling_loop UFBA WORK --synthetic-minutes 20 --minutes 5

Both nets first learn what teeth look like from synthetic radiographs, which cost nobody a label. Then: train on 20
labelled ones; predict the others; keep the confident ones; refine their outlines with the promptable net; let an oracle
verify; retrain; repeat. Here the oracle is the truth: it lets an outline with IoU ≥ 0.7 pass, puts wrong numbers right,
and redraws the rest; what it had to do is counted, because with patients it is a person's time. Each round's pictures
are listed in a queue.json, the most doubtful first. In <data folder>/review-queues Quadrant finds it and brings it to
the cases of these pictures (its call review.queue).

Prints a table: synthetic pictures alone, 20 labels, each round, all labels with as many minutes as all rounds had.
Scores are those of this package's own read-out on the test split; the application numbers with more evidence.
"""

import argparse
import copy
import json
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from ..precision import mixed_precision
from .data import FRAME_H, FRAME_W, Radiograph, framed, load_projected, load_ufba, normalised
from .read_out import score, teeth_of
from .segmenter import ROWS, Segmenter, SegmenterTask, as_grid, decoder_input, points_in, window_of
from .train import DetectorTask, Schedule, train

FIRST = 20
ROUNDS = (60, 140, None)  # verified pictures after each round; None: all
PASSING_IOU = 0.7


@dataclass
class Effort:
    passed: int = 0
    renumbered: int = 0
    redrawn: int = 0
    removed: int = 0


@torch.no_grad()
def outlined(detector, segmenter: Segmenter, radiograph: Radiograph) -> tuple[dict[int, np.ndarray], float]:
    """FDI → refined mask in the frame, and the picture's mean score."""
    grey, _, inside = framed(radiograph)
    device = next(detector.parameters()).device
    image = normalised(grey * inside).to(device)
    teeth = teeth_of(detector, image)
    if not teeth:
        return {}, 0.0
    with mixed_precision(device.type):
        embedding = segmenter.encoder(image[None]).float()
    boxes = torch.tensor([box for _, _, box in teeth.values()], device=device)
    rough = torch.stack([torch.from_numpy(mask) for _, mask, _ in teeth.values()]).to(device).float()[:, None] * 8 - 4
    kinds = torch.tensor([[2.0, 3.0]], device=device).expand(len(boxes), 2)
    coords = boxes.reshape(-1, 2, 2)
    low, high, boxed = window_of(coords, kinds)
    points = points_in(low, high)
    grid = as_grid(points)
    features = F.grid_sample(embedding, grid.flatten(0, 1)[None], align_corners=False)
    features = features[0].unflatten(1, (len(boxes), ROWS)).transpose(0, 1)
    mask = F.grid_sample(rough, grid, align_corners=False)
    logits, _ = segmenter.decoder(
        decoder_input(features, points, coords, kinds, boxed, mask, torch.ones(len(boxes), device=device))
    )
    result = {}
    for n, fdi in enumerate(teeth):
        (x0, y0), (x1, y1) = low[n].tolist(), high[n].tolist()
        left, top = max(0, int(x0)), max(0, int(y0))
        right, bottom = min(FRAME_W, int(x1) + 1), min(FRAME_H, int(y1) + 1)
        xs = (torch.arange(left, right, device=device) + 0.5 - x0) * (2 / (x1 - x0)) - 1
        ys = (torch.arange(top, bottom, device=device) + 0.5 - y0) * (2 / (y1 - y0)) - 1
        window = torch.stack(torch.meshgrid(xs, ys, indexing="xy"), -1)[None]
        full = np.zeros((FRAME_H, FRAME_W), bool)
        drawn = F.grid_sample(logits[n : n + 1], window, padding_mode="border", align_corners=False)[0, 0] > 0
        full[top:bottom, left:right] = drawn.cpu().numpy()
        result[fdi] = full
    return result, float(np.mean([s for s, _, _ in teeth.values()]))


def verified(radiograph: Radiograph, found: dict[int, np.ndarray], effort: Effort) -> Radiograph:
    """The picture with the labels that the oracle lets pass, in the frame."""
    grey, truth, _ = framed(radiograph)
    labels = np.zeros(truth.shape, np.uint8)
    truth = truth.numpy()
    left = dict(found)
    for code in [c for c in np.unique(truth).tolist() if c]:
        mask = truth == code
        ious = {fdi: (mask & m).sum() / max(1, (mask | m).sum()) for fdi, m in left.items()}
        best = max(ious, key=ious.get, default=None)
        if best is not None and ious[best] >= PASSING_IOU:
            effort.passed += best == code
            effort.renumbered += best != code
            labels[left.pop(best)] = code
        else:
            effort.redrawn += 1
            labels[mask] = code
    effort.removed += len(left)
    image = (255 * grey[0]).round().byte()
    return replace(radiograph, image=image, labels=torch.from_numpy(labels), aspect=FRAME_W / FRAME_H)


def write_queue(folder: Path, pictures: list[tuple[Radiograph, dict[int, np.ndarray], float]]) -> None:
    """What a person would be given: doubtful pictures first, each tooth's box and score of the picture."""
    folder.mkdir(parents=True, exist_ok=True)
    items = []
    for radiograph, found, confidence in sorted(pictures, key=lambda item: item[2]):
        teeth = []
        for fdi, mask in found.items():
            ys, xs = np.nonzero(mask)
            if len(ys):
                teeth.append({"fdi": fdi, "boxPx": [int(xs.min()), int(ys.min()), int(xs.max()), int(ys.max())]})
        items.append(
            {
                "image": radiograph.name,
                "confidence": round(confidence, 3),
                "state": "proposed",
                "aspect": round(radiograph.aspect, 4),
                "teeth": teeth,
            }
        )
    document = {"schemaVersion": 1, "framePx": [FRAME_W, FRAME_H], "items": items}
    (folder / "queue.json").write_text(json.dumps(document, indent=1) + "\n")


def evaluate(detector, segmenter, test: list[Radiograph]) -> tuple[float, float]:
    """Mean instance Dice and IA."""
    results = [score(framed(r)[1].numpy(), outlined(detector, segmenter, r)[0]) for r in test]
    dice, ia = np.mean(results, 0)
    return float(dice), float(ia)


def taught(task_of, net, pictures: list[Radiograph], schedule: Schedule):
    """A copy of the net, trained on the pictures."""
    task = task_of()
    task.net = copy.deepcopy(net)
    return train(task, pictures, [], schedule)


def stratified(radiographs: list[Radiograph], count: int) -> list[Radiograph]:
    """Every so many of the pictures in the order of their categories."""
    ordered = sorted(radiographs, key=lambda r: r.name)
    return [ordered[int((n + 0.5) * len(ordered) / count)] for n in range(count)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ufba", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--minutes", type=float, required=True, help="of detector training in each round")
    parser.add_argument("--synthetic-minutes", type=float, default=0.0, help="of detector training on WORK/projected")
    parser.add_argument("--batch", type=int, default=4)
    arguments = parser.parse_args()
    started = time.monotonic()
    pool, test = load_ufba(arguments.ufba, "train"), load_ufba(arguments.ufba, "test")
    labelled = stratified(pool, FIRST)
    rest = [r for r in pool if all(r.name != other.name for other in labelled)]
    schedule = Schedule(arguments.minutes, arguments.batch, quiet=True)
    rows = []

    def report(name: str, pictures: int, detector, segmenter, effort: Effort | None) -> None:
        dice, ia = evaluate(detector, segmenter, test)
        hours = (time.monotonic() - started) / 3600
        rows.append({"step": name, "pictures": pictures, "dice": round(dice, 4), "ia": round(ia, 4)})
        rows[-1] |= {"hours": round(hours, 2)} | (vars(effort) if effort else {})
        print(json.dumps(rows[-1]), flush=True)
        (arguments.work / "scaling-loop.json").write_text(json.dumps(rows, indent=1) + "\n")

    arguments.work.mkdir(parents=True, exist_ok=True)
    detector, segmenter = DetectorTask().net, SegmenterTask().net
    minutes = arguments.synthetic_minutes
    if minutes > 0:
        projected = load_projected(arguments.work / "projected")
        segmenter = taught(SegmenterTask, segmenter, projected, replace(schedule, seed=3, minutes=minutes / 2))
        detector = taught(DetectorTask, detector, projected, replace(schedule, seed=2, minutes=minutes))
        report("synthetic alone", 0, detector, segmenter, None)
    started_with = detector, segmenter
    segmenter = taught(SegmenterTask, segmenter, labelled, replace(schedule, seed=1))
    detector = taught(DetectorTask, detector, labelled, schedule)
    report("20 labels alone", FIRST, detector, segmenter, None)
    known: dict[str, Radiograph] = {}
    for number, goal in enumerate(ROUNDS, 1):
        proposed = []
        for radiograph in [r for r in rest if r.name not in known]:
            found, confidence = outlined(detector, segmenter, radiograph)
            proposed.append((radiograph, found, confidence))
        # the confident ones first; a round that wants all leaves none behind
        proposed.sort(key=lambda item: -item[2])
        chosen = proposed[: None if goal is None else goal - len(known)]
        write_queue(arguments.work / f"round-{number}", chosen)
        effort = Effort()
        for radiograph, found, _ in chosen:
            known[radiograph.name] = verified(radiograph, found, effort)
        pictures = labelled + list(known.values())
        detector = taught(DetectorTask, detector, pictures, replace(schedule, seed=10 * number, rate=1e-3))
        minutes = arguments.minutes / 2
        segmenter = taught(SegmenterTask, segmenter, pictures, replace(schedule, seed=10 * number + 1, minutes=minutes))
        report(f"round {number}", len(pictures), detector, segmenter, effort)
    total = arguments.minutes * (1 + len(ROUNDS))
    detector, segmenter = started_with
    segmenter = taught(SegmenterTask, segmenter, pool, replace(schedule, seed=91, minutes=arguments.minutes * 2.5))
    detector = taught(DetectorTask, detector, pool, replace(schedule, seed=90, minutes=total))
    report("all labels", len(pool), detector, segmenter, None)


if __name__ == "__main__":
    main()

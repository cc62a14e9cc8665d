"""What a detector's answer means: candidates, unique numbers, masks; and the scores of the STS 2024 challenge.

The application does the same in TypeScript, with the arches' order as further evidence; these are for the progress
check and the scaling experiment.
"""

import numpy as np
import torch
from scipy.optimize import linear_sum_assignment

from ..precision import mixed_precision
from .data import FDI, FRAME_H, FRAME_W, REPLACED
from .detector import CLASSES, decode_boxes, points_of

LEAST_SCORE = 0.05
SAME_TOOTH_IOU = 0.6
KEEP_SCORE = 0.3


def candidates(scores: torch.Tensor, boxes: torch.Tensor) -> torch.Tensor:
    """Points of different teeth, best first (class-agnostic suppression). scores [P,CLASSES], boxes [P,4]."""
    best = scores.amax(1)
    order = best.argsort(descending=True)
    order = order[best[order] > LEAST_SCORE][:300]
    kept: list[int] = []
    for point in order.tolist():
        if kept:
            a, b = boxes[point], boxes[kept]
            inter = (torch.minimum(a[2:], b[:, 2:]) - torch.maximum(a[:2], b[:, :2])).clamp(min=0).prod(-1)
            union = (a[2:] - a[:2]).prod() + (b[:, 2:] - b[:, :2]).prod(-1) - inter
            if (inter / union).max() > SAME_TOOTH_IOU:
                continue
        kept.append(point)
    return torch.tensor(kept, dtype=torch.long)


@torch.no_grad()
def teeth_of(net, image: torch.Tensor) -> dict[int, tuple[float, np.ndarray, list[float]]]:
    """FDI → score, mask [H,W] and box, each number once, without implants and pontics. image [1,H,W], normalised."""
    with mixed_precision(image.device.type):
        bins, logits, replaced, coefficients, prototypes = (o[0].float().cpu() for o in net(image[None]))
    scores = logits.sigmoid()
    boxes = decode_boxes(bins, *points_of(FRAME_H, FRAME_W))
    chosen = candidates(scores, boxes)
    if not len(chosen):
        return {}
    cost = np.concatenate(
        [-np.log(scores[chosen].numpy() + 1e-6), np.full((len(chosen), len(chosen)), -np.log(KEEP_SCORE))], 1
    )
    result = {}
    for row, column in zip(*linear_sum_assignment(cost), strict=True):
        if column >= CLASSES:
            continue
        point = chosen[row]
        if replaced[point] > 0:
            continue
        mask = torch.einsum("c,chw->hw", coefficients[point], prototypes)[None, None]
        mask = torch.nn.functional.interpolate(mask, scale_factor=2.0, mode="bilinear")[0, 0] > 0
        x0, y0, x1, y1 = boxes[point].tolist()
        inside = torch.zeros_like(mask)
        w, h = 0.06 * (x1 - x0), 0.06 * (y1 - y0)
        inside[max(0, int(y0 - h)) : int(y1 + h) + 1, max(0, int(x0 - w)) : int(x1 + w) + 1] = True
        result[FDI[column]] = (float(scores[point, column]), (mask & inside).numpy(), [x0, y0, x1, y1])
    return result


def score(truth: np.ndarray, found: dict[int, np.ndarray]) -> tuple[float, float]:
    """Instance Dice and IA of one picture. truth [H,W] of labels; found FDI → mask."""
    codes = [code for code in np.unique(truth).tolist() if 0 < code < REPLACED]
    dices, right = [], 0
    for code in codes:
        g, p = truth == code, found.get(code)
        both = 0 if p is None else int((g & p).sum())
        total = int(g.sum()) + (0 if p is None else int(p.sum()))
        dices.append(2 * both / total)
        right += both / (total - both) > 0.5
    return float(np.mean(dices)), right / len(set(codes) | set(found))

"""YOLOv8-shaped detector for teeth: C2f backbone, PAN neck, anchor-free heads at strides 8 and 16, instance masks.

After the seed paper (Liu et al., STS 2024): prototypes with one more upsampling, hence at stride 2; losses that rise
with the size of the box; CIoU, DFL, varifocal and mask losses. Written from the papers: YOLOv8's assignment is TOOD
(Feng et al. 2021), its box loss Generalized Focal Loss (Li et al. 2020) and CIoU (Zheng et al. 2020), its class loss
here VarifocalNet (Zhang et al. 2021).
"""

import math

import torch
import torch.nn.functional as F
from torch import nn

from .data import FDI, REPLACED

CLASSES = len(FDI)
STRIDES = (8, 16)
BINS = 16
PROTOTYPES = 24
WIDTHS = (16, 32, 64, 128, 192)

# Class logits are a sum: of quadrant (8, deciduous ones for themselves), place (8) and a rest for each class.
QUADRANT = torch.tensor([fdi // 10 - 1 for fdi in FDI])
PLACE = torch.tensor([fdi % 10 - 1 for fdi in FDI])


class Conv(nn.Sequential):
    def __init__(self, inputs: int, outputs: int, size: int = 3, stride: int = 1):
        super().__init__(
            nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False),
            nn.BatchNorm2d(outputs, momentum=0.03),
            nn.SiLU(inplace=True),
        )


class Bottleneck(nn.Module):
    def __init__(self, width: int, add: bool):
        super().__init__()
        self.convs, self.add = nn.Sequential(Conv(width, width), Conv(width, width)), add

    def forward(self, x):
        return x + self.convs(x) if self.add else self.convs(x)


class C2f(nn.Module):
    def __init__(self, inputs: int, outputs: int, depth: int, add: bool):
        super().__init__()
        half = outputs // 2
        self.enter = Conv(inputs, outputs, 1)
        self.blocks = nn.ModuleList(Bottleneck(half, add) for _ in range(depth))
        self.leave = Conv(outputs + depth * half, outputs, 1)

    def forward(self, x):
        parts = list(self.enter(x).chunk(2, 1))
        for block in self.blocks:
            parts.append(block(parts[-1]))
        return self.leave(torch.cat(parts, 1))


class SpatialPyramid(nn.Module):
    """Three 5×5 maxima in a row, and the mean of the whole picture: the arch as a whole tells the places."""

    def __init__(self, width: int):
        super().__init__()
        half = width // 2
        self.enter, self.leave = Conv(width, half, 1), Conv(4 * half, width, 1)
        self.whole = nn.Conv2d(half, width, 1)

    def forward(self, x):
        parts = [self.enter(x)]
        for _ in range(3):
            parts.append(F.max_pool2d(parts[-1], 5, 1, 2))
        return self.leave(torch.cat(parts, 1)) + self.whole(parts[0].mean((2, 3), keepdim=True))


class Detector(nn.Module):
    def __init__(self):
        super().__init__()
        a, b, c, d, e = WIDTHS
        self.stem = nn.Sequential(Conv(1, a, 3, 2), Conv(a, b, 3, 2), C2f(b, b, 1, True))
        self.down8 = nn.Sequential(Conv(b, c, 3, 2), C2f(c, c, 2, True))
        self.down16 = nn.Sequential(Conv(c, d, 3, 2), C2f(d, d, 2, True))
        self.down32 = nn.Sequential(Conv(d, e, 3, 2), C2f(e, e, 1, True), SpatialPyramid(e))
        self.merge16 = C2f(d + e, d, 1, False)
        self.merge8 = C2f(c + d, c, 1, False)
        self.again16 = Conv(c, c, 3, 2)
        self.out16 = C2f(c + d, d, 1, False)
        self.box = nn.ModuleList(self._branch(w, 4 * BINS) for w in (c, d))
        self.number = nn.ModuleList(self._branch(w, CLASSES + 16 + 1) for w in (c, d))
        self.coefficients = nn.ModuleList(self._branch(w, PROTOTYPES, 32) for w in (c, d))
        self.proto4 = Conv(c, 32)
        self.skip4 = Conv(b, 32, 1)
        self.proto2 = nn.Sequential(Conv(32, 16), nn.Conv2d(16, PROTOTYPES, 1))
        for branch in self.number:
            nn.init.constant_(branch[-1].bias, -2.3)  # three parts are summed
        for branch in self.box:
            nn.init.constant_(branch[-1].bias, 1.0)

    @staticmethod
    def _branch(width: int, outputs: int, inner: int = 64) -> nn.Sequential:
        return nn.Sequential(Conv(width, inner), Conv(inner, inner), nn.Conv2d(inner, outputs, 1))

    def forward(self, image: torch.Tensor):
        """image [n,1,H,W] → box bin logits [n,P,4·BINS], class logits [n,P,CLASSES], logits of an implant or a pontic
        instead of a tooth [n,P], coefficients [n,P,PROTOTYPES] of the P points of both strides, row by row, and
        prototypes [n,PROTOTYPES,H/2,W/2].
        """
        p4 = self.stem(image)
        p8 = self.down8(p4)
        p16 = self.down16(p8)
        p32 = self.down32(p16)
        up = lambda x: F.interpolate(x, scale_factor=2.0, mode="nearest")  # noqa: E731
        m16 = self.merge16(torch.cat([up(p32), p16], 1))
        m8 = self.merge8(torch.cat([up(m16), p8], 1))
        m16 = self.out16(torch.cat([self.again16(m8), m16], 1))
        levels = (m8, m16)
        flat = lambda heads: torch.cat(  # noqa: E731
            [head(x).flatten(2).permute(0, 2, 1) for head, x in zip(heads, levels, strict=True)], 1
        )
        prototypes = self.proto2(up(self.proto4(up(m8)) + self.skip4(p4)))
        parts = flat(self.number)
        logits = parts[..., :CLASSES] + parts[..., CLASSES + QUADRANT] + parts[..., CLASSES + 8 + PLACE]
        return flat(self.box), logits, parts[..., -1], flat(self.coefficients), prototypes


def points_of(height: int, width: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Centres x,y [P,2] in pixels and strides [P] of all points, in the order of the outputs."""
    centres, strides = [], []
    for stride in STRIDES:
        y, x = torch.meshgrid(torch.arange(height // stride), torch.arange(width // stride), indexing="ij")
        centres.append((torch.stack([x, y], -1).reshape(-1, 2) + 0.5) * stride)
        strides.append(torch.full((len(centres[-1]),), float(stride)))
    return torch.cat(centres), torch.cat(strides)


def decode_boxes(bins: torch.Tensor, centres: torch.Tensor, strides: torch.Tensor) -> torch.Tensor:
    """Bin logits [...,P,4·BINS] → x0,y0,x1,y1 [...,P,4] in pixels."""
    spread = bins.unflatten(-1, (4, BINS)).softmax(-1)
    far = (spread * torch.arange(BINS, dtype=spread.dtype, device=bins.device)).sum(-1) * strides[:, None]
    return torch.cat([centres - far[..., :2], centres + far[..., 2:]], -1)


def ciou(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Complete IoU of boxes that broadcast against each other."""
    inter = (torch.minimum(a[..., 2:], b[..., 2:]) - torch.maximum(a[..., :2], b[..., :2])).clamp(min=0).prod(-1)
    wa, ha = (a[..., 2:] - a[..., :2]).clamp(min=1e-3).unbind(-1)
    wb, hb = (b[..., 2:] - b[..., :2]).clamp(min=1e-3).unbind(-1)
    iou = inter / (wa * ha + wb * hb - inter + 1e-6)
    hull = torch.maximum(a[..., 2:], b[..., 2:]) - torch.minimum(a[..., :2], b[..., :2])
    diagonal = (hull**2).sum(-1) + 1e-6
    apart = ((a[..., :2] + a[..., 2:] - b[..., :2] - b[..., 2:]) ** 2).sum(-1) / 4
    v = (4 / math.pi**2) * (torch.atan(wb / hb) - torch.atan(wa / ha)) ** 2
    with torch.no_grad():
        alpha = v / (1 - iou + v + 1e-6)
    return iou - apart / diagonal - alpha * v


@torch.no_grad()
def assign(scores, boxes, centres, classes, truth, best: int = 10):
    """TOOD's task-aligned assignment for one picture: for each point the tooth it answers for (−1 none) and its target
    quality. scores [P,CLASSES], boxes [P,4]; classes [T], truth [T,4].
    """
    inside = ((centres[None] > truth[:, None, :2]) & (centres[None] < truth[:, None, 2:])).all(-1)
    overlap = ciou(boxes[None], truth[:, None]).clamp(min=0) * inside
    metric = scores[:, classes].T.sqrt() * overlap**6 * inside
    top = metric.topk(best, 1)
    chosen = torch.zeros_like(metric, dtype=torch.bool).scatter_(1, top.indices, top.values > 1e-12)
    # early in training all metrics vanish: then the points nearest to the middle learn first
    bare = (~chosen.any(1)).nonzero().flatten()
    if len(bare):
        middle = (truth[bare, :2] + truth[bare, 2:]) / 2
        near = (centres[None] - middle[:, None]).norm(dim=-1).topk(best, 1, largest=False).indices
        chosen[bare] = torch.zeros_like(chosen[bare]).scatter_(1, near, True) & inside[bare]
    wins = torch.where(chosen, overlap + 1e-9, torch.zeros(()))
    value, owner = wins.max(0)
    owner = torch.where(value > 0, owner, torch.full_like(owner, -1))
    won = F.one_hot(owner.clamp(min=0), len(truth)).T.bool() & (owner >= 0)
    metric = metric * won
    peak = metric.amax(1, keepdim=True).clamp(min=1e-12)
    quality = (metric / peak * (overlap * won).amax(1, keepdim=True)).amax(0)
    return owner, quality


def varifocal(logits: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    p = logits.sigmoid()
    weight = torch.where(target > 0, target, 0.75 * p**2)
    return F.binary_cross_entropy_with_logits(logits, target, reduction="none") * weight.detach()


def losses_of(
    outputs, teeth: list[tuple[torch.Tensor, torch.Tensor, torch.Tensor]], labels, ignored, masks_per_picture: int = 32
):
    """Mean losses over a batch. teeth: per picture class indices [T], boxes [T,4] and whether it is an implant or a
    pontic [T]; labels [n,H,W]: class index + 1, of implants and pontics REPLACED more; ignored [n,CLASSES]: classes
    whose teeth are not labelled in a picture and must not be unlearned.
    """
    bins, logits, replaced, coefficients, prototypes = (o.float() for o in outputs)
    height, width = labels.shape[1:]
    centres, strides = (t.to(bins.device) for t in points_of(height, width))
    with torch.no_grad():
        boxes = decode_boxes(bins, centres, strides)
    # taken apart once: slices of the whole would each cost a gradient of its size
    bins_of, coefficients_of, prototypes_of = bins.unbind(), coefficients.unbind(), prototypes.split(1)
    target = torch.zeros_like(logits)
    found = []
    for n, (classes, truth, kinds) in enumerate(teeth):
        if not len(classes):
            continue
        owner, quality = assign(logits[n].detach().sigmoid(), boxes[n], centres, classes, truth)
        points = (owner >= 0).nonzero().flatten()
        if not len(points):
            continue
        target[n, points, classes[owner[points]]] = quality[points]
        found.append((n, points, owner[points], quality[points], classes, truth, kinds))
    total = target.sum().clamp(min=1)
    score = varifocal(logits, target) * (1 - ignored[:, None].float() * (target == 0))
    losses = {"class": 0.5 * score.sum() / total}
    typical = torch.cat([t for _, t, _ in teeth if len(t)]) if found else torch.zeros(0, 4)
    area = (typical[:, 2:] - typical[:, :2]).prod(-1).mean() if len(typical) else 1.0
    box_loss = dfl_loss = mask_loss = kind_loss = bins.sum() * 0
    for n, points, owner, quality, classes, truth, kinds in found:
        wanted = truth[owner]
        # the seed's emphasis on large boxes: weight rises with the root of the area
        size = ((wanted[:, 2:] - wanted[:, :2]).prod(-1) / area).sqrt().clamp(0.6, 1.7)
        weight = quality * size
        mistaken = F.binary_cross_entropy_with_logits(replaced[n, points], kinds[owner].float(), reduction="none")
        kind_loss = kind_loss + (quality * mistaken).sum()
        chosen_bins = bins_of[n][points]
        chosen_boxes = decode_boxes(chosen_bins, centres[points], strides[points])
        box_loss = box_loss + (weight * (1 - ciou(chosen_boxes, wanted))).sum()
        far = torch.cat([centres[points] - wanted[:, :2], wanted[:, 2:] - centres[points]], -1)
        far = (far / strides[points, None]).clamp(0, BINS - 1.01)
        low = far.long()
        logp = chosen_bins.unflatten(-1, (4, BINS)).log_softmax(-1)
        pick = lambda i, logp=logp: logp.gather(-1, i[..., None])[..., 0]  # noqa: E731
        part = -(pick(low) * (low + 1 - far) + pick(low + 1) * (far - low)).mean(-1)
        dfl_loss = dfl_loss + (weight * part).sum()
        some = torch.randperm(len(points), device=points.device)[:masks_per_picture]
        at, own = points[some], owner[some]
        grid = grid_in(grow(truth[own], 0.1), height, width)
        own_prototypes = F.grid_sample(prototypes_of[n].contiguous(), grid.flatten(0, 1)[None], align_corners=False)
        own_prototypes = own_prototypes[0].unflatten(1, (len(some), -1))
        masks = torch.einsum("pc,cphw->phw", coefficients_of[n][at], own_prototypes)
        x = ((grid[..., 0] + 1) / 2 * width).long().clamp(0, width - 1)
        y = ((grid[..., 1] + 1) / 2 * height).long().clamp(0, height - 1)
        index = classes + 1 + REPLACED * kinds
        wanted_masks = (labels[n][y, x] == index[own][:, None, None]).float()
        bce = F.binary_cross_entropy_with_logits(masks, wanted_masks, reduction="none").mean((1, 2))
        p = masks.sigmoid()
        dice = 1 - (2 * (p * wanted_masks).sum((1, 2)) + 1) / (p.sum((1, 2)) + wanted_masks.sum((1, 2)) + 1)
        mask_loss = mask_loss + (size[some] * (bce + 0.5 * dice)).mean()
    pictures = max(1, len(found))
    losses["box"] = 7.5 * box_loss / total
    losses["dfl"] = 1.5 * dfl_loss / total
    losses["mask"] = 4.0 * mask_loss / pictures
    losses["kind"] = kind_loss / total
    return losses


def grid_in(boxes: torch.Tensor, height: int, width: int, rows: int = 48, columns: int = 28) -> torch.Tensor:
    """Points of a regular grid in each box [n,4], as grid_sample wants them: [n,rows,columns,2] of −1 … 1."""
    y = (torch.arange(rows, device=boxes.device) + 0.5) / rows
    x = (torch.arange(columns, device=boxes.device) + 0.5) / columns
    x0, y0, x1, y1 = boxes.unbind(1)
    xs = (x0[:, None] + (x1 - x0)[:, None] * x) * (2 / width) - 1
    ys = (y0[:, None] + (y1 - y0)[:, None] * y) * (2 / height) - 1
    return torch.stack(torch.broadcast_tensors(xs[:, None, :], ys[:, :, None]), -1)


def grow(boxes: torch.Tensor, share: float) -> torch.Tensor:
    """Boxes [...,4] widened by a share of their size on every side."""
    by = share * (boxes[..., 2:] - boxes[..., :2])
    return torch.cat([boxes[..., :2] - by, boxes[..., 2:] + by], -1)


class Exported(nn.Module):
    """image [1,1,H,W] → boxes [P,4] in frame pixels, scores [P,CLASSES], probability of an implant or a pontic [P],
    coefficients [P,PROTOTYPES], prototypes [PROTOTYPES,H/2,W/2]."""

    def __init__(self, net: Detector, height: int, width: int):
        super().__init__()
        self.net = net
        centres, strides = points_of(height, width)
        self.register_buffer("centres", centres)
        self.register_buffer("strides", strides)

    def forward(self, image):
        bins, logits, replaced, coefficients, prototypes = self.net(image)
        boxes = decode_boxes(bins, self.centres, self.strides)
        return boxes[0], logits.sigmoid()[0], replaced.sigmoid()[0], coefficients[0], prototypes[0]

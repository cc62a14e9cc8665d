"""A promptable segmenter for radiographs, with the names and meanings of the public Segment Anything export.

An encoder sees the whole picture once; a small decoder cuts a window around each prompt out of that embedding and
draws one mask in it (Kirillov et al. 2023 give the interface; a window instead of attention keeps a tooth at full
resolution).
"""

import random

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from ..precision import mixed_precision
from .data import FRAME_H, FRAME_W, REPLACED, boxes_of, framed, normalised
from .detector import Bottleneck, Conv

EMBEDDING = 24
ROWS, COLUMNS = 96, 64
CLICK_PX = 4.0
WINDOW_OF_CLICK = (150.0, 220.0)  # a tooth and its surroundings, frame pixels
MASK_H, MASK_W = FRAME_H // 4, FRAME_W // 4
OUTSIDE = 10.0  # logit beyond the window
BOX_ERRORS = (0.03, 0.06, 0.1)  # shares of a box's size; the detector's sides were off by 0.06 on validation pictures


class Encoder(nn.Module):
    """image [n,1,H,W] → embedding [n,EMBEDDING,H/2,W/2]"""

    def __init__(self, widths: tuple[int, ...] = (16, 32, 64, 96, 128)):
        super().__init__()
        self.stem = nn.Sequential(Conv(1, widths[0], 3, 2), Conv(widths[0], widths[0]))
        pairs = list(zip(widths[:-1], widths[1:], strict=True))
        self.down = nn.ModuleList(nn.Sequential(Conv(a, b, 3, 2), Bottleneck(b, True)) for a, b in pairs)
        self.reduce = nn.ModuleList(nn.Conv2d(b, a, 1) for a, b in pairs)
        self.up = nn.ModuleList(Conv(a, a) for a, _ in pairs)
        self.out = nn.Conv2d(widths[0], EMBEDDING, 1)

    def forward(self, image):
        levels = [self.stem(image)]
        for down in self.down:
            levels.append(down(levels[-1]))
        x = levels.pop()
        for reduce, up in zip(reversed(self.reduce), reversed(self.up), strict=True):
            x = up(levels.pop() + F.interpolate(reduce(x), scale_factor=2.0, mode="nearest"))
        return self.out(x)


class Decoder(nn.Module):
    """Features and prompts in a window [n,·,ROWS,COLUMNS] → mask logits [n,1,ROWS,COLUMNS], expected IoU logits [n]"""

    def __init__(self, widths: tuple[int, ...] = (32, 48, 64, 96)):
        super().__init__()
        self.enter = nn.Sequential(Conv(EMBEDDING + 6, widths[0]), Conv(widths[0], widths[0]))
        pairs = list(zip(widths[:-1], widths[1:], strict=True))
        self.down = nn.ModuleList(nn.Sequential(Conv(a, b, 3, 2), Conv(b, b)) for a, b in pairs)
        self.reduce = nn.ModuleList(nn.Conv2d(b, a, 1) for a, b in pairs)
        self.up = nn.ModuleList(Conv(a, a) for a, _ in pairs)
        self.out = nn.Conv2d(widths[0], 1, 1)
        self.quality = nn.Sequential(nn.Linear(widths[-1], 32), nn.SiLU(), nn.Linear(32, 1))

    def forward(self, x):
        levels = [self.enter(x)]
        for down in self.down:
            levels.append(down(levels[-1]))
        x = levels.pop()
        quality = self.quality(x.mean((2, 3)))[:, 0]
        for reduce, up in zip(reversed(self.reduce), reversed(self.up), strict=True):
            x = up(levels.pop() + F.interpolate(reduce(x), scale_factor=2.0, mode="nearest"))
        return self.out(x), quality


class Segmenter(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder, self.decoder = Encoder(), Decoder()


def window_of(coords: torch.Tensor, kinds: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Corners [n,2] and [n,2] of the window around prompts, in frame pixels, and whether there is a box [n].
    coords [n,N,2], kinds [n,N]: 1 inside, 0 outside, 2 and 3 the corners of a box, −1 nothing.
    """
    part = lambda kind: ((kinds - kind).abs() < 0.5).to(coords.dtype)[..., None]  # noqa: E731
    low, high = (coords * part(2)).sum(1), (coords * part(3)).sum(1)
    boxed = part(2).amax(1)
    clicks = part(1)
    clicked = (coords * clicks).sum(1) / clicks.sum(1).clamp(min=1)
    centre = boxed * (low + high) / 2 + (1 - boxed) * clicked
    size = (high - low).abs()
    grown = size * size.new_tensor([1.4, 1.25]) + 16
    size = boxed * grown + (1 - boxed) * size.new_tensor(WINDOW_OF_CLICK)
    return centre - size / 2, centre + size / 2, boxed[:, 0]


def points_in(low: torch.Tensor, high: torch.Tensor) -> torch.Tensor:
    """Frame pixels [n,ROWS,COLUMNS,2] of the window's cells."""
    ys = (torch.arange(ROWS, dtype=low.dtype, device=low.device) + 0.5) / ROWS
    xs = (torch.arange(COLUMNS, dtype=low.dtype, device=low.device) + 0.5) / COLUMNS
    x = low[:, 0, None, None] + (high - low)[:, 0, None, None] * xs[None, None, :] + 0 * ys[None, :, None]
    y = low[:, 1, None, None] + (high - low)[:, 1, None, None] * ys[None, :, None] + 0 * xs[None, None, :]
    return torch.stack([x, y], -1)


def as_grid(points: torch.Tensor) -> torch.Tensor:
    """Frame pixels → the −1 … 1 of grid_sample."""
    return points * points.new_tensor([2 / FRAME_W, 2 / FRAME_H]) - 1


def decoder_input(features, points, coords, kinds, boxed, mask, has_mask):
    """features [n,EMBEDDING,ROWS,COLUMNS] and the prompts as maps. mask [n,1,ROWS,COLUMNS] logits, has_mask [n]."""
    part = lambda kind: ((kinds - kind).abs() < 0.5).to(coords.dtype)  # noqa: E731
    far = ((points[:, None] - coords[:, :, None, None]) ** 2).sum(-1)
    blobs = torch.exp(-far / (2 * CLICK_PX**2))
    inside = (blobs * part(1)[..., None, None]).sum(1, keepdim=True)
    outside = (blobs * part(0)[..., None, None]).sum(1, keepdim=True)
    low = (coords * part(2)[..., None]).sum(1)[:, None, None]
    high = (coords * part(3)[..., None]).sum(1)[:, None, None]
    depth = torch.minimum(points - low, high - points).amin(-1)[:, None] / 8
    flat = torch.ones_like(inside)
    boxed, has_mask = boxed[:, None, None, None], has_mask[:, None, None, None]
    maps = [
        inside,
        outside,
        boxed * depth.clamp(-1, 1),
        boxed * flat,
        has_mask * mask.clamp(-4, 4) / 4,
        has_mask * flat,
    ]
    return torch.cat([features, *maps], 1)


class SegmenterTask:
    """What train.py asks of a task."""

    TEETH = 10

    def __init__(self):
        self.net = Segmenter()
        self.rng = random.Random(5)

    def loss(self, net, pictures, device: str):
        images = torch.stack([image for _, image, _ in pictures]).to(device, memory_format=torch.channels_last)
        with mixed_precision(device):
            embeddings = net.encoder(images)
        losses = []
        for n, (_, _, labels) in enumerate(pictures):
            codes, boxes = boxes_of(labels)
            if not len(codes):
                continue
            some = torch.randperm(len(codes))[: self.TEETH]
            losses.append(self._tooth_losses(net, embeddings[n], labels.to(device), codes[some], boxes[some], device))
        if not losses:
            return {"bce": embeddings.float().sum() * 0}
        return {name: torch.stack([part[name] for part in losses]).mean() for name in losses[0]}

    def _tooth_losses(self, net, embedding, labels, codes, boxes, device):
        coords, kinds = self._prompts(labels, codes, boxes)
        coords, kinds = coords.to(device), kinds.to(device)
        low, high, boxed = window_of(coords, kinds)
        points = points_in(low, high)
        grid = as_grid(points)
        count = len(codes)
        features = F.grid_sample(embedding.float()[None].contiguous(), grid.flatten(0, 1)[None], align_corners=False)
        features = features[0].unflatten(1, (count, ROWS)).transpose(0, 1)
        masks = (labels[None] == codes.to(device)[:, None, None]).float()[:, None]
        target = F.grid_sample(masks, grid, align_corners=False)
        rough = self._rough(target)
        has_mask = (torch.rand(count, device=device) < 0.7).float()
        x = decoder_input(features, points, coords, kinds, boxed, rough, has_mask)
        with mixed_precision(device):
            logits, quality = net.decoder(x)
        logits, quality = logits.float(), quality.float()
        border = F.max_pool2d(target, 5, 1, 2) + F.max_pool2d(-target, 5, 1, 2)
        bce = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
        p = logits.sigmoid()
        overlap, total = (p * target).sum((1, 2, 3)), (p + target).sum((1, 2, 3))
        hit = ((logits > 0) & (target > 0.5)).sum((1, 2, 3)).float()
        either = ((logits > 0) | (target > 0.5)).sum((1, 2, 3)).float().clamp(min=1)
        return {
            "bce": (bce * (1 + 2 * border)).mean(),
            "dice": (1 - (2 * overlap + 1) / (total + 1)).mean(),
            "quality": F.mse_loss(quality.sigmoid(), hit / either),
        }

    def _prompts(self, labels, codes, boxes):
        """Boxes off as the detector's are, clicks inside and outside, or both: coords [n,6,2] and kinds [n,6]."""
        rng = self.rng
        coords, kinds = torch.zeros(len(codes), 6, 2), torch.full((len(codes), 6), -1.0)
        for n, (code, box) in enumerate(zip(codes.tolist(), boxes, strict=True)):
            size = box[2:] - box[:2]
            boxed = rng.random() < 0.85
            if boxed:
                jitter = torch.randn(4) * rng.choice(BOX_ERRORS) * torch.cat([size, size])
                coords[n, :2] = (box + jitter).reshape(2, 2)
                kinds[n, :2] = torch.tensor([2.0, 3.0])
            ys, xs = (labels == code).nonzero(as_tuple=True)
            count = rng.choice([0, 0, 0, 1, 2, 3]) if boxed else rng.choice([1, 1, 2, 3])
            for k in range(count):
                if k == 0 or rng.random() < 0.6:
                    at = rng.randrange(len(ys))
                    coords[n, 2 + k], kinds[n, 2 + k] = torch.tensor([xs[at] + 0.5, ys[at] + 0.5]), 1.0
                else:
                    at = box[:2] + size * (1.4 * torch.rand(2) - 0.2)
                    x, y = (int(v.clamp(0, limit - 1)) for v, limit in zip(at, (FRAME_W, FRAME_H), strict=True))
                    coords[n, 2 + k], kinds[n, 2 + k] = at, float(labels[y, x] == code)
        return coords, kinds

    def _rough(self, target):
        """Logits of a mask as the detector draws it: blurred, shifted, a little too large or small."""
        device, count = target.device, len(target)
        size = self.rng.choice([7, 11, 15])
        scales = 1 + 0.06 * torch.randn(count, 2, device=device)
        shifts = 0.06 * torch.randn(count, 2, device=device)
        pose = torch.cat([torch.diag_embed(scales), shifts[..., None]], -1)
        moved = F.grid_sample(target, F.affine_grid(pose, target.shape, align_corners=False), align_corners=False)
        soft = F.avg_pool2d(moved, size, 1, size // 2)
        bias = torch.randn(count, 1, 1, 1, device=device) * 0.15 - 0.5
        return (soft + bias) * 8 + torch.randn_like(soft) * 0.5

    @torch.no_grad()
    def check(self, net, held_out, device: str) -> dict[str, float]:
        """Mean Dice of single teeth of held-out pictures, told the true box."""
        net.eval()
        dices = []
        for radiograph in held_out:
            grey, labels, inside = framed(radiograph)
            embedding = net.encoder(normalised(grey * inside)[None].to(device)).float()
            codes, boxes = boxes_of(labels)
            codes, boxes = codes[codes < REPLACED], boxes[codes < REPLACED]
            if not len(codes):
                continue
            coords = boxes.reshape(-1, 2, 2).to(device)
            kinds = torch.tensor([[2.0, 3.0]]).expand(len(codes), 2).to(device)
            low, high, boxed = window_of(coords, kinds)
            points = points_in(low, high)
            features = F.grid_sample(embedding.expand(len(codes), -1, -1, -1), as_grid(points), align_corners=False)
            nothing = torch.zeros(len(codes), 1, ROWS, COLUMNS, device=device)
            x = decoder_input(features, points, coords, kinds, boxed, nothing, torch.zeros(len(codes), device=device))
            found = net.decoder(x)[0] > 0
            masks = (labels[None].to(device) == codes.to(device)[:, None, None]).float()[:, None]
            target = F.grid_sample(masks, as_grid(points), align_corners=False) > 0.5
            both = (found & target).sum((1, 2, 3))
            dices += (2 * both / (found.sum((1, 2, 3)) + target.sum((1, 2, 3)))).tolist()
        net.train()
        return {"dice_in_box": round(float(np.mean(dices)), 4)}


class ExportedDecoder(nn.Module):
    """The decoder under Segment Anything's names; masks are logits at orig_im_size, cut at 0."""

    def __init__(self, net: Segmenter):
        super().__init__()
        self.decoder = net.decoder

    def forward(self, image_embeddings, point_coords, point_labels, mask_input, has_mask_input, orig_im_size):
        low, high, boxed = window_of(point_coords, point_labels)
        points = points_in(low, high)
        grid = as_grid(points)
        features = F.grid_sample(image_embeddings, grid, align_corners=False)
        mask = F.grid_sample(mask_input, grid, align_corners=False)
        x = decoder_input(features, points, point_coords, point_labels, boxed, mask, has_mask_input)
        logits, quality = self.decoder(x)
        height, width = orig_im_size[0], orig_im_size[1]
        # the picture fills the frame from the upper left corner
        scale = torch.minimum(FRAME_W / width, FRAME_H / height)
        masks = self._pasted(logits, low, high, height, width, scale)
        cells = torch.tensor(4.0)
        low_res = self._pasted(logits, low, high, torch.tensor(float(MASK_H)), torch.tensor(float(MASK_W)), cells)
        return masks, quality.sigmoid()[:, None], low_res

    @staticmethod
    def _pasted(logits, low, high, height, width, scale):
        """Bilinear, as two products of matrices: sampling every pixel of a large picture costs ten times as much."""
        rows = ExportedDecoder._hats(height, scale, low[0, 1], high[0, 1], ROWS)
        columns = ExportedDecoder._hats(width, scale, low[0, 0], high[0, 0], COLUMNS)
        return rows @ (logits + OUTSIDE) @ columns.T - OUTSIDE

    @staticmethod
    def _hats(length, scale, low, high, cells: int):
        """What each cell of the window adds to each pixel along one axis, [length,cells]; beyond the window nothing."""
        frame = (torch.arange(length.to(torch.int64), dtype=torch.float32) + 0.5) * scale
        at = (frame - low) / (high - low) * cells - 0.5
        return (1 - (at[:, None] - torch.arange(cells, dtype=torch.float32)).abs()).clamp(min=0)

"""The two networks: a residual U-Net behind a space-to-depth stem; tooth, quadrant and position are separate answers.

A tooth is a quadrant (4) and a place (8 permanent, 5 deciduous): two small softmaxes instead of one over 52 classes.
What is learned about first molars on one side then serves all four. The fine net also points from each cell to the
centroid of its tooth, so that neighbours under one number still come apart. Only operators that every ONNX Runtime
provider runs in 3D: Conv, Resize, BatchNorm (folded), Relu, Reshape/Transpose, ArgMax, Cast.
"""

import torch
import torch.nn.functional as F
from torch import nn

from .anatomy import PLACES

WIDTHS = (16, 32, 64, 96, 128)
QUADRANTS = 4
GUIDES = 1 + QUADRANTS + PLACES
OFFSET_STEP_MM = 0.25


def space_to_depth(x: torch.Tensor) -> torch.Tensor:
    """[n, c, 2k, 2j, 2i] → [n, 8c, k, j, i]"""
    n, c, k, j, i = x.shape
    x = x.reshape(n, c, k // 2, 2, j // 2, 2, i // 2, 2)
    return x.permute(0, 1, 3, 5, 7, 2, 4, 6).reshape(n, 8 * c, k // 2, j // 2, i // 2)


def depth_to_space(x: torch.Tensor) -> torch.Tensor:
    """[1, 8, k, j, i] → [1, 1, 2k, 2j, 2i], the inverse of space_to_depth, axis by axis: no tensor beyond rank 5."""
    _, _, k, j, i = x.shape
    x = x.reshape(4, 2, k * j * i).permute(0, 2, 1)
    x = x.reshape(2, 2, k, j, 2 * i).permute(0, 2, 3, 1, 4)
    x = x.reshape(2, k, 4 * j * i).permute(1, 0, 2)
    return x.reshape(1, 1, 2 * k, 2 * j, 2 * i)


class ConvNorm(nn.Sequential):
    def __init__(self, inputs: int, outputs: int, stride: int = 1):
        super().__init__(
            nn.Conv3d(inputs, outputs, 3, stride, 1, bias=False),
            nn.BatchNorm3d(outputs, momentum=0.03),
            nn.ReLU(inplace=True),
        )


class Residual(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.first = ConvNorm(width, width)
        self.second = nn.Sequential(nn.Conv3d(width, width, 3, 1, 1, bias=False), nn.BatchNorm3d(width, momentum=0.03))

    def forward(self, x):
        return F.relu(x + self.second(self.first(x)))


class ToothNet(nn.Module):
    """At half the input's resolution: logits of tooth (8 sub-voxels when `sharp`, else 1), quadrant and place; the
    guided net also the way to the tooth's centroid, x, y, z in cm.
    """

    def __init__(self, guided: bool, sharp: bool, widths: tuple[int, ...] = WIDTHS):
        super().__init__()
        self.guided, self.sharp = guided, sharp
        # space_to_depth as a convolution with a fixed kernel: one cheap operator that every provider runs
        self.register_buffer("unfold", torch.eye(8).reshape(8, 1, 2, 2, 2), persistent=False)
        inputs = 8 + (GUIDES if guided else 0)
        self.stem = nn.Sequential(ConvNorm(inputs, widths[0]), ConvNorm(widths[0], widths[0]))
        self.down = nn.ModuleList(
            nn.Sequential(ConvNorm(a, b, 2), *[Residual(b) for _ in range(2 if n >= 1 else 1)])
            for n, (a, b) in enumerate(zip(widths[:-1], widths[1:], strict=True))
        )
        self.reduce = nn.ModuleList(nn.Conv3d(b, a, 1) for a, b in zip(widths[:-1], widths[1:], strict=True))
        self.up = nn.ModuleList(
            nn.Sequential(ConvNorm(a, a), Residual(a) if n else ConvNorm(a, a)) for n, a in enumerate(widths[:-1])
        )
        self.head = nn.Conv3d(widths[0], (8 if sharp else 1) + QUADRANTS + PLACES + (3 if guided else 0), 1)
        if guided:
            self.trust = nn.Parameter(torch.tensor(3.0))  # how far the guidance counts where it says something

    def forward(self, image: torch.Tensor, guidance: torch.Tensor | None = None):
        """image [n,1,2k,2j,2i]; guidance [n,1,k,j,i] class indices as float, or None."""
        x = F.conv3d(image, self.unfold, stride=2)
        if self.guided:
            told = guidance_channels(guidance)
            x = torch.cat([x, told], 1)
        levels = [self.stem(x)]
        for down in self.down:
            levels.append(down(levels[-1]))
        x = levels.pop()
        for reduce, up in zip(reversed(self.reduce), reversed(self.up), strict=True):
            skip = levels.pop()
            x = F.interpolate(reduce(x), scale_factor=2.0, mode="nearest")
            x = up(x + skip)
        x = self.head(x)
        tooth = 8 if self.sharp else 1
        numbers = x[:, tooth : tooth + QUADRANTS + PLACES]
        if not self.guided:
            return x[:, :tooth], numbers[:, :QUADRANTS], numbers[:, QUADRANTS:]
        numbers = numbers + self.trust * told[:, 1:]
        return x[:, :tooth], numbers[:, :QUADRANTS], numbers[:, QUADRANTS:], x[:, tooth + QUADRANTS + PLACES :]


def guidance_channels(guidance: torch.Tensor) -> torch.Tensor:
    """Class indices [n,1,k,j,i] → channels: tooth, quadrant one-hot, place one-hot (all zero on background)."""
    tooth = (guidance > 0.5).to(guidance.dtype)
    index = (guidance - 1).clamp(min=0)
    quadrant = torch.floor((index + 0.01) / PLACES)
    place = index - PLACES * quadrant
    channels = [tooth]
    channels += [tooth * (torch.abs(quadrant - q) < 0.5).to(guidance.dtype) for q in range(QUADRANTS)]
    channels += [tooth * (torch.abs(place - p) < 0.5).to(guidance.dtype) for p in range(PLACES)]
    return torch.cat(channels, 1)


# With running statistics instead of the batch's, the fine net draws teeth a little too large; on the validation scans
# this logit restores the volume. The coarse net is to miss nothing.
TOOTH_LOGIT = {"fine": 0.5, "coarse": 0.0}


class Exported(nn.Module):
    """What goes into ONNX: uint8 class indices and confidence, [1,k,j,i] at the output stride; of the fine net also
    int8 offsets [1,3,k,j,i] at stride 2: x, y, z to the tooth's centroid in steps of OFFSET_STEP_MM.
    """

    def __init__(self, net: ToothNet):
        super().__init__()
        self.net = net

    def forward(self, image: torch.Tensor, guidance: torch.Tensor | None = None):
        tooth, quadrant, place, *offset = self.net(image, guidance)
        tooth = torch.sigmoid(tooth - TOOTH_LOGIT["fine" if self.net.guided else "coarse"])
        number = PLACES * quadrant.argmax(1, keepdim=True) + place.argmax(1, keepdim=True) + 1
        sure = quadrant.softmax(1).amax(1, keepdim=True) * place.softmax(1).amax(1, keepdim=True)
        number = number.float()
        if self.net.sharp:
            tooth = depth_to_space(tooth)
            number = F.interpolate(number, scale_factor=2.0, mode="nearest")
            sure = F.interpolate(sure, scale_factor=2.0, mode="nearest")
        labels = number * (tooth > 0.5).float()
        confidence = 255 * tooth * sure
        answers = labels.to(torch.uint8)[:, 0], confidence.to(torch.uint8)[:, 0]
        if not offset:
            return answers
        steps = torch.round(offset[0] * (10 / OFFSET_STEP_MM)).clamp(-127, 127)
        return *answers, steps.to(torch.int8)

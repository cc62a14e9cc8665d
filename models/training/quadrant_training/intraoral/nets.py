"""The net for intraoral surfaces: neighbours on the surface for borders, tokens over the whole arch for numbers.

Edge convolutions (Wang et al. 2019) on graphs that come as inputs: with one linear layer for each, the largest answer
of the neighbours is taken of products with points, not with edges. It needs Gather, MatMul, ReduceMax and Softmax.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .largest import LargestRow
from .virtual_scan import PLACES

CLASSES = PLACES + 1
FEATURES = 6  # centre and normal
WIDTH = 64
TOKEN_WIDTH = 96


def gathered(indices: Tensor, values: Tensor) -> Tensor:
    """The largest of the chosen rows, for each row of `indices`."""
    if values.requires_grad and not torch.onnx.is_in_onnx_export():
        return LargestRow.apply(indices, values)
    return F.embedding(indices, values).amax(1)


class EdgeConv(nn.Module):
    """What a point is and what stands out most among its neighbours."""

    def __init__(self, width: int):
        super().__init__()
        self.own = nn.Linear(width, width)
        self.other = nn.Linear(width, width, bias=False)
        self.norm = nn.LayerNorm(width)

    def forward(self, x: Tensor, neighbours: Tensor) -> Tensor:
        other = self.other(x)
        return x + F.gelu(self.norm(self.own(x) - other + gathered(neighbours, other)))


class Attention(nn.Module):
    def __init__(self, width: int, heads: int = 4):
        super().__init__()
        self.heads = heads
        self.norm = nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.mlp = nn.Sequential(
            nn.LayerNorm(width), nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width)
        )

    def forward(self, x: Tensor) -> Tensor:
        n, width = x.shape
        q, k, v = self.qkv(self.norm(x)).reshape(n, 3, self.heads, width // self.heads).permute(1, 2, 0, 3)
        weights = (q @ k.transpose(1, 2) * (width // self.heads) ** -0.5).softmax(-1)
        x = x + self.out((weights @ v).permute(1, 0, 2).reshape(n, width))
        return x + self.mlp(x)


class SurfaceNet(nn.Module):
    """Features [n, 6] and a Graph's arrays in; class logits [n, 17] and offsets to the tooth's centre [n, 3] out, in
    the unit of the features. `body` gives what contrastive training compares.
    """

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Linear(FEATURES, WIDTH), nn.GELU(), nn.Linear(WIDTH, WIDTH))
        self.before = nn.ModuleList(EdgeConv(WIDTH) for _ in range(4))
        self.to_tokens = nn.Linear(WIDTH + 3, TOKEN_WIDTH)
        self.attention = nn.ModuleList(Attention(TOKEN_WIDTH) for _ in range(4))
        self.from_tokens = nn.Linear(TOKEN_WIDTH + WIDTH, WIDTH)
        self.after = nn.ModuleList(EdgeConv(WIDTH) for _ in range(3))
        self.logits = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.Linear(WIDTH, CLASSES))
        self.offset = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.Linear(WIDTH, 3))

    def body(self, x, near, far, token, token_faces, unpool, unpool_weight) -> Tensor:
        features = x
        x = self.stem(x)
        for n, layer in enumerate(self.before):
            x = layer(x, far if n % 2 else near)
        tokens = gathered(token_faces, x)
        places = F.embedding(token, features)[:, :3]
        tokens = self.to_tokens(torch.cat([tokens, places], 1))
        for layer in self.attention:
            tokens = layer(tokens)
        spread = (F.embedding(unpool, tokens) * unpool_weight[:, :, None]).sum(1)
        x = x + self.from_tokens(torch.cat([spread, x], 1))
        for n, layer in enumerate(self.after):
            x = layer(x, far if n % 2 else near)
        return x

    def forward(self, features, near, far, token, token_faces, unpool, unpool_weight):
        x = self.body(features, near, far, token, token_faces, unpool, unpool_weight)
        return self.logits(x), self.offset(x)

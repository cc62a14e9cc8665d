"""Numbers all teeth of a dentition at once from their masks: a small picture net for each, attention among them.

The same net for volumes (masks [k,j,i], places x, y, z) and for radiographs (masks [row, column], places x, y).
"""

import torch
from torch import Tensor, nn

from ..anatomy import PLACES

CLASSES = 1 + 4 * PLACES  # 0: no tooth of any number
WIDTH, HEADS, LAYERS = 96, 4, 4


class Among(nn.Module):
    """Attention among the teeth; how far another tooth lies, and in which direction, says how much it counts."""

    def __init__(self, axes: int):
        super().__init__()
        self.before, self.between = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.whence = nn.Sequential(nn.Linear(axes + 1, 32), nn.ReLU(), nn.Linear(32, HEADS))
        self.out = nn.Linear(WIDTH, WIDTH)
        self.think = nn.Sequential(nn.Linear(WIDTH, 2 * WIDTH), nn.ReLU(), nn.Linear(2 * WIDTH, WIDTH))

    def forward(self, x: Tensor, away: Tensor, absent: Tensor) -> Tensor:
        """x [b,n,WIDTH]; away [b,n,n,axes+1]; absent [b,1,1,n]: −∞ where there is no tooth, else 0."""
        b, n, _ = x.shape
        seen = self.before(x)
        query, key, value = (
            part(seen).reshape(b, n, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        weight = query @ key.transpose(2, 3) * (WIDTH // HEADS) ** -0.5 + self.whence(away).permute(0, 3, 1, 2)
        mixed = ((weight + absent).softmax(3) @ value).transpose(1, 2).reshape(b, n, WIDTH)
        x = x + self.out(mixed)
        return x + self.think(self.between(x))


class DentitionNet(nn.Module):
    def __init__(self, cells: tuple[int, ...], unit: float):
        """`cells` of a mask along each axis; `unit` is the length that places are measured in."""
        super().__init__()
        self.cells, self.unit = cells, unit
        axes = len(cells)
        convolution = nn.Conv3d if axes == 3 else nn.Conv2d
        left = 64
        for n in cells:
            left *= -(-n // 8)
        self.picture = nn.Sequential(
            convolution(1, 16, 3, 2, 1),
            nn.ReLU(),
            convolution(16, 32, 3, 2, 1),
            nn.ReLU(),
            convolution(32, 64, 3, 2, 1),
            nn.ReLU(),
            nn.Flatten(),
            nn.Linear(left, WIDTH),
        )
        self.place = nn.Sequential(nn.Linear(axes + 1, WIDTH), nn.ReLU(), nn.Linear(WIDTH, WIDTH))
        self.layers = nn.ModuleList(Among(axes) for _ in range(LAYERS))
        self.answer = nn.Sequential(nn.LayerNorm(WIDTH), nn.Linear(WIDTH, CLASSES))

    def forward(self, masks: Tensor, centroids: Tensor, present: Tensor) -> Tensor:
        """Logits [b,n,CLASSES]. masks [b,n,*cells], 0…1; centroids [b,n,axes]; present [b,n], 1 or 0."""
        b, n = present.shape
        count = present.sum(1, keepdim=True)
        middle = (centroids * present[:, :, None]).sum(1, keepdim=True) / count[:, :, None]
        place = (centroids - middle) / self.unit
        size = masks.flatten(2).sum(2) / 200
        x = self.picture(masks.reshape(b * n, 1, *self.cells)).reshape(b, n, WIDTH)
        x = x + self.place(torch.cat([place, size[:, :, None]], 2))
        way = place[:, None] - place[:, :, None]
        away = torch.cat([way, way.square().sum(3, keepdim=True).add(1e-6).sqrt()], 3)
        absent = (present[:, None, None] - 1) * 1e4
        for layer in self.layers:
            x = layer(x, away, absent)
        return self.answer(x)

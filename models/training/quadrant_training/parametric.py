"""Teeth drawn from a textbook's measures instead of real ones: the other shapes of the shifted evaluation scans.

Never used for training. Measures: Wheeler/Ash & Nelson, in the dental reference; frame and grid as in shapes.py
(x mesial to distal, y to the lip or cheek, z towards the crown).
"""

import numpy as np
from scipy import ndimage

from .shapes import GRID_DIMS, GRID_MM

# crown length, root length, mesiodistal crown and cervix, buccolingual crown and cervix (mm), roots; positions 1…8
MEASURES = {
    True: [
        (10.5, 13, 8.5, 7, 7, 6, 1),
        (9, 13, 6.5, 5, 6, 5, 1),
        (10, 17, 7.5, 5.5, 8, 7, 1),
        (8.5, 14, 7, 5, 9, 8, 2),
        (8.5, 14, 7, 5, 9, 8, 1),
        (7.5, 12.5, 10, 8, 11, 10, 3),
        (7, 11.5, 9, 7, 11, 10, 3),
        (6.5, 11, 8.5, 6.5, 10, 9.5, 3),
    ],
    False: [
        (9, 12.5, 5, 3.5, 6, 5.3, 1),
        (9.5, 14, 5.5, 4, 6.5, 5.8, 1),
        (11, 16, 7, 5.5, 7.5, 7, 1),
        (8.5, 14, 7, 5, 7.5, 6.5, 1),
        (8, 14.5, 7, 5, 8, 7, 1),
        (7.5, 14, 11, 9, 10.5, 9, 2),
        (7, 13, 10.5, 8, 10, 9, 2),
        (7, 11, 10, 7.5, 9.5, 9, 2),
    ],
}
VARIANTS = 2
FINER = 2  # the outline is drawn on a grid this much finer


def parametric_shapes() -> tuple[np.ndarray, np.ndarray]:
    """FDI codes [n] and signed distances in mm [n, x, y, z], negative inside; as shapes.load_library gives them."""
    rng = np.random.default_rng(12)
    codes, distances = [], []
    for upper, rows in MEASURES.items():
        for position, row in enumerate(rows, start=1):
            for _ in range(VARIANTS):
                lengths = np.array(row[:6]) * np.exp(rng.normal(0, 0.05, 6))
                codes.append((11 if upper else 31) + position - 1)
                distances.append(_distance(_inside(position, upper, lengths, row[6], rng)))
    return np.array(codes), np.stack(distances).astype(np.float32)


def _inside(position: int, upper: bool, lengths: np.ndarray, roots: int, rng: np.random.Generator) -> np.ndarray:
    crown, root, md, md_neck, bl, bl_neck = lengths
    x, y, z = np.meshgrid(
        *[(np.arange(FINER * n) - (FINER * n - 1) / 2) * GRID_MM / FINER for n in GRID_DIMS], indexing="ij", sparse=True
    )
    z = z - (root - crown) / 2  # 0 at the neck, the tooth centred in the grid
    up = np.clip(z / crown, 0, 1)
    bulge = np.sin(np.pi * np.clip(up * 0.85, 0, 1))  # widest a little below the middle of the crown
    if position <= 3:
        width = np.where(up < 0.6, md_neck + (md - md_neck) * up / 0.6, md)
        width = width * (1 if position < 3 else np.clip(1.45 - 0.95 * up, 0.35, 1))
        depth = bl_neck + (bl - bl_neck) * bulge - up**1.5 * (bl - 1.4)
        top = crown
        power = 2.3
    else:
        width = md_neck + (md - md_neck) * np.minimum(1, 1.7 * bulge) - 0.12 * md * up**4
        depth = bl_neck + (bl - bl_neck) * np.minimum(1, 1.7 * bulge) - 0.3 * bl * up**4
        cusps = 2 if position >= 6 else 1
        ridge = np.cos(2 * np.pi * cusps * (x / md) + np.pi * (cusps - 1)) * np.cos(2 * np.pi * y / bl)
        top = crown - 0.9 + 0.9 * (ridge if position >= 6 else -np.cos(2 * np.pi * y / bl))
        power = 2.8
    crown_part = (np.abs(2 * x / width) ** power + np.abs(2 * y / depth) ** power < 1) & (z >= 0) & (z < top)
    down = np.clip(-z / root, 0, 1)
    whole = (z < 0) & (z > -root)
    bend = rng.normal(0.4, 0.6) * down**2
    if roots == 1:
        taper = np.sqrt(np.clip(1 - down**1.7, 0, 1)) * (1 - 0.25 * down)
        root_part = (
            (2 * (x - bend) / (md_neck * taper + 1e-6)) ** 2 + (2 * y / (bl_neck * taper + 1e-6)) ** 2 < 1
        ) & whole
        return crown_part | root_part
    trunk = 0.26 if position >= 6 else 0.5
    body = (np.abs(2 * x / md_neck) ** 2.5 + np.abs(2 * y / bl_neck) ** 2.5 < 1) & (z < 0) & (down < trunk)
    apart = np.clip((down - 0.5 * trunk) / 0.6, 0, 1) ** 0.8
    if roots == 3:  # two to the cheek, one to the palate
        centres = [(-0.25, 0.24, 0.42), (0.25, 0.24, 0.42), (0.0, -0.25, 0.5)]
    elif upper:
        centres = [(0.0, 0.25, 0.5), (0.0, -0.25, 0.5)]
    else:
        centres = [(-0.25, 0.0, 0.5), (0.25, 0.0, 0.46)]
    result = crown_part | body
    for cx, cy, thick in centres:
        taper = np.sqrt(np.clip(1 - down**2, 0, 1)) * (1 - 0.35 * down) + 1e-6
        flare = 1 + rng.uniform(0.1, 0.5) * apart
        a = thick * md_neck * (1.0 if cx else 1.6) * taper * (0.9 if roots == 3 else 1)
        b = thick * bl_neck * (1.0 if cy else 1.7) * taper * (0.9 if roots == 3 else 1)
        result |= (
            (2 * (x - cx * md_neck * flare - bend) / a) ** 2 + (2 * (y - cy * bl_neck * flare) / b) ** 2 < 1
        ) & whole
    return result


def _distance(inside: np.ndarray) -> np.ndarray:
    step = GRID_MM / FINER
    distance = ndimage.distance_transform_edt(~inside, step) - ndimage.distance_transform_edt(inside, step)
    nx, ny, nz = GRID_DIMS
    return distance.reshape(nx, FINER, ny, FINER, nz, FINER).mean((1, 3, 5))

"""Synthetic panoramic radiographs: random anatomies projected through a trough along their dental arch.

    python -m quadrant_training.panoramic.project WORK WORK/opg/projected

WORK holds the anatomies of make_data. UFBA-425 labels no deciduous tooth, so those classes are learned from these
pictures alone: patients with milk teeth are taken, and one in sixteen of the others.
"""

import argparse
from pathlib import Path

import numpy as np
import torch

from .. import anatomy as an
from ..samples import HELD_OUT_FROM

PIXEL_MM = 0.25
DEPTHS_MM = np.arange(-12, 12.01, 0.75)
TOP_MM, BOTTOM_MM = 42.0, -46.0
TOOTH_MM = 1.0  # thinner rims of a tooth are not seen
# linear attenuation per mm at dental energies: bone and enamel after ICRU 44, the rest by density
MU = {an.SOFT: 0.020, an.FAT: 0.018, an.TRABECULAR: 0.032, an.CORTICAL: 0.055, an.LIGAMENT: 0.021, an.PLASTIC: 0.022}
MU |= {an.METAL: 0.6, an.MUSCLE: 0.021, an.DISC: 0.021}
MU_TOOTH = {an.DENTIN: 0.055, an.ENAMEL: 0.095, an.PULP: 0.021, an.RESTORATION: 0.5, an.COMPOSITE: 0.1}


def attenuation() -> torch.Tensor:
    mu = torch.zeros(256)
    for code, value in MU.items():
        mu[code] = value
    for n in range(an.MOST_TEETH):
        for part, value in MU_TOOTH.items():
            mu[an.FIRST_TOOTH + an.PARTS * n + part] = value
    return mu


def trough(centroids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Points [n,2] every PIXEL_MM along the arch, patient's right first, and the outward normals; prolonged straight
    over the rami. centroids [teeth,2], LPS mm.
    """
    x, y = centroids[:, 0], centroids[:, 1]
    basis = np.stack([np.ones_like(x), (x / 25) ** 2, (x / 25) ** 4], 1)
    # a typical arch for the teeth that are not there
    typical_x = np.linspace(-27, 27, 15)
    typical = np.stack([np.ones(15), (typical_x / 25) ** 2, (typical_x / 25) ** 4], 1)
    goal = y.min() + 1 + 22 * (typical_x / 25) ** 2 + 8 * (typical_x / 25) ** 4
    c = np.linalg.lstsq(np.concatenate([basis, 0.25 * typical]), np.concatenate([y, 0.25 * goal]), rcond=None)[0]
    dense = np.linspace(-29, 29, 2000)
    curve = np.stack([dense, c[0] + c[1] * (dense / 25) ** 2 + c[2] * (dense / 25) ** 4], 1)
    ends = []
    for end, inner in ((curve[0], curve[40]), (curve[-1], curve[-41])):
        step = (end - inner) / np.linalg.norm(end - inner)
        ends.append(
            end
            + step * np.linspace(0.1, 34, 300)[:, None]
            + np.sign(end[0]) * np.array([0.25, 0]) * np.linspace(0, 30, 300)[:, None]
        )
    curve = np.concatenate([ends[0][::-1], curve, ends[1]])
    at = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(curve, axis=0), axis=1))])
    along = np.arange(0, at[-1], PIXEL_MM)
    points = np.stack([np.interp(along, at, curve[:, a]) for a in (0, 1)], 1)
    tangent = np.gradient(points, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    return points, np.stack([tangent[:, 1], -tangent[:, 0]], 1)


def look_up(codes: torch.Tensor, grid: an.Grid, x, y, z) -> tuple[torch.Tensor, torch.Tensor]:
    """Codes at world points (nearest voxel), and whether they lie on the grid."""
    index = [((v - o) / grid.spacing).round().long() for v, o in zip((x, y, z), grid.origin, strict=True)]
    inside = torch.ones((), dtype=torch.bool)
    for i, n in zip(index, grid.dims, strict=True):
        inside = inside & (i >= 0) & (i < n)
    i, j, k = (v.clamp(0, n - 1) for v, n in zip(index, grid.dims, strict=True))
    return codes[k, j, i], inside


def project(head: torch.Tensor, teeth: torch.Tensor, table: np.ndarray, rng: np.random.Generator):
    """Grey picture and FDI labels, uint8 [h,w], of material codes on the grids HEAD and TEETH and their tooth table."""
    points, normals = trough(table[:, 1:3])
    points = points + normals * rng.normal(0, 1.0)
    z = torch.from_numpy(np.arange(TOP_MM, BOTTOM_MM, -PIXEL_MM)).float()[:, None]
    tilt = rng.normal(0, 0.04)
    px, py, nx, ny = (torch.from_numpy(v).float()[None] for v in (*points.T, *normals.T))
    mu = attenuation()
    slots = torch.zeros(256, dtype=torch.long)
    for n in range(len(table)):
        slots[an.FIRST_TOOTH + an.PARTS * n : an.FIRST_TOOTH + an.PARTS * (n + 1)] = n + 1
    total = torch.zeros(len(z), px.shape[1])
    thickness = torch.zeros(len(table) + 1, len(z), px.shape[1])
    for t in DEPTHS_MM:
        x, y = px + t * nx, py + t * ny
        zz = z + tilt * t + 0 * x
        x, y = x + 0 * zz, y + 0 * zz
        far, _ = look_up(head, an.HEAD, x, y, zz)
        near, inside = look_up(teeth, an.TEETH, x, y, zz)
        code = torch.where(inside, near, far).long()
        total += (DEPTHS_MM[1] - DEPTHS_MM[0]) * mu[code]
        thickness.scatter_add_(0, slots[code][None], torch.full((1, *code.shape), DEPTHS_MM[1] - DEPTHS_MM[0]))
    # what lies outside the trough is smeared over the picture: spine and opposite side
    ghost = torch.nn.functional.avg_pool2d(total.flip(1)[None, None], (41, 81), 1, (20, 40), count_include_pad=False)[
        0, 0
    ]
    x = torch.linspace(-1, 1, total.shape[1])[None]
    spine = rng.uniform(0.1, 0.5) * torch.exp(-((x / rng.uniform(0.12, 0.2)) ** 2))
    total = total + rng.uniform(0.1, 0.35) * ghost + spine + rng.uniform(0.2, 0.6)
    photons = float(np.exp(rng.uniform(np.log(300), np.log(3000))))
    counts = torch.poisson(photons * torch.exp(-total.clamp(max=6)))
    grey = -torch.log((counts + 1) / photons)
    grey = torch.nn.functional.avg_pool2d(grey[None, None], 3, 1, 1, count_include_pad=False)[0, 0]
    low, high = torch.quantile(grey.flatten()[::7], torch.tensor([0.005, 0.995]))
    grey = ((grey - low) / (high - low)).clamp(0, 1) ** rng.uniform(0.7, 1.3)
    numbers = np.array([0, *(int(an.CLASS_TO_FDI[int(c)]) if c < an.EXTRA else 0 for c in table[:, 0])], np.uint8)
    thickest, slot = thickness[1:].max(0)
    labels = np.where((thickest >= TOOTH_MM).numpy(), numbers[1:][slot.numpy()], 0).astype(np.uint8)
    return (255 * grey).byte().numpy(), labels


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path, help="folder of make_data")
    parser.add_argument("out", type=Path)
    parser.add_argument("--others", type=int, default=16, help="one in so many of those without milk teeth is taken")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for stored in sorted(arguments.work.glob("*-table.npy")):
        seed = int(stored.name[:5])
        path = arguments.out / f"{seed:05d}.npz"
        table = np.load(stored)
        young = any(an.CLASS_TO_FDI[int(c)] > 50 for c in table[:, 0] if c < an.EXTRA)
        if seed >= HELD_OUT_FROM or path.exists() or not (young or seed % arguments.others == 0):
            continue
        head, teeth = (
            torch.from_numpy(np.load(stored.with_name(f"{seed:05d}-{name}.npy"))) for name in ("head", "teeth")
        )
        image, labels = project(head, teeth, table, np.random.default_rng(seed))
        partial = path.with_suffix(".part")
        with partial.open("wb") as file:
            np.savez_compressed(file, image=image, labels=labels)
        partial.rename(path)


if __name__ == "__main__":
    main()

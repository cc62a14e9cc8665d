"""From material codes to what a CBCT device might have recorded: grey values, blur, noise, metal, field of view.

Contrast is drawn so widely that a real scan should be one more sample; see the grey-value table in the dental
reference (HU-like means) and SynthSeg (Billot et al. 2023) for the idea.
"""

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F

from . import anatomy as an


@dataclass(frozen=True)
class Look:
    """One random device and patient: grey value and texture strength per code, and the acquisition's faults."""

    grey: torch.Tensor  # [256] float32
    texture: torch.Tensor  # [256] float32, SD of the structure noise inside a material
    blur_mm: float
    noise: float
    streaks: float
    bias: float
    clip: tuple[float, float]
    levels: int  # grey levels kept between the clip limits; 0 keeps all


def random_look(rng: np.random.Generator) -> Look:
    grey, texture = np.zeros(256, np.float32), np.zeros(256, np.float32)
    u = rng.uniform
    soft = u(-50, 150)
    values = {
        an.AIR: -1000.0,
        an.SOFT: soft,
        an.FAT: soft - u(40, 180),
        an.MUSCLE: soft + u(-20, 80),
        an.TRABECULAR: u(50, 850),
        an.CORTICAL: u(750, 1700),
        an.LIGAMENT: soft + u(-50, 350),
        an.PLASTIC: u(-200, 900),
        an.METAL: u(2500, 9000),
        an.DISC: soft + u(0, 150),
    }
    spread = {an.TRABECULAR: u(60, 450), an.CORTICAL: u(20, 200), an.SOFT: u(0, 30), an.MUSCLE: u(0, 40)}
    dentin = u(1000, 2000)
    enamel = dentin + u(300, 1400)
    pulp = u(0, 700)
    for code, value in values.items():
        grey[code], texture[code] = value, spread.get(code, 15)
    for tooth in range(an.MOST_TEETH):
        shift = rng.normal(0, 60)
        first = an.FIRST_TOOTH + an.PARTS * tooth
        grey[first : first + an.PARTS] = [
            dentin + shift,
            enamel + shift,
            pulp,
            rng.uniform(3000, 9000),
            enamel + rng.uniform(-500, 1500),
        ]
        texture[first : first + an.PARTS] = 30
    if rng.random() < 0.15:  # materials in a random order of brightness, teeth still brighter than soft tissue
        for code in (an.TRABECULAR, an.CORTICAL, an.PLASTIC, an.LIGAMENT, an.DISC):
            grey[code] = u(-300, 0.95 * dentin)
    gain, offset = u(0.6, 1.5), u(-300, 300)
    air_floor = u(-1000, -500) if rng.random() < 0.5 else -1000.0
    grey = np.maximum(grey, air_floor) * gain + offset
    top = rng.choice([1e5, u(2500, 4000) * gain, u(1500, 3200)], p=[0.25, 0.45, 0.3])
    bottom = offset + gain * rng.choice([air_floor, soft - u(0, 700)], p=[0.6, 0.4])
    return Look(
        grey=torch.from_numpy(grey.astype(np.float32)),
        texture=torch.from_numpy((texture * gain).astype(np.float32)),
        blur_mm=u(0.1, 0.55),
        noise=float(np.exp(u(np.log(10), np.log(160)))) * gain,
        streaks=u(0, 700) * gain,
        bias=u(0, 0.18),
        clip=(float(bottom), float(max(top, bottom + 1500))),
        levels=int(rng.choice([0, 256], p=[0.6, 0.4])),
    )


def statistics(codes: torch.Tensor, look: Look) -> tuple[float, float, float, float]:
    """lo, hi, mean, SD as the application computes them: clipped to the 0.5 and 99.5 percentiles, then z-scored."""
    values = look.grey[codes.long()].flatten().clamp(*look.clip)
    values = values + look.noise * 0.5 * torch.randn_like(values)
    lo, hi = (float(torch.quantile(values, q)) for q in (0.005, 0.995))
    values = values.clamp(lo, max(hi, lo + 1e-3))
    return lo, max(hi, lo + 1e-3), float(values.mean()), float(values.std().clamp(min=1e-3))


def blurred(volume: torch.Tensor, sigma: float) -> torch.Tensor:
    """Separable Gaussian on [k, j, i], sigma in voxels; borders replicated."""
    radius = max(1, int(np.ceil(2.2 * sigma)))
    taps = np.exp(-0.5 * (np.arange(-radius, radius + 1) / max(sigma, 1e-3)) ** 2)
    taps = (taps / taps.sum()).astype(np.float32)
    for dim in range(3):
        n = volume.shape[dim]
        index = torch.arange(-radius, n + radius, device=volume.device).clamp(0, n - 1)
        padded = volume.index_select(dim, index)
        volume = sum(float(t) * padded.narrow(dim, k, n) for k, t in enumerate(taps))
    return volume


def shifted(volume: torch.Tensor, voxels: np.ndarray) -> torch.Tensor:
    """The volume [k, j, i] moved by parts of voxels along k, j, i, linear in between; what leaves comes in opposite."""
    for dim, by in enumerate(voxels.tolist()):
        whole = int(np.floor(by))
        volume = torch.lerp(torch.roll(volume, whole, dim), torch.roll(volume, whole + 1, dim), by - whole)
    return volume


def smooth_noise(rng: np.random.Generator, shape, cells: tuple[int, int, int], device) -> torch.Tensor:
    raw = torch.from_numpy(rng.standard_normal((1, 1, *cells)).astype(np.float32)).to(device)
    return F.interpolate(raw, size=tuple(shape), mode="trilinear", align_corners=True)[0, 0]


def noise_of_size(size_mm: float, shape, spacing_mm: float, rng: np.random.Generator, device) -> torch.Tensor:
    """Smooth noise with a cell every `size_mm`."""
    return smooth_noise(rng, shape, tuple(max(2, round(n * spacing_mm / size_mm)) for n in shape), device)


def without_some_ligament(codes: torch.Tensor, spacing_mm: float, rng: np.random.Generator) -> torch.Tensor:
    """Codes whose ligament is bone in places: scans show the gap about a root only in parts, its tip least of all."""
    lost = noise_of_size(rng.uniform(2, 6), codes.shape, spacing_mm, rng, codes.device) > rng.uniform(-0.6, 0.6)
    return torch.where(lost & (codes == an.LIGAMENT), torch.full_like(codes, an.TRABECULAR), codes)


def bone_density(shape, spacing_mm: float, look: Look, rng: np.random.Generator, device) -> torch.Tensor:
    """How trabecular bone differs from its mean grey: dense and poor regions, bright struts about dark marrow; now and
    then sclerotic bone as dense as a root, and wide marrow spaces.
    """
    reach = float(look.grey[an.FIRST_TOOTH + an.DENTIN] - look.grey[an.TRABECULAR])
    size = rng.uniform(4, 16)
    density = rng.uniform(0, 0.3) * reach * noise_of_size(size, shape, spacing_mm, rng, device)
    if rng.random() < 0.6:  # where noise changes its sign runs a wall
        struts = noise_of_size(rng.uniform(0.8, 3), shape, spacing_mm, rng, device)
        struts = torch.exp(-((struts / rng.uniform(0.12, 0.4)) ** 2))
        density = density + rng.uniform(0.3, 1.0) * reach * (struts - struts.mean())
    for chance, grey in ((0.4, rng.uniform(0.4, 1.1)), (0.3, -rng.uniform(0.3, 0.8))):
        if rng.random() < chance:
            patches = noise_of_size(rng.uniform(1.5, 7), shape, spacing_mm, rng, device) - rng.uniform(0.6, 1.4)
            density = density + grey * reach * (3 * patches).clamp(0, 1)
    return density


def acquire(
    codes: torch.Tensor,
    look: Look,
    spacing_mm: float,
    rng: np.random.Generator,
    recorded: tuple[int, int, int] | None = None,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Grey values, float32 [k, j, i], of a material volume, and which voxels the field of view holds (bool).

    `recorded` (k, j, i) is how many voxels of `spacing_mm` the device writes of the same space, each an average of the
    materials in it: partial volume. Without it as many as there are material voxels.
    """
    device = codes.device
    generator = torch.Generator(device=device).manual_seed(int(rng.integers(1 << 60)))
    if rng.random() < 0.5:
        codes = without_some_ligament(codes, spacing_mm, rng)
    metal = (codes == an.METAL) | ((codes >= an.FIRST_TOOTH) & ((codes - an.FIRST_TOOTH) % an.PARTS == an.RESTORATION))
    index = codes.int()
    image = look.grey.to(device)[index]
    texture = look.texture.to(device)[index]
    spongy = (codes == an.TRABECULAR).float()
    if recorded:
        voxels = (image, texture, spongy)
        image, texture, spongy = (F.adaptive_avg_pool3d(v[None, None], recorded)[0, 0] for v in voxels)
        metal = F.adaptive_max_pool3d(metal.float()[None, None], recorded)[0, 0] > 0
    shape = image.shape
    cells = [max(2, int(n * spacing_mm / rng.uniform(0.5, 1.1))) for n in shape]
    cells = [min(c, n) for c, n in zip(cells, shape, strict=True)]
    grain = torch.randn((1, 1, *cells), device=device, generator=generator)
    grain = F.interpolate(grain, size=tuple(shape), mode="trilinear", align_corners=True)[0, 0]
    image = image + 1.6 * grain * texture + spongy * bone_density(shape, spacing_mm, look, rng, device)
    image = blurred(image.clamp(max=look.clip[1] * 1.5), look.blur_mm / spacing_mm)
    if look.streaks > 0 and bool(metal.any()):
        made = projected_streaks if rng.random() < 0.6 else streaks
        image = image + made(metal, look.streaks, rng)
    if rng.random() < 0.25:
        image = image + rings(shape, spacing_mm, float(rng.uniform(10, 120)), rng, device)
    if rng.random() < 0.3:
        image = image + cupping(shape, spacing_mm, float(rng.uniform(-250, 250)), rng, device)
    if look.bias > 0:
        image = image + look.bias * 1000 * smooth_noise(rng, shape, (3, 3, 3), device)
    noise = torch.randn(shape, device=device, generator=generator)
    if rng.random() < 0.5:
        noise = 2.2 * blurred(noise, rng.uniform(0.5, 0.9))
    image = image + look.noise * noise
    if rng.random() < 0.15:  # a patient who moved: a faint double contour, the truth where the patient was on average
        shift, share = rng.uniform(-0.8, 0.8, 3) / spacing_mm, float(rng.uniform(0.2, 0.45))
        image = torch.lerp(shifted(image, -share * shift), shifted(image, (1 - share) * shift), share)
    seen = torch.ones(shape, dtype=torch.bool, device=device)
    if rng.random() < 0.3:
        image, seen = field_of_view(image, spacing_mm, rng)
    low, high = look.clip
    image = image.clamp(low, high)
    if look.levels:
        step = (min(high, low + 6000) - low) / look.levels
        image = low + step * torch.round((image - low) / step)
    return image, seen


def streaks(metal: torch.Tensor, strength: float, rng: np.random.Generator) -> torch.Tensor:
    """Bright and dark rays in the axial plane around dense metal, strongest in the slices that hold it."""
    amount = metal.float().sum((1, 2))
    weight = (amount / amount.max().clamp(min=1)).sqrt()[:, None, None]
    j, i = torch.nonzero(metal.any(0), as_tuple=True)
    pick = rng.integers(0, len(j), 3)
    y = torch.arange(metal.shape[1], device=metal.device, dtype=torch.float32)[:, None]
    x = torch.arange(metal.shape[2], device=metal.device, dtype=torch.float32)[None, :]
    rays = torch.zeros(metal.shape[1:], device=metal.device)
    for n in pick:
        angle = torch.atan2(y - float(j[n]), x - float(i[n]))
        radius = torch.hypot(y - float(j[n]), x - float(i[n]))
        wave = sum(
            torch.cos(k * angle + float(rng.uniform(0, 6.28)))
            for k in rng.choice(np.arange(2, 23), size=3, replace=False).tolist()
        )
        rays += wave * torch.exp(-radius / float(rng.uniform(15, 60)))
    return strength * 0.4 * rays[None] * weight


VIEWS, SLAB = 40, 6


def projected_streaks(metal: torch.Tensor, strength: float, rng: np.random.Generator) -> torch.Tensor:
    """Beam hardening made where it arises: rays through metal are recorded too thin, and reconstruction smears that.

    Parallel rays through slabs of slices on a coarse grid; only the error of the projections is reconstructed (ramp
    filter, back projection), so the clean image stays as it is. Scaled to `strength` grey values at its extremes.
    """
    nk, nj, ni = metal.shape
    n = 72
    slabs = F.adaptive_avg_pool3d(metal.float()[None, None], (-(-nk // SLAB), n, n))[0, 0]
    used = torch.nonzero(slabs.amax((1, 2)) > 0.02).flatten()
    error = torch.zeros_like(slabs)
    if len(used) == 0:
        return torch.zeros(metal.shape, device=metal.device)
    angles = torch.arange(VIEWS, device=metal.device) * (np.pi / VIEWS) + float(rng.uniform(0, 3.14))
    cos, sin, zero = angles.cos(), angles.sin(), torch.zeros_like(angles)
    turn = torch.stack([torch.stack([cos, -sin, zero], 1), torch.stack([sin, cos, zero], 1)], 1)  # [views, 2, 3]
    back = torch.stack([torch.stack([cos, sin, zero], 1), torch.stack([-sin, cos, zero], 1)], 1)
    size = (VIEWS, len(used), n, n)
    seen = slabs[used][None].expand(size)
    thickness = F.grid_sample(seen, F.affine_grid(turn, size, align_corners=False), align_corners=False).sum(2)
    hardness = float(rng.uniform(0.15, 0.6))
    wrong = (1 - torch.exp(-hardness * thickness)) / hardness - thickness  # negative: dense paths look thinner
    wrong = wrong * (1 + 0.25 * torch.randn_like(wrong) * float(rng.random() < 0.5))  # photon starvation
    ramp = torch.fft.rfftfreq(2 * n, device=metal.device)
    filtered = torch.fft.irfft(torch.fft.rfft(wrong, 2 * n) * ramp * torch.cos(np.pi * ramp), 2 * n)[..., :n]
    smear = filtered[:, :, None, :].expand(size)
    error[used] = F.grid_sample(smear, F.affine_grid(back, size, align_corners=False), align_corners=False).mean(0)
    error = F.interpolate(error[None, None], size=(nk, nj, ni), mode="trilinear", align_corners=False)[0, 0]
    return error * (strength / error.abs().amax().clamp(min=1e-6)) * 1.6


def rings(shape, spacing_mm: float, strength: float, rng: np.random.Generator, device) -> torch.Tensor:
    """Circles about the axis of rotation, from detector columns that answer a little too much or too little."""
    y = (torch.arange(shape[1], device=device, dtype=torch.float32) - shape[1] * float(rng.uniform(-0.3, 1.3)))[:, None]
    x = (torch.arange(shape[2], device=device, dtype=torch.float32) - shape[2] * float(rng.uniform(-0.3, 1.3)))[None]
    radius = torch.hypot(y, x) * spacing_mm / 0.4
    columns = torch.from_numpy(rng.standard_normal(int(radius.max()) + 2).astype(np.float32)).to(device)
    columns = columns * (columns.abs() > float(rng.uniform(0.5, 2)))
    return (strength * columns[radius.long()])[None].expand(tuple(shape))


def cupping(shape, spacing_mm: float, strength: float, rng: np.random.Generator, device) -> torch.Tensor:
    """Grey values that sink, or with a negative strength rise, towards a middle 80 mm away from the rim."""
    y = (torch.arange(shape[1], device=device, dtype=torch.float32) - shape[1] * float(rng.uniform(-0.5, 1.5)))[:, None]
    x = (torch.arange(shape[2], device=device, dtype=torch.float32) - shape[2] * float(rng.uniform(-0.5, 1.5)))[None]
    return (strength * ((y.square() + x.square()) * (spacing_mm / 80) ** 2 - 0.5))[None].expand(tuple(shape))


def field_of_view(image: torch.Tensor, spacing_mm: float, rng: np.random.Generator):
    """Outside a cylinder 40–120 mm wide that holds the sample's middle there is no data; its rim is a little bright."""
    _, nj, ni = image.shape
    radius = rng.uniform(20, 60) / spacing_mm
    away, angle = radius * rng.uniform(0.2, 0.98), rng.uniform(0, 2 * np.pi)
    y = torch.arange(nj, device=image.device, dtype=torch.float32)[:, None] - nj / 2 - float(away * np.sin(angle))
    x = torch.arange(ni, device=image.device, dtype=torch.float32)[None, :] - ni / 2 - float(away * np.cos(angle))
    away = torch.hypot(y, x)
    rim = torch.exp(-((away - radius) * spacing_mm / 3).abs()) * float(rng.uniform(0, 250))
    outside = image.min() if rng.random() < 0.7 else image.mean()
    seen = (away <= radius).expand(image.shape)
    return torch.where(seen, image + rim, outside), seen

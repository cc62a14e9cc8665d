"""Labelled panoramic radiographs (UFBA-425) in memory, their split, and random pictures for training.

Every net sees a frame of 896×512 pixels with the radiograph letterboxed into it, un-squashed to 1991:1127 where it
comes from the 512×512 files. Labels are FDI codes as uint8, 0 is background.
"""

import json
import math
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image, ImageDraw

FRAME_W, FRAME_H = 896, 512
UFBA_ASPECT = 1991 / 1127
# Of the training images, after stretching percentiles 0.5 … 99.5 to 0 … 1.
MEAN, SD = 0.42, 0.19

FDI = [10 * q + p for q in (1, 2, 3, 4) for p in range(1, 9)] + [10 * q + p for q in (5, 6, 7, 8) for p in range(1, 6)]
CLASS_OF = {fdi: index for index, fdi in enumerate(FDI)}
# Label of an implant or a pontic in the place of a tooth: its number and this.
REPLACED = 100
MIRROR = torch.arange(256)
for _fdi in FDI:
    _q, _p = divmod(_fdi, 10)
    MIRROR[_fdi] = 10 * (_q + 1 if _q % 2 else _q - 1) + _p
    MIRROR[REPLACED + _fdi] = REPLACED + MIRROR[_fdi]
# Outlines of implants and pontics, which UFBA-425 does not label, in pixels of its 512×512 files.
UFBA_IMPLANTS = Path(__file__).parents[2] / "ufba-implants.json"


@dataclass
class Radiograph:
    name: str
    image: torch.Tensor  # uint8 [h,w]
    labels: torch.Tensor  # uint8 [h,w], FDI; REPLACED + FDI of implants and pontics
    aspect: float  # width : height of the patient's picture


def split_of(names: list[str]) -> dict[str, str]:
    """name → train, val or test, each category by itself: every fifth is test, of the rest every tenth validation."""
    parts = {}
    for category in sorted({name.split("-")[0] for name in names}):
        rest = []
        for n, name in enumerate(sorted(x for x in names if x.split("-")[0] == category)):
            if n % 5 == 2:
                parts[name] = "test"
            else:
                rest.append(name)
        for n, name in enumerate(rest):
            parts[name] = "val" if n % 10 == 4 else "train"
    return parts


def load_ufba(folder: Path, part: str) -> list[Radiograph]:
    names = sorted(path.stem for path in (folder / "images").glob("*.jpg"))
    parts = split_of(names)
    implants = json.loads(UFBA_IMPLANTS.read_text())
    return [
        Radiograph(
            name,
            torch.from_numpy(np.asarray(Image.open(folder / "images" / f"{name}.jpg").convert("L")).copy()),
            with_implants(np.asarray(Image.open(folder / "labels" / f"{name}.png")), implants.get(name, [])),
            UFBA_ASPECT,
        )
        for name in names
        if parts[name] == part
    ]


def with_implants(labels: np.ndarray, implants: list[dict]) -> torch.Tensor:
    """The labels with implants and pontics drawn where no tooth is."""
    drawn = Image.new("L", labels.shape[::-1])
    for implant in implants:
        points = [(x - 0.5, y - 0.5) for x, y in implant["points"]]
        ImageDraw.Draw(drawn).polygon(points, fill=REPLACED + implant["fdi"])
    return torch.from_numpy(np.where(labels > 0, labels, np.asarray(drawn)))


def load_projected(folder: Path) -> list[Radiograph]:
    """Synthetic radiographs of project.py."""
    result = []
    for path in sorted(folder.glob("*.npz")):
        stored = np.load(path)
        image = torch.from_numpy(stored["image"])
        result.append(Radiograph(path.stem, image, torch.from_numpy(stored["labels"]), image.shape[1] / image.shape[0]))
    return result


def load_reviewed(folder: Path) -> list[Radiograph]:
    """Radiographs of `quadrant export … --format training`: opg/images/NAME.png and labelme files opg/labels/NAME.json.
    Supernumerary teeth have no class and are background.
    """
    result = []
    for path in sorted((folder / "opg" / "labels").glob("*.json")):
        document = json.loads(path.read_text())
        image = np.asarray(Image.open(folder / "opg" / "images" / f"{path.stem}.png").convert("L")).copy()
        labels = Image.new("L", (document["imageWidth"], document["imageHeight"]))
        if labels.size != image.shape[::-1]:
            raise ValueError(f"{path.name}: the outlines belong to a picture of another size")
        for shape in document["shapes"]:
            if shape["label"].isdigit():
                points = [tuple(point) for point in shape["points"]]
                ImageDraw.Draw(labels).polygon(points, fill=int(shape["label"]), outline=int(shape["label"]))
        aspect = image.shape[1] / image.shape[0]
        result.append(
            Radiograph(path.stem, torch.from_numpy(image), torch.from_numpy(np.asarray(labels).copy()), aspect)
        )
    return result


def stretched(image: torch.Tensor) -> torch.Tensor:
    """Percentiles 0.5 … 99.5 of the picture to 0 … 1, clipped."""
    values = image.float().flatten()
    sample = values[:: max(1, values.numel() // 50_000)].sort().values
    low, high = sample[int(0.005 * (len(sample) - 1))], sample[int(0.995 * (len(sample) - 1))]
    return ((image.float() - low) / (high - low).clamp(min=1e-3)).clamp(0, 1)


def framed(radiograph: Radiograph, pose: torch.Tensor | None = None) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Grey values 0…1 [1,H,W], FDI labels [H,W] and where the picture lies [H,W], in the frame. `pose` maps centred
    frame pixels to centred pixels of the letterboxed picture; without it the picture lies letterboxed in the middle.
    """
    height, width = radiograph.image.shape
    scale = min(FRAME_W / radiograph.aspect, FRAME_H)
    half_w, half_h = scale * radiograph.aspect / 2, scale / 2
    pose = torch.eye(2, 3) if pose is None else pose
    ys, xs = torch.meshgrid(
        torch.arange(FRAME_H) + 0.5 - FRAME_H / 2, torch.arange(FRAME_W) + 0.5 - FRAME_W / 2, indexing="ij"
    )
    u = (pose[0, 0] * xs + pose[0, 1] * ys + pose[0, 2]) / half_w
    v = (pose[1, 0] * xs + pose[1, 1] * ys + pose[1, 2]) / half_h
    grid = torch.stack([u, v], -1)[None]
    image = stretched(radiograph.image)[None, None]
    grey = F.grid_sample(image, grid, mode="bilinear", padding_mode="zeros", align_corners=False)[0]
    inside = (u.abs() < 1) & (v.abs() < 1)
    x = ((u + 1) / 2 * width).long().clamp(0, width - 1)
    y = ((v + 1) / 2 * height).long().clamp(0, height - 1)
    labels = torch.where(inside, radiograph.labels[y, x], torch.zeros((), dtype=torch.uint8))
    return grey, labels, inside


def random_pose(rng: random.Random) -> torch.Tensor:
    """Frame → picture: rotation, zoom, stretch, shear and shift; one picture in eight is a narrow crop."""
    angle = math.radians(rng.gauss(0, 3.5))
    zoom = math.exp(rng.gauss(0.0, 0.13))
    if rng.random() < 0.12:
        zoom = rng.uniform(0.5, 0.85)
    stretch = math.exp(rng.gauss(0, 0.08))
    shear = rng.gauss(0, 0.03)
    c, s = math.cos(angle), math.sin(angle)
    matrix = torch.tensor([[c, -s], [s, c]]) @ torch.tensor([[1.0, shear], [0.0, 1.0]])
    matrix = matrix @ torch.diag(torch.tensor([zoom * stretch, zoom / stretch]))
    shift = torch.tensor([[rng.gauss(0, 30)], [rng.gauss(0, 22)]])
    return torch.cat([matrix, shift], 1)


def training_picture(radiograph: Radiograph, rng: random.Random) -> tuple[torch.Tensor, torch.Tensor]:
    """A random normalised picture [1,H,W] and its FDI labels [H,W] in the frame; half of them mirrored, numbers too."""
    grey, labels, inside = framed(radiograph, random_pose(rng))
    if rng.random() < 0.5:
        grey, labels, inside = grey.flip(-1), MIRROR[labels.flip(-1).long()].to(torch.uint8), inside.flip(-1)
    if rng.random() < 0.4:
        grey, labels = without_some_teeth(grey, labels, rng)
    if rng.random() < 0.25:
        grey = with_metal(grey, labels, rng)
    grey = other_device(grey, rng)
    return normalised(grey * inside), labels


def normalised(grey: torch.Tensor) -> torch.Tensor:
    return (grey - MEAN) / SD


def without_some_teeth(grey: torch.Tensor, labels: torch.Tensor, rng: random.Random):
    """Up to eight teeth, often neighbours, most of a jaw or nearly all, painted over with what lies beside them;
    implants and bridges in the place of some.
    """
    codes = [code for code in labels.unique().tolist() if 0 < code < REPLACED]
    if len(codes) < 6:
        return grey, labels
    first = rng.randrange(len(codes))
    count = rng.randint(1, 8)
    gone = codes[first : first + count] if rng.random() < 0.5 else rng.sample(codes, min(count, len(codes)))
    roll = rng.random()
    if roll < 0.25:
        upper = rng.random() < 0.6
        jaw = [code for code in codes if ((code // 10 - 1) % 4 < 2) == upper]
        gone = rng.sample(jaw, rng.randint(len(jaw) // 2, len(jaw)))
    elif roll < 0.35:
        gone = rng.sample(codes, len(codes) - rng.randint(0, 6))
    implanted, bridged = rng.choice([(0.3, 0.1), (0.3, 0.1), (0.9, 0.0), (0.0, 0.8)])
    grey, labels = grey.clone(), labels.clone()
    for code in gone:
        mask = labels == code
        area = int(mask.sum())
        if area < 30:
            continue
        y, x = (mask.sum(1) > 0).nonzero().flatten(), (mask.sum(0) > 0).nonzero().flatten()
        y0, y1, x0, x1 = int(y[0]), int(y[-1]), int(x[0]), int(x[-1])
        pad = 10
        window = (slice(max(0, y0 - pad), y1 + pad), slice(max(0, x0 - pad), x1 + pad))
        around = (labels[window] == 0) & (grey[0][window] > 0.02)
        if int(around.sum()) < 50:
            continue
        # bone: the values of the surroundings, blurred far, with some of their grain
        m = around.float()[None, None]
        g = grey[0][window][None, None]
        blur = lambda t: F.avg_pool2d(F.pad(t, (12, 12, 12, 12)), 25, 1)  # noqa: E731
        values = g[m > 0]
        fill = (blur(g * m) + 0.03 * values.mean()) / (blur(m) + 0.03)
        fill = fill + 0.5 * (values[torch.randint(len(values), fill.shape)] - values.mean())
        fill = F.avg_pool2d(F.pad(fill, (1, 1, 1, 1), mode="replicate"), 3, 1)
        soft = F.avg_pool2d(mask[window].float()[None, None], 7, 1, 3).mul(1.6).clamp(0, 1)
        grey[0][window] = (g * (1 - soft) + fill * soft)[0, 0]
        labels[mask] = 0
        upper = (code // 10 - 1) % 4 < 2
        has_implant = rng.random() < implanted
        replaced = torch.zeros_like(mask)
        if has_implant:
            implant(grey, replaced, (x0, y0, x1, y1), upper, rng)
        if rng.random() < (0.6 if has_implant else bridged):
            crown_like(grey, replaced, mask, upper, rng)
        labels[replaced & (labels == 0)] = REPLACED + code
    return grey, labels


def implant(
    grey: torch.Tensor, drawn: torch.Tensor, box: tuple[int, int, int, int], upper: bool, rng: random.Random
) -> None:
    """Draws a threaded rod where the root was, with a post towards the mouth or without, and marks it, in place."""
    x0, y0, x1, y1 = box
    long = rng.uniform(0.45, 0.75) * (y1 - y0)
    half = rng.uniform(0.10, 0.19) * long + 3
    # measured from the shoulder, which lies towards the mouth, to the tip: 0 … 1
    shoulder = y1 - rng.uniform(0.15, 0.4) * (y1 - y0) if upper else y0 + rng.uniform(0.15, 0.4) * (y1 - y0)
    top, left = max(0, y0 - 40), max(0, x0 - 40)
    part = grey[0, top : y1 + 40, left : x1 + 40]
    ys, xs = torch.arange(part.shape[0])[:, None] + float(top), torch.arange(part.shape[1])[None] + float(left)
    down = (shoulder - ys) / long if upper else (ys - shoulder) / long
    tilt = rng.gauss(0, 0.12) * (ys - shoulder)
    across = (xs - (x0 + x1) / 2 - rng.gauss(0, 2) - tilt).abs()
    taper = rng.uniform(0.0, 0.5)
    pitch, depth = rng.uniform(4, 8), rng.uniform(0, 1.6)
    width = half * (1 - taper * down.clamp(0, 1)) + depth * torch.sin(ys * 2 * math.pi / pitch)
    post = rng.uniform(0.15, 0.4) if rng.random() < 0.5 else 0.0
    width = torch.where(down < 0, torch.full_like(width, half * rng.uniform(0.4, 0.8)), width)
    inside = torch.minimum(width - across, torch.minimum(down + post, 1 - down) * long)
    soft = (inside / rng.uniform(1.0, 2.5) + 0.5).clamp(0, 1)
    value = rng.uniform(0.75, 1.0) + 0.05 * torch.sin(ys * 2 * math.pi / pitch)
    if rng.random() < 0.4:  # the bore of the screw
        value = value - 0.2 * ((across < 0.25 * half) & (down < 0.5))
    part.copy_(part * (1 - soft) + value * soft)
    drawn[top : y1 + 40, left : x1 + 40] |= soft > 0.5


def crown_like(grey: torch.Tensor, drawn: torch.Tensor, mask: torch.Tensor, upper: bool, rng: random.Random) -> None:
    """Paints the crown part of a mask in bright metal or ceramic, and marks it, in place."""
    ys, xs = mask.nonzero(as_tuple=True)
    share = rng.uniform(0.3, 0.45)
    height = ys.float()
    part = height > height.quantile(1 - share) if upper else height < height.quantile(share)
    top, left = max(0, int(ys.min()) - 6), max(0, int(xs.min()) - 6)
    window = grey[0, top : int(ys.max()) + 7, left : int(xs.max()) + 7]
    crown = torch.zeros_like(window)
    crown[ys[part] - top, xs[part] - left] = 1
    crown = F.avg_pool2d(crown[None, None], 9, 1, 4)[0, 0] > rng.uniform(0.35, 0.55)
    soft = F.avg_pool2d(crown.float()[None, None], 3, 1, 1)[0, 0]
    window.copy_(window * (1 - soft) + rng.uniform(0.75, 1.0) * soft)
    drawn[top : int(ys.max()) + 7, left : int(xs.max()) + 7] |= crown


def with_metal(grey: torch.Tensor, labels: torch.Tensor, rng: random.Random) -> torch.Tensor:
    """Brackets and a wire, or crowns and fillings as bright patches on some teeth."""
    codes = [code for code in labels.unique().tolist() if 0 < code < REPLACED]
    if not codes:
        return grey
    grey = grey.clone()
    value = rng.uniform(0.85, 1.0)
    braces = rng.random() < 0.4
    chosen = [c for c in codes if c % 10 <= 6] if braces else rng.sample(codes, rng.randint(1, min(6, len(codes))))
    for code in chosen:
        ys, xs = (labels == code).nonzero(as_tuple=True)
        if len(ys) < 60:
            continue
        upper = (code // 10 - 1) % 4 < 2
        order = ys.float().quantile(0.8 if upper else 0.2)
        cx, half = xs.float().mean(), (xs.max() - xs.min()) / 2
        if braces:
            y, x, h, w = int(order), int(cx), rng.randint(2, 4), rng.randint(3, 6)
            grey[0, max(0, y - h) : y + h, max(0, x - w) : x + w] = value
            grey[0, y : y + 1, max(0, x - int(half) - 4) : x + int(half) + 4] = 0.9 * value
            continue
        share = rng.uniform(0.1, 0.35)
        crown = ys.float() > ys.float().quantile(1 - share) if upper else ys.float() < ys.float().quantile(share)
        if share < 0.22:
            crown &= (xs - cx).abs() < half * rng.uniform(0.4, 0.9)
        grey[0, ys[crown], xs[crown]] = value
    return grey


def other_device(grey: torch.Tensor, rng: random.Random) -> torch.Tensor:
    """Gamma, contrast, local contrast, sharpness, blur, noise and vignetting of another maker's machine."""
    if rng.random() < 0.3:  # local contrast, as makers' own processing gives it
        mean = F.interpolate(F.avg_pool2d(grey[None], 64, 32, 16), grey.shape[-2:], mode="bilinear")[0]
        grey = (grey + rng.uniform(-0.4, 0.8) * (grey - mean)).clamp(0, 1)
    grey = grey.clamp(0, 1) ** math.exp(rng.gauss(0, 0.35))
    grey = (grey - 0.5) * math.exp(rng.gauss(0, 0.2)) + 0.5 + rng.gauss(0, 0.07)
    roll = rng.random()
    if roll < 0.25:
        grey = F.avg_pool2d(F.pad(grey[None], (1, 1, 1, 1), mode="replicate"), 3, 1)[0]
    elif roll < 0.45:
        soft = F.avg_pool2d(F.pad(grey[None], (2, 2, 2, 2), mode="replicate"), 5, 1)[0]
        grey = grey + rng.uniform(0.3, 1.5) * (grey - soft)
    if rng.random() < 0.3:
        grey = grey + rng.uniform(0.01, 0.06) * torch.randn_like(grey)
    if rng.random() < 0.2:
        x = torch.linspace(-1, 1, grey.shape[-1])[None, None]
        y = torch.linspace(-1, 1, grey.shape[-2])[None, :, None]
        grey = grey * (1 + rng.uniform(-0.3, 0.3) * x**2 + rng.uniform(-0.3, 0.3) * y**2 + rng.gauss(0, 0.12) * y)
    return grey.clamp(0, 1)


def boxes_of(labels: torch.Tensor, smallest: int = 40) -> tuple[torch.Tensor, torch.Tensor]:
    """Labels [n] and boxes x0,y0,x1,y1 [n,4] in frame pixels, of what has at least `smallest` pixels: teeth, implants
    and pontics.
    """
    codes, boxes = [], []
    for code in labels.unique().tolist():
        if code % REPLACED not in CLASS_OF:
            continue
        mask = labels == code
        if int(mask.sum()) < smallest:
            continue
        y, x = mask.any(1).nonzero().flatten(), mask.any(0).nonzero().flatten()
        codes.append(code)
        boxes.append([int(x[0]), int(y[0]), int(x[-1]) + 1, int(y[-1]) + 1])
    return torch.tensor(codes, dtype=torch.long), torch.tensor(boxes, dtype=torch.float32).reshape(-1, 4)

"""Score the STS demo cases in Python, on its own terms: numpy, scipy and OpenCV, none of Quadrant's code.

    python test/harness/make-evaluate-goldens.py ../shared/data/shapes test/fixtures/evaluate/sts-demo-goldens.json

The definitions are those of the STS 2024 challenge: image level over the union of all teeth, instance level as the mean
over the teeth of the truth with matching by number, IA, and the surface Dice of the "surface-distance" method at two
voxels and at one millimetre. Surface elements are derived here from the 256 neighbourhoods and checked against sums of
the published table. Needs nibabel, numpy, opencv-python-headless and scipy.
"""

import functools
import itertools
import json
import sys
from pathlib import Path

import cv2
import nibabel as nib
import numpy as np
from scipy import ndimage

CORNERS = list(itertools.product((0, 1), repeat=3))


def minority(code: int) -> set:
    """The corners of the kind that fewer of the eight have; of four and four, the ones inside."""
    inside = {c for n, c in enumerate(CORNERS) if code >> n & 1}
    return inside if len(inside) <= 4 else set(CORNERS) - inside


def pieces(corners: set) -> list:
    """Corners joined along cube edges; a face diagonal joins nothing."""
    left, found = set(corners), []
    while left:
        piece, todo = set(), [left.pop()]
        while todo:
            corner = todo.pop()
            piece.add(corner)
            near = {c for c in left if sum(a != b for a, b in zip(c, corner)) == 1}
            left -= near
            todo += near
        found.append(piece)
    return found


def cut_polygon(piece: set) -> list:
    """Midpoints of the cut edges around a piece, in order: neighbours share a face."""
    cuts = [(p, q) for p in piece for q in CORNERS if sum(a != b for a, b in zip(p, q)) == 1 and q not in piece]
    links = {cut: [] for cut in cuts}
    for axis, side in itertools.product(range(3), (0, 1)):
        here = [cut for cut in cuts if cut[0][axis] == side == cut[1][axis]]
        pairs = [here] if len(here) == 2 else [[c for c in here if c[0] == p] for p in {c[0] for c in here}]
        for a, b in pairs:
            links[a].append(b)
            links[b].append(a)
    ordered = [cuts[0]]
    while len(ordered) < len(cuts):
        ordered.append(next(cut for cut in links[ordered[-1]] if cut not in ordered))
    return [(np.array(p) + np.array(q)) / 2 for p, q in ordered]


def triangles(polygon: list) -> np.ndarray:
    """Half cross products of the fan with the largest area at unit spacing."""
    fans = []
    for start in range(len(polygon)):
        turned = polygon[start:] + polygon[:start]
        fans.append(np.array([np.cross(b - turned[0], c - turned[0]) / 2 for b, c in zip(turned[1:], turned[2:])]))
    areas = [np.linalg.norm(fan, axis=1).sum() for fan in fans]
    return fans[int(np.argmax(np.round(areas, 9)))]


@functools.cache
def element_areas(spacing: tuple) -> np.ndarray:
    """Area of each of the 256 neighbourhoods; bit n of a code is corner CORNERS[n]."""
    stretch = np.prod(spacing) / np.array(spacing)
    areas = np.zeros(256)
    for code in range(1, 255):
        for piece in pieces(minority(code)):
            areas[code] += np.linalg.norm(triangles(cut_polygon(piece)) * stretch, axis=1).sum()
    return areas


def check_table() -> None:
    for spacing, total, squares in [
        ((1, 1, 1), 241.34313970553745, 267.0523395971635),
        ((0.3, 0.4, 0.7), 50.94697582030322, 12.041681938555069),
    ]:
        areas = element_areas(spacing)
        assert abs(areas.sum() - total) < 1e-9 and abs((areas**2).sum() - squares) < 1e-9, (areas.sum(), total)


def neighbour_codes(mask: np.ndarray) -> np.ndarray:
    """Codes of all 2×2×2 neighbourhoods, those half outside included."""
    padded = np.pad(mask, 1)
    codes = np.zeros([size - 1 for size in padded.shape], dtype=np.uint8)
    for bit, (a, b, c) in enumerate(CORNERS):
        window = padded[a : padded.shape[0] - 1 + a, b : padded.shape[1] - 1 + b, c : padded.shape[2] - 1 + c]
        codes |= window.astype(np.uint8) << bit
    return codes


def surface_dice(a: np.ndarray, b: np.ndarray, limit: float, spacing) -> float:
    codes = [neighbour_codes(mask) for mask in (a, b)]
    borders = [(code != 0) & (code != 255) for code in codes]
    areas = [element_areas(spacing)[code] for code in codes]
    near = whole = 0.0
    for own, other, area in [(borders[0], borders[1], areas[0]), (borders[1], borders[0], areas[1])]:
        distance = ndimage.distance_transform_edt(~other, sampling=spacing) if other.any() else np.full(own.shape, np.inf)
        near += area[own & (distance <= limit * (1 + 1e-6))].sum()
        whole += area[own].sum()
    return near / whole


def overlap(a: np.ndarray, b: np.ndarray, spacing) -> dict:
    """Figures of two masks; spacing None in 2D."""
    box = ndimage.find_objects((a | b).astype(np.uint8))[0]
    a, b = a[box], b[box]
    both, sizes = int((a & b).sum()), int(a.sum()) + int(b.sum())
    score = {"dsc": 2 * both / sizes, "iou": both / (sizes - both), "nsd2vox": surface_dice(a, b, 2, (1, 1, 1))}
    score["nsd1mm"] = None if spacing is None else surface_dice(a, b, 1, spacing)
    return {key: None if value is None else round(value, 6) for key, value in score.items()}


def summary(teeth: dict, predicted: set, image: dict) -> dict:
    names = [key for key, value in image.items() if value is not None]
    return {
        "image": image,
        "instance": {key: round(float(np.mean([tooth[key] for tooth in teeth.values()])), 6) for key in names},
        "identification": round(sum(t["iou"] > 0.5 for t in teeth.values()) / len(teeth.keys() | predicted), 6),
        "extra": sorted(predicted - teeth.keys()),
        "perTooth": teeth,
    }


def score_volumes(truth_path: Path, predicted_path: Path) -> dict:
    image = nib.load(truth_path)
    spacing = tuple(float(size) for size in image.header.get_zooms()[:3])
    truth, predicted = (np.asarray(nib.load(path).dataobj).astype(np.uint8) for path in (truth_path, predicted_path))
    boxes = {n: box for n, box in enumerate(ndimage.find_objects(truth), 1) if box}
    more = {n: box for n, box in enumerate(ndimage.find_objects(predicted), 1) if box}
    teeth = {}
    for n in boxes:
        both = [boxes[n], more.get(n, boxes[n])]
        around = tuple(slice(min(b[d].start for b in both), max(b[d].stop for b in both)) for d in range(3))
        teeth[n] = overlap(truth[around] == n, predicted[around] == n, spacing)
    return summary(teeth, set(more), overlap(truth != 0, predicted != 0, spacing))


def masks_of_polygons(path: Path) -> dict:
    """Masks [1, height, width] by number; those of different teeth may overlap."""
    described = json.loads(path.read_text())
    masks: dict = {}
    for shape in described["shapes"]:
        canvas = np.zeros((described["imageHeight"], described["imageWidth"]), dtype=np.uint8)
        cv2.fillPoly(canvas, [np.array(shape["points"], dtype=np.int32)], 1)
        number = int(shape["label"])
        masks[number] = masks.get(number, False) | (canvas[np.newaxis] == 1)
    return masks


def score_polygons(truth_path: Path, predicted_path: Path) -> dict:
    truth, predicted = masks_of_polygons(truth_path), masks_of_polygons(predicted_path)
    empty = np.zeros_like(next(iter(truth.values())))
    teeth = {n: overlap(mask, predicted.get(n, empty), None) for n, mask in sorted(truth.items())}
    unions = [np.logical_or.reduce(list(masks.values())) for masks in (truth, predicted)]
    return summary(teeth, set(predicted), overlap(*unions, None))


def main() -> None:
    shapes, out = Path(sys.argv[1]), Path(sys.argv[2])
    check_table()
    goldens: dict = {}
    for track, folder, score in [("opg", "sts-demo-2d", score_polygons), ("cbct", "sts-demo", score_volumes)]:
        goldens[track] = {}
        for truth in sorted((shapes / folder / "gt").iterdir()):
            goldens[track][truth.name] = score(truth, shapes / folder / "pred" / truth.name)
            print(truth.name, flush=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(goldens, indent=1) + "\n")


if __name__ == "__main__":
    main()

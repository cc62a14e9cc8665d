"""A random dental anatomy: teeth of real shape on parametric jaws, as material codes on any LPS grid.

Space: LPS mm. The closed occlusal plane is z = 0, the midline x = 0, the upper incisors stand near y = 0 and the arch
opens towards +y. Arrays are [k, j, i] = [z, y, x]. Sizes and proportions: Wheeler's table in the dental reference.
"""

import math
from dataclasses import dataclass, field

import numpy as np
import torch
import torch.nn.functional as F

from .shapes import GRID_DIMS, GRID_MM, load_library

# Material codes below FIRST_TOOTH; voxels of the anatomy's n-th tooth are FIRST_TOOTH + PARTS·n + part.
AIR, SOFT, FAT, TRABECULAR, CORTICAL, LIGAMENT, PLASTIC, METAL, MUSCLE, DISC = range(10)
FIRST_TOOTH = 16
DENTIN, ENAMEL, PULP, RESTORATION, COMPOSITE = range(5)
PARTS = 5
MOST_TEETH = (256 - FIRST_TOOTH) // PARTS

# Classes: background, then quadrant by quadrant 8 permanent and 5 deciduous teeth; EXTRA is a supernumerary tooth.
PLACES = 13
CLASS_TO_FDI = np.array([0] + [10 * q + f for q in (1, 2, 3, 4) for f in (*range(1, 9), *range(41, 46))], np.uint8)
EXTRA = 255

# Share of the tooth's length that is crown (crown ÷ crown + root), by position, upper and lower.
CROWN_SHARE = {
    True: (0.45, 0.41, 0.37, 0.38, 0.38, 0.38, 0.38, 0.38),
    False: (0.42, 0.40, 0.41, 0.38, 0.36, 0.36, 0.36, 0.38),
}
# Mean torque (crown leaning to the lip, degrees) by position.
TORQUE = {True: (18, 16, 6, 2, 0, 2, 4, 6), False: (8, 6, 2, -4, -8, -13, -15, -16)}


@dataclass(frozen=True)
class Grid:
    """An axis-aligned LPS grid: centre of voxel (0, 0, 0), spacing, dims in the order i, j, k."""

    origin: tuple[float, float, float]
    spacing: float
    dims: tuple[int, int, int]

    def axis(self, a: int, device: torch.device | str = "cpu") -> torch.Tensor:
        return self.origin[a] + self.spacing * torch.arange(self.dims[a], device=device, dtype=torch.float32)


# The whole head part that a large scan shows, and the part that holds the teeth.
HEAD = Grid((-66.0, -28.0, -62.0), 0.5, (264, 264, 232))
TEETH = Grid((-38.0, -13.0, -30.0), 0.25, (304, 288, 240))
FIELDS = Grid((-68.0, -30.0, -64.0), 1.0, (137, 137, 122))  # where smooth jaw fields are evaluated


@dataclass
class Tooth:
    fdi: int
    shape: int  # index into the library
    scale: np.ndarray  # x, y, z of the canonical frame
    bend: np.ndarray  # mm of sideways root shift per mm² below the neck
    frame: np.ndarray  # rows: canonical axes in LPS
    centre: np.ndarray  # LPS mm of the canonical grid's centre
    enamel_mm: float
    pulp_share: float
    restoration: str = "none"  # none | filling | composite | crown | solid (the crown of an implant or bridge)
    blend: tuple[int, float] = (0, 0.0)  # another shape of the library and its share
    taper: float = 0.0  # relative change of width per cm towards the crown
    keep: tuple[float, float] = (0.0, 1.0)  # the part that exists, as shares of the length from root tip to crown tip
    follicle_mm: float = 0.0  # soft tissue around an unerupted tooth
    root_filled: bool = False
    bracket: bool = False

    @property
    def class_index(self) -> int:
        """The class; EXTRA for a supernumerary tooth (fdi 0), background for what only looks like one (fdi -1)."""
        if self.fdi <= 0:
            return EXTRA if self.fdi == 0 else 0
        return int(np.flatnonzero(CLASS_TO_FDI == self.fdi)[0])

    @property
    def upper(self) -> bool:
        return self.frame[2, 2] < 0 if self.fdi <= 0 else self.fdi // 10 in (1, 2, 5, 6)

    @property
    def position(self) -> int:
        """1…8, the place in the row whose proportions it has."""
        return 1 if self.fdi <= 0 else self.fdi % 10

    @property
    def crown_share(self) -> float:
        return CROWN_SHARE[self.upper][self.position - 1]


@dataclass
class Anatomy:
    teeth: list[Tooth]
    implants: list[tuple[np.ndarray, np.ndarray, float, float]]  # tip, axis, length, radius
    upper_arch: np.ndarray  # polyline [n, 2], right to left
    lower_arch: np.ndarray
    style: dict[str, float] = field(default_factory=dict)


class ShapeLibrary:
    """Tooth shapes with what placing them needs: extents, and the depth profile along the axis."""

    def __init__(self, device: torch.device | str = "cpu", shapes: tuple[np.ndarray, np.ndarray] | None = None):
        """`shapes`: FDI codes and signed distances [n, x, y, z]; without them the real teeth."""
        self.fdi, sdf = shapes or load_library()
        self.sdf = torch.from_numpy(np.ascontiguousarray(sdf.transpose(0, 3, 2, 1))).to(device)  # [n, z, y, x]
        self.extent = np.array([self._extent(s) for s in sdf])  # [n, 3 axes, low/high] mm about the grid centre
        self.depth = torch.from_numpy(np.maximum(0, -sdf.min(axis=(1, 2)))).to(device)  # [n, z]
        self.profile = [self._profile(s) for s in sdf]  # [z, 4] each: area, mean x, mean y, z; mm about the centre

    @staticmethod
    def _extent(sdf: np.ndarray) -> list[tuple[float, float]]:
        inside = np.argwhere(sdf < 0)
        half = (np.array(GRID_DIMS) - 1) / 2
        return [
            tuple((np.array([inside[:, a].min() - 0.5, inside[:, a].max() + 0.5]) - half[a]) * GRID_MM)
            for a in range(3)
        ]

    @staticmethod
    def _profile(sdf: np.ndarray) -> np.ndarray:
        inside = sdf < 0  # [x, y, z]
        area = inside.sum((0, 1))
        x, y, z = ((np.arange(n) - (n - 1) / 2) * GRID_MM for n in GRID_DIMS)
        mean_x = (inside * x[:, None, None]).sum((0, 1)) / np.maximum(area, 1)
        mean_y = (inside * y[None, :, None]).sum((0, 1)) / np.maximum(area, 1)
        return np.stack([area, mean_x, mean_y, z], 1)[area > 0]

    def centroid(self, tooth: "Tooth") -> np.ndarray:
        """LPS mm, of the part of the tooth that exists."""
        profile = self.profile[tooth.shape]
        low, high = self.extent[tooth.shape][2]
        share = (profile[:, 3] - low) / (high - low)
        kept = profile[(share >= tooth.keep[0]) & (share <= tooth.keep[1])]
        local = (kept[:, :1] * kept[:, 1:]).sum(0) / kept[:, 0].sum()
        return (local * tooth.scale) @ tooth.frame + tooth.centre

    def pick(self, rng: np.random.Generator, upper: bool, position: int) -> int:
        """A shape of the same jaw and position; third molars also from second molars, incisors by kind."""
        fits = [
            n
            for n, f in enumerate(self.fdi)
            if (f // 10 <= 2) == upper and (f % 10 == position or (position == 8 and f % 10 == 7))
        ]
        return int(rng.choice(fits))


def arch_polyline(rng: np.random.Generator, half_width: float, depth: float, front: float) -> np.ndarray:
    """The arch seen from above, 401 points from the patient's right end to the left end, LPS x, y."""
    exponent = rng.uniform(0.85, 1.05)
    t = np.linspace(0, math.pi / 2, 160)
    x = half_width * np.sin(t) ** exponent
    y = front + depth * (1 - np.cos(t) ** rng.uniform(0.9, 1.1))
    straight = np.linspace(0.25, 30, 120)
    x = np.concatenate([x, x[-1] + straight * rng.uniform(-0.02, 0.12)])
    y = np.concatenate([y, y[-1] + straight])
    return np.concatenate([np.stack([-x[::-1], y[::-1]], 1), np.stack([x[1:], y[1:]], 1)])


def rotation(axis: np.ndarray, degrees: float) -> np.ndarray:
    """Rotation matrix about a unit axis (Rodrigues)."""
    angle = math.radians(degrees)
    x, y, z = axis
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + math.sin(angle) * cross + (1 - math.cos(angle)) * cross @ cross


def missing_teeth(rng: np.random.Generator) -> set[int]:
    """Which of the 32 are absent: third molars often, others by a patient-wide chance, sometimes whole stretches."""
    chance = rng.choice([0.0, 0.04, 0.12, 0.3], p=[0.3, 0.4, 0.2, 0.1])
    absent = set()
    for q in (1, 2, 3, 4):
        for p in range(1, 9):
            third = 0.5 if p == 8 else chance * (1.5 if p in (6, 7, 4) else 0.8)
            if rng.random() < third:
                absent.add(q * 10 + p)
    if rng.random() < 0.2:  # free-end gap
        q = int(rng.integers(1, 5))
        absent |= {q * 10 + p for p in range(int(rng.integers(4, 8)), 9)}
    roll = rng.random()
    if roll < 0.06:
        absent |= {q * 10 + p for q in ((1, 2) if rng.random() < 0.5 else (3, 4)) for p in range(1, 9)}
    elif roll < 0.09:
        absent |= {q * 10 + p for q in (1, 2, 3, 4) for p in range(1, 9)}
    return absent


# How mature (0 at six years, 1 at twelve) a child is when a permanent tooth of this position replaces its milk tooth.
ERUPTION = {1: 0.1, 2: 0.22, 3: 0.72, 4: 0.62, 5: 0.8, 6: 0.0, 7: 0.95, 8: 9.0}


@dataclass
class Patient:
    """What all teeth of one patient share."""

    upper: np.ndarray
    lower: np.ndarray
    opening: float
    size: float
    crowding: float
    spee: float
    metal_chance: float
    root_filled_chance: float
    remnant_chance: float
    bracket_chance: float
    maturity: float | None  # of a child; None for an adult


@dataclass(frozen=True)
class Population:
    """Whom random patients are drawn from."""

    children: float  # share with milk teeth
    shape_spread: float  # of tooth sizes, bends and tapers, against what clinics see


CLINIC = Population(children=0.16, shape_spread=1.0)
# Wider, so that numbers are learned from a tooth's place more than from one library's shapes, and children in number.
TRAINING = Population(children=0.35, shape_spread=1.8)


def random_patient(rng: np.random.Generator, population: Population) -> Patient:
    maturity = None
    if rng.random() < population.children:
        maturity = float(rng.uniform(-0.4, 1.05))
    growth = 1.0 if maturity is None else 0.88 + 0.08 * max(0.0, maturity)
    half_width, depth = growth * rng.uniform(24.5, 30.5), growth * rng.uniform(33, 43)
    overjet = rng.uniform(-1.0, 1.0) if rng.random() < 0.08 else rng.uniform(1.0, 4.0)
    return Patient(
        upper=arch_polyline(rng, half_width, depth, 0.0),
        lower=arch_polyline(rng, half_width - rng.uniform(0.5, 3.5), depth - rng.uniform(0, 3), overjet),
        opening=float(rng.choice([rng.uniform(-0.3, 0.8), rng.uniform(1.5, 9.0)], p=[0.55, 0.45])),
        size=rng.normal(1.0, 0.055),
        crowding=float(rng.choice([0.4, 1.0, 1.8, 2.6], p=[0.35, 0.4, 0.17, 0.08])),
        spee=rng.uniform(0, 2.0),
        metal_chance=float(rng.choice([0.0, 0.08, 0.35], p=[0.4, 0.35, 0.25])),
        root_filled_chance=float(rng.choice([0.0, 0.06, 0.25], p=[0.6, 0.3, 0.1])),
        remnant_chance=float(rng.choice([0.0, 0.08], p=[0.9, 0.1])),
        bracket_chance=float(rng.choice([0.0, 0.9], p=[0.94, 0.06])),
        maturity=maturity,
    )


class Row:
    """Places teeth along one quadrant of an arch."""

    def __init__(self, rng, library: ShapeLibrary, patient: Patient, quadrant: int, spread: float):
        self.rng, self.library, self.patient, self.quadrant, self.spread = rng, library, patient, quadrant, spread
        self.is_upper, self.is_right = quadrant <= 2, quadrant in (1, 4)
        arch = patient.upper if self.is_upper else patient.lower
        middle = len(arch) // 2
        self.path = arch[middle::-1] if self.is_right else arch[middle:]
        self.length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(self.path, axis=0), axis=1))])

    def shape(self, position: int, factor: float) -> tuple[int, tuple[int, float], np.ndarray]:
        """Shape, blend and scale of a tooth like those of a position, `factor` times as large."""
        rng = self.rng
        shape = self.library.pick(rng, self.is_upper, position)
        other = self.library.pick(rng, self.is_upper, position)
        share = 0.0 if other == shape or rng.random() < 0.4 else float(rng.uniform(0.15, 0.85))
        return shape, (other, share), factor * self.patient.size * np.exp(rng.normal(0, 0.06 * self.spread, 3))

    def width(self, shape: int, scale: np.ndarray) -> float:
        low, high = self.library.extent[shape][0]
        return float((high - low) * scale[0]) * 0.97

    def tooth(
        self,
        fdi: int,
        position: int,
        at: float,
        shaped: tuple[int, tuple[int, float], np.ndarray],
        tip: float = 0.0,
        deeper: float = 0.0,
        inward: float = 0.0,
        tumble: float = 0.0,
        **more,
    ) -> Tooth:
        """A tooth at `at` mm from the midline: `tip` degrees of extra lean, `deeper` mm into the jaw, `inward` mm
        to the tongue, `tumble` degrees in any direction.
        """
        rng, patient = self.rng, self.patient
        shape, blend, scale = shaped
        extent = self.library.extent[shape] * scale[:, None]
        at = min(at, self.length[-1] - 1.5)  # beyond its end the arch has no direction
        point = np.array([np.interp(at, self.length, self.path[:, c]) for c in (0, 1)])
        ahead = np.array([np.interp(at + 1.5, self.length, self.path[:, c]) for c in (0, 1)])
        tangent = np.append((ahead - point) / np.linalg.norm(ahead - point), 0.0)  # mesial → distal
        outward = np.array([tangent[1], -tangent[0], 0.0]) * (1 if not self.is_right else -1)
        crown_up = np.array([0.0, 0.0, -1.0 if self.is_upper else 1.0])
        torque = TORQUE[self.is_upper][position - 1] + rng.normal(0, 5)
        tip = rng.normal(4, 4) * patient.crowding + tip
        turn = rng.normal(0, 7) * patient.crowding + (
            rng.choice([-1, 1]) * rng.uniform(25, 90) * (rng.random() < 0.015)
        )
        # each turn moves the crown: torque towards the lip, tip towards the midline
        frame = np.stack([tangent, outward, crown_up])
        torque_axis = np.cross(crown_up, outward)
        tip_axis = np.cross(crown_up, -tangent)
        turns = rotation(torque_axis, torque) @ rotation(tip_axis, tip) @ rotation(crown_up, turn)
        if tumble:
            axis = rng.normal(0, 1, 3)
            turns = rotation(axis / np.linalg.norm(axis), rng.normal(0, tumble)) @ turns
        frame = frame @ turns.T
        curve = patient.spee * (position / 8) ** 2 * (1 if self.is_upper else 0.8)
        overlap = -rng.uniform(0.5, 2.5) if self.is_upper and position <= 3 else 0.0
        level = (patient.opening / 2 + curve + overlap) if self.is_upper else (-patient.opening / 2 + curve)
        level += rng.normal(0, 0.35 * patient.crowding)
        neck = extent[2, 1] * 0.55  # the point that stays over the arch when the tooth is turned
        pivot = np.array([point[0], point[1], level]) + outward * (rng.normal(0, 0.5 * patient.crowding) - inward)
        pivot = pivot - crown_up * (extent[2, 1] - neck + deeper)
        return Tooth(
            fdi=fdi,
            shape=shape,
            blend=blend,
            scale=scale,
            bend=rng.normal(0, 0.006 * self.spread, 2),
            taper=float(np.clip(rng.normal(0, 0.06 * self.spread), -0.12 * self.spread, 0.12 * self.spread)),
            frame=frame,
            centre=pivot - neck * frame[2],
            enamel_mm=(rng.uniform(0.7, 1.2) + (0.5 if position >= 4 else 0.0)) * (0.6 if fdi > 50 else 1.0),
            pulp_share=rng.uniform(0.5, 0.7) if fdi > 50 else rng.uniform(0.62, 0.85),
            **more,
        )


def random_anatomy(
    rng: np.random.Generator, library: ShapeLibrary, extras: bool = True, population: Population = CLINIC
) -> Anatomy:
    """Places a dentition; nothing is rendered yet. Without `extras` no supernumerary teeth."""
    patient = random_patient(rng, population)
    absent = missing_teeth(rng) if patient.maturity is None else set()
    teeth, implants = [], []
    for quadrant in (1, 2, 3, 4):
        row = Row(rng, library, patient, quadrant, population.shape_spread)
        cursor = rng.normal(0.1, 0.2)
        lean = 0.0  # the next tooth leans into the gap before it
        for position in range(1, 9):
            fdi = quadrant * 10 + position
            shaped = row.shape(position, 0.9 if position == 8 else 1.0)
            width = row.width(shaped[0], shaped[2])
            if patient.maturity is not None and patient.maturity + rng.normal(0, 0.08) < ERUPTION[position]:
                cursor = _unerupted(row, teeth, fdi, position, shaped, cursor)
                continue
            retained = patient.maturity is None and position <= 5 and rng.random() < 0.006
            if fdi in absent:
                roll = rng.random()
                if roll < 0.12 and position != 8:
                    implants.append(
                        _implant(rng, row.path, row.length, cursor + width / 2, row.is_upper, patient.opening)
                    )
                    if rng.random() < 0.6:
                        teeth.append(_false_crown(row, position, cursor + width / 2, shaped))
                    cursor += width
                elif roll < 0.2 and position in (3, 4, 5, 6):  # a bridge
                    teeth.append(_false_crown(row, position, cursor + width / 2, shaped))
                    cursor += width
                elif retained:
                    cursor = _milk_tooth(row, teeth, fdi, position, cursor)
                else:
                    cursor += width * rng.choice([rng.uniform(0.0, 0.3), rng.uniform(0.6, 1.0)], p=[0.35, 0.65])
                    lean = rng.normal(6, 5)
                continue
            at = cursor + width / 2
            cursor += width + rng.choice([rng.normal(0.0, 0.12), rng.uniform(0.2, 1.2)], p=[0.85, 0.15])
            more = {}
            if position == 8 and rng.random() < 0.3:
                more = {
                    "tip": lean + rng.uniform(20, 85),
                    "deeper": rng.uniform(2, 6),
                    "follicle_mm": rng.uniform(0, 1.5),
                }
            elif position == 3 and rng.random() < (0.03 if row.is_upper else 0.008):  # an impacted canine
                more = {
                    "tip": rng.uniform(10, 60),
                    "deeper": rng.uniform(7, 12),
                    "inward": rng.choice([-2.0, 3.0, 6.0]),
                    "tumble": 15.0,
                    "follicle_mm": rng.uniform(0.5, 2),
                }
                if rng.random() < 0.5:
                    _milk_tooth(row, teeth, fdi, position, at - 3.0)
                else:
                    cursor -= width * rng.uniform(0.3, 1.0)
            elif rng.random() < patient.remnant_chance:
                more = {"keep": (0.0, 1 - CROWN_SHARE[row.is_upper][position - 1] - rng.uniform(0, 0.15))}
            else:
                more = {"tip": lean, "bracket": position <= 7 and rng.random() < patient.bracket_chance}
                if rng.random() < patient.metal_chance:
                    more["restoration"] = str(rng.choice(["filling", "composite", "crown"], p=[0.55, 0.25, 0.2]))
            more["root_filled"] = rng.random() < patient.root_filled_chance
            lean = 0.0
            teeth.append(row.tooth(fdi, position, at, shaped, **more))
        if extras and rng.random() < 0.02:
            _supernumerary(row, teeth)
    style = {
        "opening": float(patient.opening),
        "cortical": rng.uniform(0.9, 2.4),
        "upper_half": rng.uniform(4.6, 6.8),
        "lower_half": rng.uniform(4.2, 6.2),
        "crest": rng.uniform(6.5, 9.5) * (1.0 if patient.maturity is None else 0.75),
        "palate": rng.uniform(13, 21),
        "chin": rng.uniform(-40, -30),
        "sinus": rng.uniform(0.6, 1.25),
        "head_x": rng.uniform(56, 72),
        "lip": rng.uniform(7, 13),
        "tongue_gap": rng.choice([0.0, rng.uniform(1, 12)]),
        "vestibule": rng.choice([0.0, rng.uniform(1, 4)], p=[0.6, 0.4]),
        "ligament": rng.uniform(0.1, 0.4),
        "lamina": rng.uniform(0.2, 0.7),
        "seed": float(rng.integers(1 << 30)),
    }
    return Anatomy(teeth[:MOST_TEETH], implants, patient.upper, patient.lower, style)


def _milk_tooth(row: Row, teeth: list[Tooth], fdi: int, position: int, cursor: float) -> float:
    """Adds the deciduous tooth of a place; returns where the next tooth begins. Milk molars are small first molars."""
    rng = row.rng
    factor = {1: 0.78, 2: 0.8, 3: 0.82, 4: 0.68, 5: 0.84}[position] * np.array([1, 1, 0.78])
    shaped = row.shape(position if position <= 3 else 6, factor)
    width = row.width(shaped[0], shaped[2])
    resorbed = rng.uniform(0, 0.45) if rng.random() < 0.6 else 0.0
    if len(teeth) < MOST_TEETH:
        filling = str(rng.choice(["none", "filling", "composite", "crown"], p=[0.8, 0.08, 0.08, 0.04]))
        teeth.append(
            row.tooth(fdi + 40, position, cursor + width / 2, shaped, keep=(resorbed, 1.0), restoration=filling)
        )
    return cursor + width + rng.uniform(0, 0.5)


def _unerupted(row: Row, teeth: list[Tooth], fdi: int, position: int, shaped, cursor: float) -> float:
    """Adds the milk tooth of a place, if it has one, and the germ beneath; returns where the next tooth begins."""
    rng, patient = row.rng, row.patient
    begin = cursor
    if position <= 5:
        cursor = _milk_tooth(row, teeth, fdi, position, cursor) if rng.random() > 0.05 else cursor + rng.uniform(3, 7)
        deeper, inward = rng.uniform(8, 12) + (3 if position == 3 and row.is_upper else 0), rng.uniform(0, 2.5)
    else:
        deeper, inward = rng.uniform(4, 8) + (3 if position == 8 else 0), rng.normal(0, 1)
        cursor += row.width(shaped[0], shaped[2])
    formed = np.clip(0.55 + 0.5 * (patient.maturity - ERUPTION[position]) + rng.normal(0, 0.1), 0.0, 0.9)
    if position == 8:
        formed = rng.uniform(0, 0.2)
    if (position == 8 and rng.random() < 0.6) or len(teeth) >= MOST_TEETH or rng.random() < 0.03:
        return cursor
    lean = rng.normal(8 if position >= 7 else 0, 8)
    root = 1 - CROWN_SHARE[row.is_upper][position - 1]
    teeth.append(
        row.tooth(
            fdi,
            position,
            (begin + cursor) / 2,
            shaped,
            tip=lean,
            # without its root the germ's crown is what has to fit under the milk tooth
            deeper=deeper,
            inward=inward,
            tumble=6.0,
            keep=(root * (1 - formed), 1.0),
            follicle_mm=rng.uniform(0.6, 1.8),
        )
    )
    return cursor


def _false_crown(row: Row, position: int, at: float, shaped) -> Tooth:
    """The crown of an implant or of a bridge: dense, shaped like a tooth, and none."""
    low = 1 - CROWN_SHARE[row.is_upper][position - 1] + 0.03
    return row.tooth(-1, position, at, shaped, keep=(low, 1.0), restoration="solid")


def _supernumerary(row: Row, teeth: list[Tooth]) -> None:
    """A small extra tooth: a mesiodens at the midline, or one beside the premolars or molars."""
    rng = row.rng
    if len(teeth) >= MOST_TEETH:
        return
    position, at = (1, rng.uniform(0, 4)) if row.is_upper and rng.random() < 0.6 else (4, rng.uniform(22, 45))
    shaped = row.shape(position, rng.uniform(0.5, 0.8))
    deeper, inward = rng.uniform(0, 10), rng.choice([-5.0, 6.0, 8.0])
    teeth.append(row.tooth(0, position, at, shaped, deeper=deeper, inward=inward, tumble=60.0, follicle_mm=0.5))


def _implant(rng, path, length, at, is_upper, opening):
    point = [np.interp(at, length, path[:, c]) for c in (0, 1)]
    sign = 1.0 if is_upper else -1.0
    tip = np.array([*point, sign * (opening / 2 + rng.uniform(6, 9))])
    axis = np.array([rng.normal(0, 0.1), rng.normal(0, 0.1), sign])
    return tip, axis / np.linalg.norm(axis), rng.uniform(8, 13), rng.uniform(1.6, 2.4)


def _arch_distance(arch: np.ndarray, device) -> tuple[torch.Tensor, torch.Tensor]:
    """On FIELDS' x-y plane [j, i]: signed distance from the arch (positive outside), arc length from its middle."""
    line = torch.tensor(arch, dtype=torch.float32, device=device)
    y, x = torch.meshgrid(FIELDS.axis(1, device), FIELDS.axis(0, device), indexing="ij")
    points = torch.stack([x, y], -1).reshape(-1, 2)
    distance, nearest = torch.cdist(points, line).min(1)
    tangent = F.pad(line[1:] - line[:-1], (0, 0, 0, 1), mode="constant")
    tangent[-1] = tangent[-2]
    offset = points - line[nearest]
    t = tangent[nearest]
    side = offset[:, 0] * t[:, 1] - offset[:, 1] * t[:, 0]  # the line runs right → left: outside is to its front
    steps = torch.cat([torch.zeros(1, device=device), (line[1:] - line[:-1]).norm(dim=1).cumsum(0)])
    along = (steps - steps[len(steps) // 2]).abs()[nearest]
    return (distance * torch.sign(side)).reshape(y.shape), along.reshape(y.shape)


def smooth_max(a: torch.Tensor, b: torch.Tensor, radius: float = 1.6) -> torch.Tensor:
    """The intersection of two fields with a rounded edge."""
    return torch.logaddexp(a / radius, b / radius) * radius


def _ellipsoid(x, y, z, centre, radii):
    """A distance-like field, negative inside."""
    scaled = ((x - centre[0]) / radii[0]) ** 2 + ((y - centre[1]) / radii[1]) ** 2 + ((z - centre[2]) / radii[2]) ** 2
    return (scaled.sqrt() - 1) * min(radii)


def jaw_fields(anatomy: Anatomy, device) -> dict[str, torch.Tensor]:
    """Distance-like fields on FIELDS, each [k, j, i] and negative inside: bone, air, soft, fat, canal, plastic, …"""
    s = anatomy.style
    rng = np.random.default_rng(int(s["seed"]))
    x = FIELDS.axis(0, device)[None, None, :]
    y = FIELDS.axis(1, device)[None, :, None]
    z = FIELDS.axis(2, device)[:, None, None]
    up_off, up_along = (f[None] for f in _arch_distance(anatomy.upper_arch, device))
    lo_off, lo_along = (f[None] for f in _arch_distance(anatomy.lower_arch, device))

    def noise(amplitude, cell=14):
        dims = [max(2, n // cell) for n in reversed(FIELDS.dims)]
        raw = torch.tensor(rng.normal(0, amplitude, (1, 1, *dims)), dtype=torch.float32, device=device)
        return F.interpolate(raw, size=tuple(reversed(FIELDS.dims)), mode="trilinear", align_corners=True)[0, 0]

    gap = max(0.0, s["opening"] / 2)
    crest_u, crest_l = s["crest"] + gap, -(s["crest"] + gap)
    # Upper alveolar process: roots of the front teeth lean inwards, so the process does too.
    lean = torch.clamp(z - crest_u, 0, 14) * 0.28 * torch.clamp(1 - up_along / 35, 0, 1)
    half_u = s["upper_half"] + 0.045 * up_along.clamp(0, 45)
    alveolar_u = smooth_max((up_off + lean + 0.3).abs() - half_u, crest_u - z)
    alveolar_u = torch.maximum(alveolar_u, z - crest_u - 17)
    alveolar_u = torch.maximum(alveolar_u, up_along - 62)
    palate_z = s["palate"] + gap - (x / 24) ** 2 * 7 + torch.clamp(10 - y, 0, 20) * -0.25
    palate = torch.maximum((z - palate_z - 1.5).abs() - 1.6, torch.maximum(up_off, up_along - 58))
    body = torch.maximum(_ellipsoid(x, y, z, (0, 36, 34), (44, 37, 26)), crest_u + 8 - z)
    wall = body.abs() - 1.2
    sinus = torch.minimum(
        *[
            _ellipsoid(
                x,
                y,
                z,
                (side * 25, 35 + rng.normal(0, 2), 33 + gap + rng.normal(0, 3)),
                (12 * s["sinus"], 16 * s["sinus"], 14 * s["sinus"] + 1),
            )
            for side in (-1, 1)
        ]
    )
    nose = torch.maximum(_ellipsoid(x, y, z, (0, 28, 38 + gap), (13, 42, 19)), palate_z + 3 - z)
    zygoma = torch.minimum(*[_ellipsoid(x, y, z, (sd * 47, 34, 30), (9, 13, 8)) for sd in (-1, 1)])
    upper = torch.minimum(torch.minimum(alveolar_u, palate), torch.minimum(wall, zygoma))
    upper = torch.minimum(upper, torch.minimum(sinus.abs() - 0.9, nose.abs() - 0.8))
    septum = torch.maximum((x + noise(2.0, 25)).abs() - 0.9, nose)
    turbinate = torch.minimum(*[_ellipsoid(x, y, z, (sd * 8, 34, 30 + gap), (3, 24, 5)) for sd in (-1, 1)])

    # Mandible: body below the arch, wider and further out than the teeth; ramus behind the last molar.
    widen = torch.clamp(-z - 14, 0, 22) * 0.10 + torch.clamp(lo_along - 44, 0, 60) * 0.42
    chin = s["chin"] - gap
    half_l = s["lower_half"] + 0.05 * lo_along.clamp(0, 40) + torch.clamp(-z - 18, 0, 14) * 0.08
    rise = torch.clamp(lo_along - 50, 0, 30) * 3.2  # the ramus goes up behind the teeth
    floor = chin + torch.clamp(lo_along - 20, 0, 60) * 0.10
    lower = smooth_max(smooth_max((lo_off - widen + 0.5).abs() - half_l, z - crest_l - rise), floor - z)
    lower = torch.maximum(lower, z - 38)
    lower = torch.maximum(lower, lo_along - 84)
    canal_z = crest_l - 13 + 5 * torch.cos(lo_along / 14) + rise * 0.3
    canal = torch.maximum(((lo_off - widen + 1.0) ** 2 + (z - canal_z) ** 2).sqrt() - 1.4, (27 - lo_along))
    # Spine, hyoid, and now and then an ear or skull-base lump.
    tilt = rng.normal(0, 0.12)
    sx, sy = x - rng.normal(0, 3), y - 84 - tilt * z
    spine = torch.minimum(
        (sx**2 * 0.7 + sy**2).sqrt() - rng.uniform(9, 13),
        torch.maximum((sx.abs() - 24), torch.maximum(sy.abs() - 5, (torch.remainder(z, 19) - 9.5).abs() - 5)),
    )
    disc = torch.maximum((torch.remainder(z + rng.uniform(0, 18), 18.5) - 9.2).abs() - 2.4, spine)
    hyoid = torch.maximum(
        (((x / 1.3) ** 2 + (y - 42) ** 2).sqrt() - 17).abs() - 2.2, torch.maximum((z + 52).abs() - 4, y - 46)
    )
    bone = torch.minimum(torch.minimum(upper, lower), torch.minimum(spine, hyoid))
    bone = bone + noise(0.5, 9) + noise(0.7, 25)

    front = -s["lip"] - 2.0 + torch.clamp(-z + chin + 2, 0, 40) * 1.3
    skin = _ellipsoid(x, y, z * 0 + 0.0, (0, 52, 0), (s["head_x"], 52 - 0.0 + s["lip"] + 2, 1e6))
    skin = torch.maximum(skin, front - y) + noise(1.2, 20)
    nose_tip = _ellipsoid(x, y, z, (0, -s["lip"] - 4, 32 + gap), (9, 15, 12))
    skin = torch.minimum(skin, nose_tip)
    fat = torch.maximum(-(skin + rng.uniform(2, 7)) + noise(3.0, 12), skin)
    airway = torch.maximum(
        _ellipsoid(x, y - 0.05 * z, z * 0, (0, 61, 0), (rng.uniform(5, 13), rng.uniform(4, 9), 1e6)), z - 48
    )
    inside_mouth = torch.maximum(torch.maximum(up_off, lo_off) + 5.5, torch.maximum(up_along, lo_along) - 60)
    tongue_top = palate_z - 1.5 - s["tongue_gap"] + noise(1.5, 20)
    mouth_air = torch.maximum(torch.maximum(inside_mouth, tongue_top - z), z - palate_z + 0.5)
    between = torch.maximum(z.abs() - gap - 1.0, torch.maximum(up_off, lo_off) - 5) + 0 * x
    between = torch.maximum(between, torch.maximum(up_along, lo_along) - 58)
    air_gap = between + rng.choice([50.0, 0.0]) + noise(1.0, 9)
    vestibule = torch.maximum(
        torch.maximum(5.5 - up_off, up_off - 5.5 - s["vestibule"]),
        torch.maximum(z.abs() - crest_u + 2, up_along - 45),
    ) + (50.0 if s["vestibule"] == 0 else 0.0)
    cavity = torch.minimum(sinus + 1.0, torch.maximum(torch.maximum(nose + 1.5, -septum), -turbinate))
    if rng.random() < 0.3:  # a clouded sinus
        cavity = torch.maximum(cavity, 26 + gap + rng.uniform(-4, 10) - z) if rng.random() < 0.7 else cavity + 50
    air = torch.minimum(torch.minimum(cavity, airway), torch.minimum(mouth_air, torch.minimum(air_gap, vestibule)))
    plastic = torch.full_like(bone, 50.0)
    if rng.random() < 0.5:  # chin rest
        rest_z = chin - s["lip"] - rng.uniform(2, 8)
        rest = torch.maximum(
            (z - rest_z - (x / 40) ** 2 * 9).abs() - 2.5, torch.maximum(x.abs() - 38, (y - 2).abs() - 20)
        )
        plastic = torch.minimum(plastic, rest + 0 * y)
        rod = torch.maximum(((x - rng.normal(0, 2)) ** 2 + (y + s["lip"] + 14) ** 2).sqrt() - 4, z * 0 + 0)
        plastic = torch.minimum(plastic, rod)
    if rng.random() < 0.4 and s["opening"] > 2:  # bite block
        plastic = torch.minimum(
            plastic,
            torch.maximum(x.abs() - 8, torch.maximum(z.abs() - gap * 0.8, torch.maximum(y - 8, -30 - y))),
        )
    if rng.random() < 0.3:  # a stabilising rod beside the head
        plastic = torch.minimum(plastic, ((x - 62 * rng.choice([-1, 1])) ** 2 + (y - 20) ** 2).sqrt() - 4 + 0 * z)
    muscle = noise(1.0, 10) + 0.4
    full = bone.shape
    return {
        k: v.expand(full).contiguous()
        for k, v in {
            "skin": skin,
            "fat": fat,
            "muscle": muscle,
            "air": air,
            "plastic": plastic,
            "bone": bone,
            "canal": canal,
            "disc": disc,
        }.items()
    }


def _resample(field_: torch.Tensor, grid: Grid) -> torch.Tensor:
    """A FIELDS volume on another grid, trilinear, one axis after the other."""
    for dim, a in ((2, 0), (1, 1), (0, 2)):
        at = ((grid.axis(a, field_.device) - FIELDS.origin[a]) / FIELDS.spacing).clamp(0, FIELDS.dims[a] - 1.001)
        low = at.floor().long()
        weight = (at - low).view([-1 if d == dim else 1 for d in range(3)])
        field_ = torch.lerp(field_.index_select(dim, low), field_.index_select(dim, low + 1), weight)
    return field_


def render(anatomy: Anatomy, library: ShapeLibrary, fields: dict[str, torch.Tensor], grid: Grid) -> torch.Tensor:
    """Material codes, uint8 [k, j, i] on the grid."""
    device = library.sdf.device
    s = anatomy.style
    shape = tuple(reversed(grid.dims))
    code = torch.zeros(shape, dtype=torch.uint8, device=device)

    def paint(name: str, value: int, level: float = 0.0):
        code[_resample(fields[name], grid) < level] = value

    paint("skin", SOFT)
    body = code == SOFT
    code[(_resample(fields["muscle"], grid) < 0) & body] = MUSCLE
    code[(_resample(fields["fat"], grid) < 0) & body] = FAT
    paint("air", AIR)
    paint("plastic", PLASTIC)
    bone = _resample(fields["bone"], grid)
    code[bone < 0] = CORTICAL
    code[bone < -s["cortical"]] = TRABECULAR
    in_bone = bone < 0.3
    code[(_resample(fields["disc"], grid) < 0) & in_bone] = DISC
    code[(_resample(fields["canal"], grid) < 0) & in_bone] = SOFT
    nearest = torch.full(shape, 9.0, device=device)  # signed distance to the nearest tooth so far
    for n, tooth in enumerate(anatomy.teeth):
        _render_tooth(n, tooth, anatomy, library, grid, code, nearest)
    for tip, axis, length, radius in anatomy.implants:
        _render_implant(grid, code, tip, axis, length, radius)
    return code


def tooth_table(anatomy: Anatomy, library: ShapeLibrary) -> np.ndarray:
    """float32 [n, 4], one row per tooth in the order of the codes: class index, centroid in LPS mm."""
    rows = [(tooth.class_index, *library.centroid(tooth)) for tooth in anatomy.teeth]
    return np.array(rows, np.float32).reshape(-1, 4)


def class_of_code(table: np.ndarray) -> torch.Tensor:
    """uint8 [256]: the class index of each material code, 0 for all that is no tooth."""
    classes = torch.zeros(256, dtype=torch.uint8)
    for n, row in enumerate(table):
        classes[FIRST_TOOTH + PARTS * n : FIRST_TOOTH + PARTS * (n + 1)] = int(row[0])
    return classes


def _box(grid: Grid, corners: np.ndarray, margin: float) -> list[slice] | None:
    """The grid slices, in the order k, j, i, that hold the corners."""
    result = []
    for a in (2, 1, 0):
        low = math.floor((corners[:, a].min() - margin - grid.origin[a]) / grid.spacing)
        high = math.ceil((corners[:, a].max() + margin - grid.origin[a]) / grid.spacing) + 1
        low, high = max(0, low), min(grid.dims[a], high)
        if low >= high:
            return None
        result.append(slice(low, high))
    return result


@dataclass(frozen=True)
class ToothField:
    """A tooth's signed distance (mm, negative inside) on a part of a grid, with its own coordinates there."""

    box: tuple[slice, slice, slice]  # of the grid, in the order k, j, i
    x: torch.Tensor  # mesial → distal, mm, like the others broadcast over the box
    y: torch.Tensor  # lingual → buccal
    z: torch.Tensor  # root → crown
    sdf: torch.Tensor
    low: float  # the root's tip and the crown's, along z
    high: float
    cej: float  # where the crown begins


def tooth_field(tooth: Tooth, library: ShapeLibrary, grid: Grid, margin: float = 2.0) -> ToothField | None:
    """The tooth within `margin` mm; None where it lies outside of the grid."""
    device = library.sdf.device
    extent = library.extent[tooth.shape] * tooth.scale[:, None]
    corners = np.array([[extent[0, a], extent[1, b], extent[2, c]] for a in (0, 1) for b in (0, 1) for c in (0, 1)])
    box = _box(grid, corners @ tooth.frame + tooth.centre, margin)
    if box is None:
        return None
    frame = torch.tensor(tooth.frame, dtype=torch.float32, device=device)
    along = [grid.axis(a, device)[box[2 - a]] - float(tooth.centre[a]) for a in range(3)]
    # local coordinate r = frame[r] · (p − centre), built by broadcasting the three axes
    x, y, z = (
        frame[r, 0] * along[0][None, None, :]
        + frame[r, 1] * along[1][None, :, None]
        + frame[r, 2] * along[2][:, None, None]
        for r in range(3)
    )
    low, high = extent[2]
    cej = high - (high - low) * tooth.crown_share
    below = torch.clamp(cej - z, 0) ** 2
    widen = torch.exp(-0.1 * tooth.taper * (z - cej))
    half = [(n - 1) / 2 * GRID_MM for n in GRID_DIMS]
    local = [(x - float(tooth.bend[0]) * below) * widen, (y - float(tooth.bend[1]) * below) * widen, z + 0 * x]

    def distance(shape: int) -> torch.Tensor:
        """Signed distance of a library shape, stretched to this tooth's extent."""
        size, own = extent[:, 1] - extent[:, 0], library.extent[shape]
        stretch = (own[:, 1] - own[:, 0]) / size
        at = [
            ((v - float(extent[a].mean())) * float(stretch[a]) + float(own[a].mean())) / half[a]
            for a, v in enumerate(local)
        ]
        at = torch.stack(at, -1)[None]
        sdf = F.grid_sample(library.sdf[shape][None, None], at, padding_mode="border", align_corners=True)
        return sdf[0, 0] / float(stretch.mean())

    sdf = distance(tooth.shape)
    if tooth.blend[1] > 0:
        sdf = torch.lerp(sdf, distance(tooth.blend[0]), tooth.blend[1])
    for share, sign in ((tooth.keep[0], -1.0), (tooth.keep[1], 1.0)):
        if 0 < share < 1:
            sdf = torch.maximum(sdf, sign * (z - (low + share * (high - low))))
    return ToothField(tuple(box), x, y, z, sdf, float(low), float(high), float(cej))


def _render_tooth(n: int, tooth: Tooth, anatomy: Anatomy, library: ShapeLibrary, grid: Grid, code, nearest) -> None:
    field_ = tooth_field(tooth, library, grid)
    if field_ is None:
        return
    x, y, z, sdf, low, high, cej = (getattr(field_, name) for name in ("x", "y", "z", "sdf", "low", "high", "cej"))
    half = [(n - 1) / 2 * GRID_MM for n in GRID_DIMS]
    region, closest = code[field_.box], nearest[field_.box]
    root = z < cej - 1.2
    if tooth.restoration == "solid":
        root = root & False
    shell = root & (sdf > 0) & (region >= SOFT) & (region < FIRST_TOOTH)
    ligament, lamina = anatomy.style["ligament"], anatomy.style["lamina"]
    bony = (region == TRABECULAR) | (region == CORTICAL)
    region[shell & bony & (sdf < ligament + lamina) & (closest > sdf)] = CORTICAL
    region[shell & (sdf < ligament) & (closest > sdf)] = LIGAMENT
    if tooth.follicle_mm > 0:
        sac = (sdf > 0) & (sdf < tooth.follicle_mm) & (region >= SOFT) & (region < FIRST_TOOTH) & (closest > 0)
        region[sac] = LIGAMENT
    inside = (sdf < 0) & (sdf < closest)
    depth = -sdf
    first = FIRST_TOOTH + PARTS * n
    part = torch.full_like(sdf, DENTIN, dtype=torch.uint8)
    enamel_mm = tooth.enamel_mm * torch.clamp((z - cej) / 3.0, 0, 1)
    part[depth < enamel_mm] = ENAMEL
    bins = ((z / float(tooth.scale[2]) + half[2]) / GRID_MM).round().long().clamp(0, GRID_DIMS[2] - 1)
    deepest = library.depth[tooth.shape][bins] * float(tooth.scale.mean())
    part[(depth > tooth.pulp_share * deepest) & (deepest > 0.8) & (z < high - 0.33 * (high - low))] = PULP
    if tooth.root_filled:
        part[part == PULP] = COMPOSITE
    if tooth.restoration == "solid":
        part.fill_(RESTORATION)
    elif tooth.restoration == "crown":
        part[(z > cej + 0.5) & (depth < 1.6)] = RESTORATION
    elif tooth.restoration != "none":
        filling = (z - (high - 2.2)).abs() < 1.5
        cavity = filling & (y.abs() < 2.2) & (x.abs() < 3.2) & (depth > 0.1)
        part[cavity] = RESTORATION if tooth.restoration == "filling" else COMPOSITE
    region[inside] = part[inside] + first
    closest.copy_(torch.minimum(closest, sdf))
    if tooth.bracket:
        middle = 0.5 * (cej + high)
        block = (x.abs() < 1.6) & ((z - middle).abs() < 1.5) & (sdf < 1.3)
        wire = ((z - middle).abs() < 0.4) & (sdf > 0.8) & (sdf < 1.5)
        region[(y > 0) & (sdf >= 0) & (block | wire) & (region < FIRST_TOOTH)] = METAL


def _render_implant(grid: Grid, code, tip, axis, length, radius) -> None:
    ends = np.stack([tip, tip + axis * length])
    box = _box(grid, ends, radius + 1)
    if box is None:
        return
    device = code.device
    along = [grid.axis(a, device)[box[2 - a]] - float(tip[a]) for a in range(3)]
    x, y, z = along[0][None, None, :], along[1][None, :, None], along[2][:, None, None]
    t = x * float(axis[0]) + y * float(axis[1]) + z * float(axis[2])
    away = (x**2 + y**2 + z**2 - t**2).clamp(0).sqrt()
    region = code[tuple(box)]
    region[(t > 0) & (t < length) & (away < radius) & (region < FIRST_TOOTH)] = METAL


def make_anatomy(
    seed: int, library: ShapeLibrary, extras: bool = True, population: Population = CLINIC
) -> tuple[Anatomy, dict[str, torch.Tensor]]:
    """The anatomy of a seed and its jaw fields, ready to render on any grid."""
    anatomy = random_anatomy(np.random.default_rng(seed), library, extras, population)
    return anatomy, jaw_fields(anatomy, library.sdf.device)

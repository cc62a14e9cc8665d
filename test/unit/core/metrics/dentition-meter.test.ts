/** Measuring after a change gives, to the last bit, what measuring everything gives. */
import { describe, expect, it } from 'vitest';
import { DentitionMeter, type LabelToMeasure } from '#core/metrics/dentition-meter';
import { affineIjkToWorld, applyAffine } from '#core/geometry';
import { measureTeeth } from '#core/metrics/metrics';
import { TOOTH_TYPES, type Identity } from '#core/review/action';
import { boxesAfter, type LabelBox } from '#core/review/label-boxes';
import { applyPatchInto, patchBetween } from '#core/review/label-patch';
import type { Geometry, Vec3 } from '#core/volume';
import { dentition, drawTeeth } from '../arch-phantom.ts';
import { grid, leftHanded, rotation } from '../grids.ts';
import { randomNumbers } from '../random-numbers.ts';

const DIMS: Vec3 = [74, 70, 52];
const SPACING: Vec3 = [1.1, 1.0, 1.3];

/** A grid whose middle lies in the middle of the phantom's teeth. */
function around(direction: readonly number[]): Geometry {
  const at = grid(DIMS, SPACING, direction, [0, 0, 0]);
  const [x, y, z] = applyAffine(affineIjkToWorld(at), [DIMS[0] / 2, DIMS[1] / 2, DIMS[2] / 2]);
  return { ...at, originMm: [-x, 24 - y, -z] };
}

interface Edited {
  readonly geometry: Geometry;
  readonly labels: Uint8Array;
  readonly grey: Float32Array;
  readonly teeth: Map<number, Identity & { counts: boolean }>;
  boxes: ReadonlyMap<number, LabelBox>;
  seq: number;
}

function began(direction: readonly number[], random: () => number): Edited {
  const geometry = around(direction);
  const labels = drawTeeth(dentition({ missing: [18, 25, 38, 46] }), geometry);
  const grey = Float32Array.from(labels, (label) => (label === 0 ? 0 : 1000) + 900 * random());
  const present = [...new Set(labels)].filter((label) => label !== 0);
  const whole = { min: [0, 0, 0], max: [DIMS[0] - 1, DIMS[1] - 1, DIMS[2] - 1] } as const;
  return {
    geometry,
    labels,
    grey,
    teeth: new Map(present.map((label) => [label, { label, fdi: label, type: 'tooth', counts: true }])),
    boxes: new Map(present.map((label) => [label, { within: whole, stamp: 0 }])),
    seq: 0,
  };
}

/** Changes the labels as an entry of the log does. */
function change(edited: Edited, edit: (labels: Uint8Array) => void): void {
  const after = edited.labels.slice();
  edit(after);
  const patch = patchBetween(edited.labels, after);
  const direction = edited.seq % 2 === 0 ? 'forth' : 'back';
  const { runs } = patch;
  // Taken back, it does the same the other way round.
  const turned = { runs: runs.map(({ from, to, ...run }) => ({ ...run, from: to, to: from })) };
  const applied = direction === 'forth' ? patch : turned;
  applyPatchInto(edited.labels, applied, direction);
  edited.seq++;
  edited.boxes = boxesAfter(edited.boxes, applied, { direction, dims: DIMS, stamp: edited.seq });
}

function ball(edited: Edited, random: () => number, from: (label: number) => boolean, to: number): void {
  const inside = [...edited.labels.keys()].filter((n) => edited.labels[n] !== 0);
  const middle = inside[Math.floor(random() * inside.length)];
  const [ni, nj] = DIMS;
  const radius = 2 + 3 * random();
  change(edited, (labels) => {
    labels.forEach((label, n) => {
      const d = [n % ni, Math.floor(n / ni) % nj, Math.floor(n / (ni * nj))];
      const m = [middle % ni, Math.floor(middle / ni) % nj, Math.floor(middle / (ni * nj))];
      if (from(label) && Math.hypot(d[0] - m[0], d[1] - m[1], d[2] - m[2]) <= radius) labels[n] = to;
    });
  });
}

const STEPS: readonly ((edited: Edited, random: () => number) => void)[] = [
  (edited, random) => ball(edited, random, () => true, 0), // erase
  (edited, random) => ball(edited, random, (label) => label === 0, anyLabel(edited, random)), // paint, anywhere
  (edited, random) => ball(edited, random, () => true, anyLabel(edited, random)), // paint over others
  (edited, random) => {
    const [a, b] = [anyLabel(edited, random), anyLabel(edited, random)];
    change(edited, (labels) => labels.forEach((label, n) => (labels[n] = label === b ? a : label))); // merge
  },
  (edited, random) => {
    const [a, b] = [anyLabel(edited, random), 101 + edited.seq];
    edited.teeth.set(b, { label: b, fdi: 36, type: 'supernumerary', counts: true });
    change(edited, (labels) => labels.forEach((label, n) => (labels[n] = label === a && n % 2 === 0 ? b : label))); // split
  },
  (edited, random) => {
    const [a, b] = [anyTooth(edited, random), anyTooth(edited, random)];
    edited.teeth.set(a.label, { ...a, fdi: b.fdi }); // two bear one number
  },
  (edited, random) => {
    const tooth = anyTooth(edited, random);
    edited.teeth.set(tooth.label, { ...tooth, type: TOOTH_TYPES[Math.floor(random() * TOOTH_TYPES.length)] });
  },
  (edited, random) => {
    const tooth = anyTooth(edited, random);
    edited.teeth.set(tooth.label, { ...tooth, counts: !tooth.counts });
  },
];

function anyTooth({ teeth }: Edited, random: () => number): Identity & { counts: boolean } {
  return [...teeth.values()][Math.floor(random() * teeth.size)];
}

function anyLabel(edited: Edited, random: () => number): number {
  return anyTooth(edited, random).label;
}

function wanted({ teeth, boxes }: Edited): readonly LabelToMeasure[] {
  return [...teeth.values()].flatMap((tooth) => {
    const box = boxes.get(tooth.label);
    return box === undefined ? [] : [{ ...tooth, ...box }];
  });
}

describe.each([
  ['aligned', [1, 0, 0, 0, 1, 0, 0, 0, 1]],
  ['flipped and permuted', [0, 0, -1, 1, 0, 0, 0, -1, 0]],
  ['oblique', rotation(0.4, -0.3)],
  ['oblique left-handed', leftHanded(rotation(-0.5, 0.35))],
] as const)('a dentition on an anisotropic %s grid', (_name, direction) => {
  it('measures after any change what a fresh look at everything measures', () => {
    const random = randomNumbers(direction.length + Math.round(100 * direction[0]));
    const edited = began(direction, random);
    const { geometry, labels, grey } = edited;
    const volume = { geometry, data: grey };
    const meter = new DentitionMeter(volume, { geometry, data: labels });
    const { teeth, occlusalPlane } = meter.measure(wanted(edited));
    expect({ teeth: teeth.map(({ label: _label, ...tooth }) => tooth), occlusalPlane }).toEqual(
      measureTeeth(volume, { geometry, data: labels }),
    );
    for (let round = 0; round < 24; round++) {
      STEPS[round % STEPS.length](edited, random);
      const whole = { min: [0, 0, 0], max: [DIMS[0] - 1, DIMS[1] - 1, DIMS[2] - 1] } as const;
      const fresh = new DentitionMeter(volume, { geometry, data: labels.slice() }).measure(
        wanted(edited).map((tooth) => ({ ...tooth, within: whole, stamp: 0 })),
      );
      expect(meter.measure(wanted(edited)), `step ${round}`).toEqual(fresh);
    }
  });

  it('measures a tooth under a new number as if its voxels bore it', () => {
    const edited = began(direction, randomNumbers(5));
    const { geometry, labels, grey } = edited;
    const volume = { geometry, data: grey };
    const meter = new DentitionMeter(volume, { geometry, data: labels });
    meter.measure(wanted(edited));
    const numbers = new Map([[11, 21], [21, 11], [16, 17], [17, 16], [36, 46], [13, 53]]); // prettier-ignore
    for (const [label, fdi] of numbers) edited.teeth.set(label, { label, fdi, type: 'tooth', counts: true });
    const rewritten = labels.map((label) => numbers.get(label) ?? label);
    const { teeth, occlusalPlane } = meter.measure(wanted(edited));
    expect({ teeth: teeth.map(({ label: _label, ...tooth }) => tooth), occlusalPlane }).toEqual(
      measureTeeth(volume, { geometry, data: rewritten }),
    );
  });
});

describe('what stands in a dentition', () => {
  const edited = began(rotation(0, 0), randomNumbers(3));
  const { geometry, labels, grey } = edited;
  const measure = (changes: Readonly<Record<number, Partial<Identity & { counts: boolean }>>>) => {
    const teeth = wanted(edited).map((tooth) => ({ ...tooth, ...changes[tooth.label] }));
    const found = new DentitionMeter({ geometry, data: grey }, { geometry, data: labels }).measure(teeth);
    return new Map(found.teeth.map((tooth) => [tooth.label, tooth]));
  };

  it('has no neighbour in a rejected tooth, in no tooth and in one beside the arch', () => {
    expect(measure({}).get(14)?.neighbours.mesial?.fdi).toBe(13);
    for (const away of [
      { counts: false },
      { type: 'not-a-tooth', counts: false },
      { type: 'supernumerary' },
    ] as const) {
      expect(measure({ 13: away }).get(14)?.neighbours.mesial?.fdi).toBe(12);
    }
    expect(measure({ 13: { type: 'implant' } }).get(14)?.neighbours.mesial?.fdi).toBe(13);
  });

  it('takes the nearer of two teeth of one number as the neighbour', () => {
    const alone = measure({});
    const both = measure({ 23: { fdi: 13 } });
    expect(both.get(14)?.neighbours.mesial).toEqual(alone.get(14)?.neighbours.mesial);
    expect(both.get(12)?.neighbours.distal?.distanceMm).toBe(alone.get(12)?.neighbours.distal?.distanceMm);
    expect([both.get(13)?.fdi, both.get(23)?.fdi]).toEqual([13, 13]);
  });

  it('measures no crown and root on an implant, and no hints', () => {
    const implant = measure({ 36: { type: 'implant' } }).get(36);
    expect([implant?.crownLengthMm, implant?.rootLengthMm, implant?.hints]).toEqual([null, null, []]);
    expect(implant?.lengthMm).toBeGreaterThan(10);
  });
});

it('knows whether two teeth touch after either of them changed', () => {
  const geometry = grid([30, 20, 30], [0.4, 0.5, 0.6], leftHanded(rotation(-0.5, 0.35)));
  const labels = new Uint8Array(30 * 20 * 30);
  const fill = (label: number, from: number, to: number): void => {
    for (let k = 3; k < 27; k++)
      for (let j = 5; j < 15; j++) for (let i = from; i < to; i++) labels[i + 30 * (j + 20 * k)] = label;
  };
  fill(11, 5, 12);
  fill(12, 12, 20);
  const volume = { geometry, data: new Int16Array(labels.length) };
  const meter = new DentitionMeter(volume, { geometry, data: labels });
  const within = { min: [0, 0, 0], max: [29, 19, 29] } as const;
  const distance = (stamps: readonly [number, number]): number | undefined =>
    meter.measure(
      [11, 12].map((fdi, n) => ({ label: fdi, fdi, type: 'tooth', counts: true, within, stamp: stamps[n] })),
    ).teeth[0].neighbours.distal?.distanceMm;
  expect(distance([0, 0])).toBe(0);
  fill(0, 12, 14); // the greater label draws back
  expect(distance([0, 1])).toBeCloseTo(2 * 0.4, 5);
  fill(11, 12, 14); // the lower one follows
  expect(distance([2, 1])).toBe(0);
  fill(0, 12, 13);
  expect(distance([3, 1])).toBe(0); // an island of it is left
});

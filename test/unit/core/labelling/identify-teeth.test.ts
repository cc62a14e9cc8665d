import { describe, expect, it } from 'vitest';
import { PERMANENT_FDI } from '#core/fdi';
import { fdiFromClassesInto, identifyTeeth, separateTeeth } from '#core/labelling/identify-teeth';
import { findCandidates } from '#core/labelling/instances';
import type { Geometry } from '#core/volume';
import { dentition, drawTeeth, offsetsTo, type PhantomTooth } from '../arch-phantom.ts';
import { grid, leftHanded, rotation } from '../grids.ts';

const MISSING = [18, 28, 38, 48, 16, 35];
/** A little space between the crowns: labels that slip across a contact are another test. */
const teeth = dentition({ missing: MISSING }).map((tooth): PhantomTooth => {
  const [along, across, up] = tooth.radiiMm;
  return { ...tooth, radiiMm: [along * 0.9, across, up] };
});
const ALIGNED = grid([136, 112, 116], [0.5, 0.5, 0.5], [1, 0, 0, 0, 1, 0, 0, 0, 1], [-34, -6, -29]);

const sure = (labels: Uint8Array): Uint8Array => labels.map((label) => (label === 0 ? 0 : 230));

/** `teethOf` says which voxels are one tooth, whatever numbers `labels` gives them. */
function identify(geometry: Geometry, labels: Uint8Array, teethOf = labels): ReturnType<typeof identifyTeeth> {
  const offsets = offsetsTo(teethOf, geometry, 1.5);
  return identifyTeeth(separateTeeth({ geometry, labels, confidence: sure(labels), offsets }), null);
}

const truth = drawTeeth(teeth, ALIGNED);
const different = (a: Uint8Array, b: Uint8Array): number =>
  a.reduce((sum, value, n) => sum + (value === b[n] ? 0 : 1), 0);
const voxelsOf = (labels: Uint8Array, fdi: number): number =>
  labels.reduce((sum, value) => sum + (value === fdi ? 1 : 0), 0);

it('finds every tooth of a clean label map and changes nothing', () => {
  const { labels, teeth: found, warnings } = identify(ALIGNED, truth);
  expect(found.map(({ fdi }) => fdi)).toEqual(PERMANENT_FDI.filter((fdi) => !MISSING.includes(fdi)));
  expect(different(labels, truth)).toBe(0);
  expect(warnings).toEqual([]);
});

/** 17 half called 16, 11 with the crown called 21, 36 with speckles of 37, 44's root tip cut off, crumbs in the air. */
function spoil(tooth: PhantomTooth, along: number, _across: number, up: number): number {
  if (tooth.fdi === 17) return along > 0.1 ? 16 : 17;
  if (tooth.fdi === 11) return up < -0.2 ? 21 : 11;
  if (tooth.fdi === 36) return Math.sin(40 * along) * Math.sin(40 * up) > 0.75 ? 37 : 36;
  if (tooth.fdi === 44) return up < -0.6 && up > -0.66 ? 0 : 44;
  return tooth.fdi;
}

describe.each<[string, Geometry]>([
  ['LPS-aligned', ALIGNED],
  [
    'oblique, anisotropic and left-handed',
    grid([150, 130, 100], [0.5, 0.55, 0.7], leftHanded(rotation(0.15, 0.1)), [36, -14, -37]),
  ],
])('a spoilt label map on a grid that is %s', (_name, geometry) => {
  const spoilt = drawTeeth(teeth, geometry, spoil);
  spoilt[5] = 11;
  spoilt[6] = 11;
  const whole = drawTeeth(teeth, geometry);
  const { labels, teeth: found } = identify(geometry, spoilt, whole);

  it('comes back with one number a tooth', () => {
    expect(found.map(({ fdi }) => fdi)).toEqual(PERMANENT_FDI.filter((fdi) => !MISSING.includes(fdi)));
  });

  it.each([17, 11, 36])('has all of %i in one piece', (fdi) => {
    expect(voxelsOf(labels, fdi)).toBe(voxelsOf(whole, fdi));
  });

  it('keeps the severed root tip and drops the crumb', () => {
    expect(voxelsOf(labels, 44)).toBe(voxelsOf(spoilt, 44));
    expect(labels[5]).toBe(0);
  });

  it('leaves the neighbours alone', () => {
    for (const fdi of [15, 21, 37, 43, 45, 12]) expect(voxelsOf(labels, fdi)).toBe(voxelsOf(whole, fdi));
  });
});

it('keeps touching neighbours apart and calls what edge of the grid cuts', () => {
  const geometry = grid([40, 30, 40], [0.5, 0.5, 0.5], [1, 0, 0, 0, 1, 0, 0, 0, 1]);
  const labels = new Uint8Array(40 * 30 * 40);
  for (let k = 0; k < 36; k++)
    for (let j = 6; j < 22; j++)
      for (let i = 4; i < 34; i++) {
        const label = i < 19 ? 31 : 41;
        if (k > 28 || (i - (label === 31 ? 11 : 27)) ** 2 < 40) labels[i + 40 * (j + 30 * k)] = label;
      }
  const offsets = offsetsTo(labels, geometry);
  const { candidates } = findCandidates({ geometry, labels, confidence: sure(labels), offsets });
  expect(candidates.length).toBe(2);
  expect(candidates.every(({ touchesGridEdge }) => touchesGridEdge)).toBe(true);
});

it('weights votes with confidence', () => {
  const geometry = grid([20, 20, 30], [0.5, 0.5, 0.5], [1, 0, 0, 0, 1, 0, 0, 0, 1]);
  const labels = new Uint8Array(12000);
  const confidence = new Uint8Array(12000);
  for (let k = 2; k < 28; k++)
    for (let j = 4; j < 16; j++)
      for (let i = 4; i < 16; i++) {
        const n = i + 20 * (j + 20 * k);
        labels[n] = k < 14 ? 14 : 15;
        confidence[n] = k < 14 ? 250 : 50;
      }
  const offsets = offsetsTo(
    labels.map((label) => (label === 0 ? 0 : 1)),
    geometry,
  );
  const { candidates } = findCandidates({ geometry, labels, confidence, offsets });
  expect(candidates.length).toBe(1);
  expect(candidates[0].votes[14]).toBeGreaterThan(0.75);
  expect(candidates[0].votes[14] + candidates[0].votes[15]).toBeCloseTo(1);
});

it('finds no teeth in an empty volume', () => {
  const geometry = grid([4, 4, 4], [1, 1, 1], [1, 0, 0, 0, 1, 0, 0, 0, 1]);
  expect(identify(geometry, new Uint8Array(64))).toEqual({ labels: new Uint8Array(64), teeth: [], warnings: [] });
});

it('turns class indices into FDI codes and refuses what it does not know', () => {
  const classes = Uint8Array.from([0, 1, 2, 32]);
  fdiFromClassesInto(classes, [0, ...PERMANENT_FDI]);
  expect(Array.from(classes)).toEqual([0, 11, 12, 48]);
  expect(() => fdiFromClassesInto(Uint8Array.from([3]), [0, 11, 12])).toThrow(RangeError);
  expect(() => fdiFromClassesInto(Uint8Array.from([1]), [0, 19])).toThrow(RangeError);
  const geometry = grid([1, 1, 1], [1, 1, 1], [1, 0, 0, 0, 1, 0, 0, 0, 1]);
  expect(() => identify(geometry, Uint8Array.from([19]))).toThrow(RangeError);
  expect(() => identify(geometry, new Uint8Array(2))).toThrow(RangeError);
});

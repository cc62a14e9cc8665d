import { describe, expect, it } from 'vitest';
import { affineIjkToWorld, applyAffine } from '#core/geometry';
import { measureTeeth, type ToothMeasurement } from '#core/metrics/metrics';
import type { Geometry, Vec3 } from '#core/volume';
import { dentition, drawTeeth } from '../arch-phantom.ts';
import { DIRECTIONS, grid, leftHanded, rotation } from '../grids.ts';

const DENTIN = 1500;
const ENAMEL = 2600;

interface Drawing {
  readonly geometry: Geometry;
  readonly labels: Uint8Array;
  readonly grey: Int16Array;
}

/** An empty scan whose middle is the world's origin. */
function emptyScan(dims: Vec3, spacingMm: Vec3, direction: readonly number[]): Drawing {
  const at = grid(dims, spacingMm, direction, [0, 0, 0]);
  const [x, y, z] = applyAffine(affineIjkToWorld(at), [(dims[0] - 1) / 2, (dims[1] - 1) / 2, (dims[2] - 1) / 2]);
  const count = dims[0] * dims[1] * dims[2];
  return { geometry: { ...at, originMm: [-x, -y, -z] }, labels: new Uint8Array(count), grey: new Int16Array(count) };
}

/** Paints voxels by their world place; null leaves them. */
function paint(
  { geometry, labels, grey }: Drawing,
  at: (x: number, y: number, z: number) => readonly [number, number] | null,
): void {
  const affine = affineIjkToWorld(geometry);
  const [ni, nj, nk] = geometry.dims;
  for (let k = 0, n = 0; k < nk; k++)
    for (let j = 0; j < nj; j++)
      for (let i = 0; i < ni; i++, n++) {
        const [x, y, z] = applyAffine(affine, [i, j, k]);
        const value = at(x, y, z);
        if (value !== null) [labels[n], grey[n]] = value;
      }
}

const measure = ({ geometry, labels, grey }: Drawing): readonly ToothMeasurement[] =>
  measureTeeth({ geometry, data: grey }, { geometry, data: labels }).teeth;

const CROWN_MM = 9;
const ROOT_MM = 13;

/** Radius of a round tooth at a height above its neck, mm: a crown that bulges, a root that tapers. */
function radiusAt(up: number): number {
  if (up > CROWN_MM || up < -ROOT_MM) return 0;
  return up >= 0
    ? 3 + 1.4 * Math.sin((Math.PI * Math.min(up, 6)) / 9) * (up > 6 ? Math.sqrt((CROWN_MM - up) / 3) : 1)
    : 3 - (1.6 * -up) / ROOT_MM;
}

/** A lower premolar with its neck at z = 0; enamel, 1.3 mm thick on top, ends there. */
function toothAt(up: number, across: number, filled: boolean): readonly [number, number] | null {
  const radius = radiusAt(up);
  if (across > radius) return null;
  const enamel = 1.3 * Math.min(1, Math.max(0, up / 2));
  const isEnamel = up > CROWN_MM - 1.3 || radius - across < enamel;
  return [35, filled && up > 5 && across < 2 ? 6000 : isEnamel && up > 0 ? ENAMEL : DENTIN];
}

const GRIDS = [
  ['aligned', rotation(0, 0)],
  ['oblique', rotation(0.4, -0.3)],
  ['oblique left-handed', leftHanded(rotation(-0.5, 0.35))],
] as const;

describe.each(GRIDS)('the neck of a tooth on an anisotropic %s grid', (_name, direction) => {
  const draw = (paintGrey: (value: number) => number, filled = false): ToothMeasurement => {
    const scan = emptyScan([64, 56, 70], [0.25, 0.3, 0.45], direction);
    paint(scan, (x, y, z) => {
      const voxel = toothAt(z - 2, Math.hypot(x, y), filled);
      return voxel === null ? null : [voxel[0], paintGrey(voxel[1])];
    });
    return measure(scan)[0];
  };

  it('is found where the enamel ends and the crown has narrowed', () => {
    const tooth = draw((value) => value);
    expect(Math.abs((tooth.crownLengthMm ?? 0) - CROWN_MM)).toBeLessThan(1);
    expect((tooth.crownLengthMm ?? 0) + (tooth.rootLengthMm ?? 0)).toBeCloseTo(tooth.lengthMm, 6);
  });

  it('is found by the shape alone where all is equally grey', () => {
    expect(Math.abs((draw(() => DENTIN).crownLengthMm ?? 0) - CROWN_MM)).toBeLessThan(1.3);
  });

  it('is not moved by a filling', () => {
    expect(Math.abs((draw((value) => value, true).crownLengthMm ?? 0) - CROWN_MM)).toBeLessThan(1.3);
  });
});

it('has no neck when the scan cuts the tooth', () => {
  const scan = emptyScan([60, 60, 60], [0.3, 0.3, 0.3], rotation(0, 0));
  paint(scan, (x, y, z) => toothAt(z, Math.hypot(x, y), false)); // 22 mm do not fit into 18
  const [tooth] = measure(scan);
  expect(tooth.touchesBorder).toBe(true);
  expect([tooth.crownLengthMm, tooth.rootLengthMm]).toEqual([null, null]);
});

type Box = readonly [fdi: number, min: Vec3, dims: Vec3];

function boxes(direction: readonly number[], drawn: readonly Box[]): readonly ToothMeasurement[] {
  const scan = emptyScan([100, 30, 40], [0.3, 0.4, 0.5], direction);
  for (const [fdi, [i0, j0, k0], [di, dj, dk]] of drawn)
    for (let k = k0; k < k0 + dk; k++)
      for (let j = j0; j < j0 + dj; j++) for (let i = i0; i < i0 + di; i++) scan.labels[i + 100 * (j + 30 * k)] = fdi;
  return measure(scan);
}

describe.each(DIRECTIONS)('neighbours on a grid that is %s', (_name, direction) => {
  // 15 touches 14; 12 is 5 voxels of 0.3 mm further on; 54 stands at the place of 14, away from it; 34 is in the other jaw.
  const teeth = boxes(direction, [
    [15, [2, 8, 5], [14, 12, 24]],
    [14, [16, 8, 5], [14, 12, 24]],
    [12, [35, 8, 5], [14, 12, 24]],
    [54, [18, 23, 5], [9, 6, 24]],
    [34, [60, 8, 5], [14, 12, 24]],
  ]);
  const of = (fdi: number): ToothMeasurement | undefined => teeth.find((tooth) => tooth.fdi === fdi);

  it('are the nearest teeth of the arch, with the distance between voxels', () => {
    expect(of(15)?.neighbours.distal).toBeNull();
    expect(of(15)?.neighbours.mesial).toEqual({ fdi: 14, distanceMm: 0 });
    expect(of(14)?.neighbours.distal).toEqual({ fdi: 15, distanceMm: 0 });
    expect(of(14)?.neighbours.mesial?.fdi).toBe(12);
    expect(of(14)?.neighbours.mesial?.distanceMm).toBeCloseTo(1.5, 5);
    expect(of(12)?.neighbours.distal?.fdi).toBe(14);
    expect(of(34)?.neighbours).toEqual({ mesial: null, distal: null });
  });

  it('are measured across corners too', () => {
    // 8 voxels apart along i, 3 along j: 54 ends at 27 and begins at 23, 12 begins at 35 and ends at 20.
    expect(of(54)?.neighbours.mesial?.fdi).toBe(12);
    expect(of(54)?.neighbours.mesial?.distanceMm).toBeCloseTo(Math.hypot(8 * 0.3, 3 * 0.4), 5);
  });
});

describe('a dentition', () => {
  const geometry = grid([136, 112, 116], [0.5, 0.5, 0.5], rotation(0, 0), [-34, -6, -29]);
  const drawn = drawTeeth(dentition({ missing: [28, 38] }), geometry);

  function measured(change: (drawn: { labels: Uint8Array; grey: Int16Array }) => void = () => {}) {
    const labels = drawn.slice();
    // Every tenth voxel is enamel: enough to know how bright it is.
    const grey = Int16Array.from(labels, (label, n) => (label === 0 ? 0 : n % 10 === 0 ? ENAMEL : DENTIN));
    change({ labels, grey });
    const { teeth } = measureTeeth({ geometry, data: grey }, { geometry, data: labels });
    return new Map(teeth.map((tooth) => [tooth.fdi, tooth]));
  }

  it('gives no hint where nothing is the matter', () => {
    const teeth = measured();
    expect([...teeth.values()].flatMap(({ fdi, hints }) => hints.map(({ code }) => `${fdi} ${code}`))).toEqual([]);
    for (const tooth of teeth.values()) {
      expect(tooth.brightShare).toBe(0);
      expect(Math.abs(tooth.occlusalDepthMm ?? 9)).toBeLessThan(1.5);
    }
    expect(teeth.get(11)?.neighbours.mesial?.fdi).toBe(21);
    expect(teeth.get(48)?.neighbours.distal).toBeNull();
  });

  it('calls a tooth possibly restored when part of it is far denser than enamel', () => {
    const teeth = measured(({ labels, grey }) => {
      labels.forEach((label, n) => {
        if (label === 46 && n % 20 === 1) grey[n] = 5000;
        if (label === 36 && n % 200 === 1) grey[n] = 5000; // too few: noise
      });
    });
    expect(teeth.get(46)?.brightShare).toBeCloseTo(0.05, 2);
    expect(teeth.get(46)?.hints.map(({ code }) => code)).toEqual(['tooth.possibly-restored']);
    expect(teeth.get(36)?.hints).toEqual([]);
  });

  it('tells implants and pontics from crowned teeth by how much of them is metal', () => {
    const layer = geometry.dims[0] * geometry.dims[1];
    // Of an upper tooth the crown is below.
    const isCrown = (fdi: number): ((n: number) => boolean) => {
      const first = drawn.indexOf(fdi);
      const neck = first + 0.45 * (drawn.lastIndexOf(fdi) - first);
      return (n) => Math.floor(n / layer) < Math.floor(neck / layer);
    };
    const [isCrownOf16, isCrownOf26] = [isCrown(16), isCrown(26)];
    const teeth = measured(({ labels, grey }) => {
      labels.forEach((label, n) => {
        if (label === 46 || label === 26 || (label === 16 && isCrownOf16(n))) grey[n] = n % 10 === 0 ? DENTIN : 5000;
        if (label === 26 && !isCrownOf26(n)) labels[n] = 0;
      });
    });
    expect(teeth.get(46)).toMatchObject({ type: 'implant', crownLengthMm: null, occlusalDepthMm: null, hints: [] });
    expect(teeth.get(26)?.type).toBe('pontic');
    expect(teeth.get(16)?.type).toBeUndefined();
    expect(teeth.get(16)?.hints.map(({ code }) => code)).toEqual(['tooth.possibly-restored']);
    expect([...teeth.values()].filter(({ type }) => type !== undefined)).toHaveLength(2);
  });

  it('tells implants of a mouth with few teeth by its bone', () => {
    const BONE = 1300;
    const teeth = measured(({ labels, grey }) => {
      labels.forEach((label, n) => {
        if (label === 0) grey[n] = n % 40 === 0 ? BONE : n % 3 === 0 ? -1000 : 20;
        else if (label === 46 || label === 43) grey[n] = 5000;
        else if (label !== 13) [labels[n], grey[n]] = [0, 20];
      });
    });
    expect([...teeth.values()].map(({ fdi, type }) => [fdi, type])).toEqual([
      [13, undefined],
      [43, 'implant'],
      [46, 'implant'],
    ]);
    expect(teeth.get(13)?.brightShare).toBe(0);
  });

  it('calls a tooth possibly impacted when its crown stays behind the bite', () => {
    const [ni, nj, nk] = geometry.dims;
    const moveUp = (labels: Uint8Array, fdi: number, voxels: number): void => {
      for (let k = nk - 1; k >= 0; k--)
        for (let n = ni * nj * k; n < ni * nj * (k + 1); n++) {
          if (labels[n] !== fdi) continue;
          labels[n] = 0;
          if (k + voxels < nk && labels[n + ni * nj * voxels] === 0) labels[n + ni * nj * voxels] = fdi;
        }
    };
    const teeth = measured(({ labels }) => {
      moveUp(labels, 16, 14); // 7 mm into the upper jaw
      moveUp(labels, 26, 4); // 2 mm: a step in the arch
    });
    expect(teeth.get(16)?.occlusalDepthMm).toBeGreaterThan(6);
    expect(teeth.get(16)?.hints.map(({ code }) => code)).toEqual(['tooth.possibly-impacted']);
    expect(teeth.get(26)?.hints).toEqual([]);
  });

  it('knows how far a root tip is from the side of the scan', () => {
    // Tips lie in the middle across the jaw; the top of the scan is at 28.75, a canine's root ends at 27.5.
    expect(measured().get(13)?.rootTipToBorderMm).toBeCloseTo(28.75 - 27.5, 0);
  });
});

/** An intraoral scan finds its place on the crowns of a CBCT from wherever it lies. */
import { beforeAll, describe, expect, test } from 'vitest';
import { crownsOf, type Crowns } from '#core/registration/crowns';
import { registerScan, type RegistrationAnswer } from '#core/registration/register';
import { composed, moved, rotationAbout, type RigidMotion } from '#core/registration/rigid';
import type { ScanSurface } from '#core/surface/scan-surface';
import type { Vec3 } from '#core/volume';
import { grid, leftHanded, rotation } from '../unit/core/grids.ts';
import { randomNumbers } from '../unit/core/random-numbers.ts';
import { cbctOf, mouth, only, scanOf } from '../unit/core/registration/crown-phantom.ts';

type Surface = Pick<ScanSurface, 'positions' | 'triangles'>;

/** The CBCT has voxels of 0.33 × 0.33 × 0.3 mm, the scan is cut from a grid of its own, with gums that the CBCT lacks. */
const UPPER = mouth('upper', 5);
const LOWER = mouth('lower', 6);
let scan: Surface = { positions: new Float64Array(), triangles: new Uint32Array() };
let jaws: readonly Crowns[] = [];
beforeAll(() => {
  const geometry = grid([200, 180, 172], [0.33, 0.33, 0.3], [1, 0, 0, 0, 1, 0, 0, 0, 1], [-33, -8, -25.8]);
  const { labels, teeth } = cbctOf([...UPPER, ...LOWER], geometry);
  jaws = crownsOf(teeth, labels);
  scan = scanOf(UPPER, 'upper');
}, 60_000);

function poseOf(random: () => number, mostMm: number, mostRad: number): RigidMotion {
  const about = (most: number): number => most * (2 * random() - 1);
  const [x, y, z] = [about(1), about(1), about(1)];
  const length = Math.hypot(x, y, z);
  const shift = mostMm / Math.sqrt(3);
  return {
    rotation: rotationAbout([x / length, y / length, z / length], about(mostRad)),
    translation: [about(shift), about(shift), about(shift)],
  };
}

/** Moved, with noise of 0.05 mm along each axis. */
function posed({ positions, triangles }: Surface, pose: RigidMotion, random: () => number): Surface {
  const places = new Float64Array(positions.length);
  for (let n = 0; n < places.length; n += 3)
    moved(pose, [positions[n], positions[n + 1], positions[n + 2]]).forEach((value, axis) => {
      let noise = -6;
      for (let m = 0; m < 12; m++) noise += random(); // nearly normal, SD 1
      places[n + axis] = value + 0.05 * noise;
    });
  return { positions: places, triangles };
}

/** How far from their places the motion brings the points of the scan's own crowns, on average. */
function errorMm(
  answer: RegistrationAnswer,
  pose: RigidMotion,
  isScanned: (x: number, y: number, z: number) => boolean,
): number {
  if (answer.kind !== 'fitted') throw new Error(`The answer is ${answer.kind}`);
  const there = composed(answer.registration.motion, pose);
  const { points } = jaws[0];
  let [sum, count] = [0, 0];
  for (let n = 0; n < points.length; n += 3) {
    const point: Vec3 = [points[n], points[n + 1], points[n + 2]];
    if (!isScanned(...point)) continue;
    const [x, y, z] = moved(there, point);
    sum += Math.hypot(x - point[0], y - point[1], z - point[2]);
    count++;
  }
  return sum / count;
}

const ALL = (): boolean => true;
const PARTS: readonly (readonly [string, (x: number, y: number, z: number) => boolean])[] = [
  ['the whole arch', ALL],
  ['its right half', (x) => x < 2],
  ['five teeth of the left side', (x, y) => x > 5 && y > 8],
  ['the front', (_x, y) => y < 14],
  ['the arch without two teeth that the CBCT shows', (x, y) => !(x > 12 && x < 20 && y < 22) && !(x < -20 && y < 25)],
];

describe('a scan moved by up to 15 mm and 30°, with gums and noise of 0.05 mm, comes back to within 0.1 mm', () => {
  test.each(PARTS)('%s', { timeout: 120_000 }, (name, isScanned) => {
    const random = randomNumbers(name.length);
    for (let n = 0; n < Number(process.env['QUADRANT_POSES'] ?? 1); n++) {
      const pose = poseOf(random, 15, Math.PI / 6);
      const answer = registerScan(posed(only(scan, isScanned), pose, random), jaws);
      expect(errorMm(answer, pose, isScanned)).toBeLessThan(0.1);
      expect(answer).toMatchObject({ isUnsure: false, registration: { jaw: 'upper', isInsideOut: false } });
    }
  });
  test('from anywhere at all, with its faces in another order and turned inside out', { timeout: 60_000 }, () => {
    const random = randomNumbers(8);
    const pose = poseOf(random, 200, Math.PI);
    const { positions, triangles } = posed(scan, pose, random);
    const faces = Array.from({ length: triangles.length / 3 }, (_, t) =>
      [...triangles.subarray(3 * t, 3 * t + 3)].reverse(),
    );
    const key = new Map(faces.map((face) => [face, random()]));
    const shuffled = faces.toSorted((a, b) => (key.get(a) ?? 0) - (key.get(b) ?? 0));
    const answer = registerScan({ positions, triangles: Uint32Array.from(shuffled.flat()) }, jaws);
    expect(errorMm(answer, pose, ALL)).toBeLessThan(0.1);
    expect(answer).toMatchObject({ registration: { isInsideOut: true } });
  });
  test('the figures that are told are those of the crown points', { timeout: 60_000 }, () => {
    const random = randomNumbers(9);
    const answer = registerScan(posed(scan, poseOf(random, 15, 0.5), random), jaws);
    if (answer.kind !== 'fitted') throw new Error(answer.kind);
    const { meanMm, p95Mm, usedShare, agreeingShare } = answer.registration;
    expect(meanMm).toBeGreaterThan(0.03); // noise and voxels
    expect(meanMm).toBeLessThan(0.1);
    expect(p95Mm).toBeLessThan(0.3);
    expect(usedShare).toBeGreaterThan(0.6); // gums hide the rest
    expect(agreeingShare).toBeGreaterThanOrEqual(usedShare);
  });
  test('crowns of an oblique left-handed grid', { timeout: 60_000 }, () => {
    const direction = leftHanded(rotation(0.4, -0.3));
    const spacing: Vec3 = [0.4, 0.35, 0.45];
    const dims: Vec3 = [240, 240, 130];
    const middle = [0, 1, 2].map((row) =>
      [0, 1, 2].reduce((sum, axis) => sum + direction[3 * axis + row] * spacing[axis] * (dims[axis] / 2), 0),
    );
    const { labels, teeth } = cbctOf(
      UPPER,
      grid(dims, spacing, direction, [-middle[0], 22 - middle[1], 11 - middle[2]]),
    );
    const random = randomNumbers(10);
    const pose = poseOf(random, 15, 0.5);
    expect(errorMm(registerScan(posed(scan, pose, random), crownsOf(teeth, labels)), pose, ALL)).toBeLessThan(0.1);
  });
});

describe('what does not belong is told', () => {
  test.each([
    ['a mirrored scan', false],
    ['a mirrored scan whose faces were turned with it', true],
  ])('%s is refused', { timeout: 60_000 }, (_, turnsFaces) => {
    const random = randomNumbers(3);
    const mirrored = {
      positions: scan.positions.map((value, n) => (n % 3 === 0 ? -value : value)),
      triangles: turnsFaces ? scan.triangles.toReversed() : scan.triangles,
    };
    expect(registerScan(posed(mirrored, poseOf(random, 15, 0.5), random), jaws).kind).toBe('mirrored');
  });
  test('somebody else’s scan is refused or called unsure', { timeout: 120_000 }, () => {
    const answer = registerScan(scanOf(mouth('upper', 77), 'upper'), jaws);
    expect(answer.kind === 'no-fit' || (answer.kind === 'fitted' && answer.isUnsure)).toBe(true);
  });
  test('a few triangles, or a case without teeth, fit nowhere', () => {
    expect(
      registerScan(
        only(scan, (x, y) => x > 20 && y > 30 && y < 31),
        jaws,
      ).kind,
    ).toBe('no-fit');
    expect(registerScan(scan, []).kind).toBe('no-fit');
  });
});

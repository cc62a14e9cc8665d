/** What is said about surfaces whose faults and position are known. */
import { describe, expect, test } from 'vitest';
import { moved, rotationAbout, turned } from '#core/registration/rigid';
import { surfaceReport } from '#core/surface/surface-report';
import { unitGuess } from '#core/surface/surface-guess';
import type { ScanSurface } from '#core/surface/scan-surface';
import type { Vec3 } from '#core/volume';
import { mouth, scanOf } from '../registration/crown-phantom.ts';

function surfaceOf(points: readonly (readonly number[])[], faces: readonly (readonly number[])[]): ScanSurface {
  return {
    positions: Float64Array.from(points.flat()),
    triangles: Uint32Array.from(faces.flat()),
    faceLabels: null,
    colours: null,
  };
}

/** A cube with sides of 20, outward; two triangles a side. */
const CUBE_POINTS = Array.from({ length: 8 }, (_, n) => [20 * (n & 1), 20 * ((n >> 1) & 1), 20 * ((n >> 2) & 1)]);
const CUBE_FACES = [
  [0, 4, 6, 2],
  [1, 3, 7, 5],
  [0, 1, 5, 4],
  [2, 6, 7, 3],
  [0, 2, 3, 1],
  [4, 5, 7, 6],
].flatMap(([a, b, c, d]) => [
  [a, b, c],
  [a, c, d],
]);
const SOUND = {
  duplicateVertices: 0,
  unusedVertices: 0,
  degenerateFaces: 0,
  duplicateFaces: 0,
  boundaryEdges: 0,
  holes: [],
  nonManifoldEdges: 0,
  nonManifoldVertices: 0,
  inconsistentEdges: 0,
};

describe('a cube', () => {
  test('is closed, and has its volume and area', () => {
    const report = surfaceReport(surfaceOf(CUBE_POINTS, CUBE_FACES));
    expect(report).toMatchObject({ ...SOUND, vertices: 8, faces: 12, pieces: [12], volume: 8000, min: [0, 0, 0] });
    expect(report.area).toBeCloseTo(2400, 9);
  });
  test('turned inside out has less than no volume', () => {
    const inverted = CUBE_FACES.map((face) => face.toReversed());
    expect(surfaceReport(surfaceOf(CUBE_POINTS, inverted))).toMatchObject({ ...SOUND, volume: -8000 });
  });
  test('without two sides has two holes, without one and a half next to it one', () => {
    const two = surfaceReport(surfaceOf(CUBE_POINTS, CUBE_FACES.slice(0, 8)));
    expect(two.holes).toEqual([
      { edges: 4, length: 80, isRound: true },
      { edges: 4, length: 80, isRound: true },
    ]);
    const { holes, boundaryEdges, volume } = surfaceReport(surfaceOf(CUBE_POINTS, CUBE_FACES.slice(2, 11)));
    expect([boundaryEdges, volume, holes.length, holes[0].isRound]).toEqual([5, null, 1, true]);
    expect(holes[0].length).toBeCloseTo(80 + Math.hypot(20, 20), 9);
  });
  test('whose one face is turned has three edges between different sides', () => {
    const faces = CUBE_FACES.map((face, n) => (n === 5 ? face.toReversed() : face));
    expect(surfaceReport(surfaceOf(CUBE_POINTS, faces))).toMatchObject({
      ...SOUND,
      inconsistentEdges: 3,
      volume: null,
    });
  });
  test('of twelve single triangles is the same cube, with 28 vertices too many', () => {
    const corners = CUBE_FACES.flat();
    const soup = surfaceOf(
      corners.map((vertex) => CUBE_POINTS[vertex]),
      CUBE_FACES.map((_, n) => [3 * n, 3 * n + 1, 3 * n + 2]),
    );
    expect(surfaceReport(soup)).toMatchObject({ ...SOUND, duplicateVertices: 28, volume: 8000, pieces: [12] });
  });
  test('with a fin, a face twice, a face without area and a vertex of none', () => {
    const points = [...CUBE_POINTS, [30, 30, 0], [99, 99, 99]];
    const faces = [...CUBE_FACES, [1, 3, 8], CUBE_FACES[0].toReversed(), [0, 0, 5], [0, 1, 1]];
    expect(surfaceReport(surfaceOf(points, faces))).toMatchObject({
      unusedVertices: 1,
      degenerateFaces: 2,
      duplicateFaces: 1,
      nonManifoldEdges: 1,
      boundaryEdges: 2,
      max: [30, 30, 20],
    });
  });
  test('and another that touches it by one corner are one piece, held together by a point', () => {
    const points = [...CUBE_POINTS, ...CUBE_POINTS.map((point) => point.map((value) => value + 20))];
    const faces = [...CUBE_FACES, ...CUBE_FACES.map((face) => face.map((vertex) => vertex + 8))];
    const report = surfaceReport(surfaceOf(points, faces));
    expect(report).toMatchObject({ ...SOUND, duplicateVertices: 1, nonManifoldVertices: 1, volume: 16_000 });
  });
});

test('units are guessed by the size of a dental arch, and said to be unsure where none suits', () => {
  expect(unitGuess(62)).toEqual({ name: 'mm', mm: 1, isSure: true });
  expect(unitGuess(0.062)).toEqual({ name: 'm', mm: 1000, isSure: true });
  expect(unitGuess(2.4)).toEqual({ name: 'inch', mm: 25.4, isSure: true });
  expect(unitGuess(9)).toEqual({ name: 'mm', mm: 1, isSure: false });
  expect(unitGuess(4000)).toEqual({ name: 'mm', mm: 1, isSure: false });
});

describe('where the crowns and the front of an arch lie', () => {
  const { positions, triangles } = scanOf(mouth('lower', 3), 'lower');
  test.each([
    ['as it is', [0, 0, 1], 0],
    ['turned', [0.6, 0, 0.8], 2],
    ['upside down', [1, 0, 0], Math.PI],
  ] as const)('%s', (_, axis, angle) => {
    const rotation = rotationAbout(axis, angle);
    const motion = { rotation, translation: [5, 6, 7] as const };
    const places = new Float64Array(positions.length);
    for (let n = 0; n < places.length; n += 3)
      places.set(moved(motion, [positions[n], positions[n + 1], positions[n + 2]]), n);
    const { arch, volume } = surfaceReport({ positions: places, triangles, faceLabels: null, colours: null });
    const along = (way: Vec3 | null, expected: Vec3): number =>
      turned(rotation, expected).reduce((sum, value, n) => sum + value * (way?.[n] ?? 0), 0);
    expect(along(arch.crownsToward, [0, 0, 1])).toBeGreaterThan(0.97); // LPS: lower crowns point up
    expect(along(arch.frontToward, [0, -1, 0])).toBeGreaterThan(0.93);
    expect([arch.jaw, volume]).toEqual([null, null]); // no palate, which says nothing
  });
  test.each([false, true])('on a flat base too, inside out: %s', (isInsideOut) => {
    const model = scanOf(mouth('lower', 3), 'lower', true);
    const { arch, volume } = surfaceReport({
      positions: model.positions,
      triangles: isInsideOut ? model.triangles.toReversed() : model.triangles,
      faceLabels: null,
      colours: null,
    });
    expect(arch.crownsToward?.[2]).toBeGreaterThan(0.97);
    expect(arch.frontToward?.[1]).toBeLessThan(-0.93);
    expect(Math.sign(volume ?? 0)).toBe(isInsideOut ? -1 : 1);
  });
  test('a cube has none of them', () => {
    const { arch } = surfaceReport(surfaceOf(CUBE_POINTS, CUBE_FACES));
    expect(arch).toEqual({ crownsToward: null, frontToward: null, jaw: null });
  });
});

import { describe, expect, it } from 'vitest';
import { scanMesh } from '../../../../renderer/viewer/surface/scan-mesh.ts';
import { connectedFaces, faceCrumbs, facePatch, facesUnder } from '#core/surface/face-brush';
import { applyPatchInto } from '#core/review/label-patch';
import { twoBlocks } from './two-blocks.ts';

const mesh = scanMesh({ ...twoBlocks(), colours: null });
/** The floor between the blocks is at x = 5.6 … 6.2; the left one's top ends at 5.6. */
const nearEdge = placeAbove(5.4, 6);

describe('facesUnder', () => {
  it('covers a round spot on a flat place', () => {
    const faces = facesUnder(mesh, placeAbove(3.5, 6), 1);
    const areaMm2 = faces.length * 0.02;
    expect(Math.abs(areaMm2 - Math.PI)).toBeLessThan(0.25);
  });

  it('does not jump over a gap to the neighbour, though its top lies within the ball', () => {
    const faces = facesUnder(mesh, nearEdge, 1.5);
    expect(faces.length).toBeGreaterThan(100);
    expect(Math.max(...faces.map((face) => mesh.middles[3 * face]))).toBeLessThan(5.8);
  });

  it('stays on the side that it looks at', () => {
    for (const face of facesUnder(mesh, nearEdge, 1.5)) expect(mesh.normals[3 * face + 2]).toBeGreaterThan(0.17);
  });

  it('takes at least the face under its middle', () => {
    const place = placeAbove(3.5, 6);
    expect(facesUnder(mesh, place, 0.001)).toEqual([place.face]);
  });
});

describe('facePatch', () => {
  const faces = [4, 2, 3, 2];

  it('leaves other teeth unless it may paint over them', () => {
    const labels = Uint8Array.of(0, 0, 0, 12, 11, 0);
    expect(painted(labels, facePatch(labels, { faces, label: 11, over: 'background' }))).toEqual([0, 0, 11, 12, 11, 0]);
    expect(painted(labels, facePatch(labels, { faces, label: 11, over: 'all' }))).toEqual([0, 0, 11, 11, 11, 0]);
  });

  it('rubs out only the tooth that it is of', () => {
    const labels = Uint8Array.of(0, 0, 11, 12, 11, 0);
    expect(painted(labels, facePatch(labels, { faces, label: 11, over: 'erase' }))).toEqual([0, 0, 0, 12, 0, 0]);
  });
});

it('drops crumbs of a tooth and keeps its largest part', () => {
  const labels = new Uint8Array(mesh.middles.length / 3);
  const large = facesUnder(mesh, placeAbove(3, 6), 1);
  const crumb = facesUnder(mesh, placeAbove(8, 6), 0.5);
  for (const face of [...large, ...crumb]) labels[face] = 11;
  applyPatchInto(labels, faceCrumbs(labels, mesh.neighbours, 11));
  expect(labels.reduce((sum, label) => sum + Number(label === 11), 0)).toBe(large.length);
  const whole = connectedFaces(large[0], mesh.neighbours, (face) => labels[face] === 11);
  expect(whole.length).toBe(large.length);
});

function placeAbove(x: number, y: number) {
  const hit = mesh.tree.firstHit([x, y, 20], [0, 0, -1]);
  if (hit === null) throw new Error('nothing there');
  return { face: hit.face, atMm: [x, y, 20 - hit.distance] as const };
}

function painted(labels: Uint8Array, patch: ReturnType<typeof facePatch>): number[] {
  const after = labels.slice();
  applyPatchInto(after, patch);
  return [...after];
}

/** Which surfaces are kept beside a case: those that the nets left, once there are all. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { NO_ANNOTATIONS } from '#contract/annotations';
import { originalTeeth, patchToText } from '#contract/review';
import { advance, beginReview } from '#core/review/review';
import { decodeSurface } from '#core/surface/surface-bytes';
import { findKeptSurfaces } from '../../../../main/io/kept-surfaces.ts';
import { CoarseSurfaces } from '../../../../main/services/cases/coarse-surfaces.ts';
import { CASE_FILE, TOOTH } from '../../../fixtures/contract/samples.ts';

const ORIGINAL = { ...CASE_FILE, instances: [TOOTH, { ...TOOTH, fdi: 37 }] };
const UNTOUCHED = beginReview(originalTeeth(ORIGINAL), NO_ANNOTATIONS);
const TETRAHEDRON = {
  positionsMm: new Float32Array([0, 0, 0, 9, 0, 0, 0, 9, 0, 0, 0, 9]),
  triangles: new Uint32Array([0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3]),
};

let caseDir = '';
beforeEach(async () => {
  caseDir = await mkdtemp(join(tmpdir(), 'quadrant-surfaces-'));
  await writeFile(join(caseDir, ORIGINAL.labelmap), 'labels');
});
afterEach(() => rm(caseDir, { recursive: true }));

const isKept = async () => (await findKeptSurfaces(caseDir, ORIGINAL)) !== null;

it('keeps them after the last tooth', async () => {
  const surfaces = new CoarseSurfaces();
  const followed = { caseDir, original: ORIGINAL, review: UNTOUCHED };
  const bytes = await surfaces.encode(followed, 36, TETRAHEDRON, 'fine');
  expect(decodeSurface(Uint8Array.from(bytes).buffer)?.indices.length).toBe(12);
  await surfaces.encode(followed, 36, TETRAHEDRON, 'coarse');
  expect(await isKept()).toBe(false);
  await surfaces.encode(followed, 37, TETRAHEDRON, 'coarse');
  expect(await isKept()).toBe(true);
});

it('does not keep what a person gave another shape', async () => {
  const patch = patchToText({ runs: [{ start: 0, length: 1, from: 36, to: 0 }] });
  const action = { kind: 'reshape', tool: 'erase', patch, touched: [36], made: [] } as const;
  const { review } = advance(UNTOUCHED, { seq: 1, at: '2026-11-21T05:00:00.000Z', by: 'me', action });
  const surfaces = new CoarseSurfaces();
  for (const label of [36, 37]) {
    await surfaces.encode({ caseDir, original: ORIGINAL, review }, label, TETRAHEDRON, 'coarse');
  }
  expect(await isKept()).toBe(false);
});

it('does not mix two cases', async () => {
  const surfaces = new CoarseSurfaces();
  const other = await mkdtemp(join(tmpdir(), 'quadrant-surfaces-'));
  await surfaces.encode({ caseDir: other, original: ORIGINAL, review: UNTOUCHED }, 36, TETRAHEDRON, 'coarse');
  await surfaces.encode({ caseDir, original: ORIGINAL, review: UNTOUCHED }, 37, TETRAHEDRON, 'coarse');
  expect(await isKept()).toBe(false);
  await rm(other, { recursive: true });
});

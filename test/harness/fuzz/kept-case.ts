import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCaseLabels, readCase, writeCase, type CaseContent } from '../../../main/io/case-folder.ts';
import { keepSurfaces, surfacesKey } from '../../../main/io/kept-surfaces.ts';
import { writeShelf } from '../../../main/io/case-shelf.ts';
import { NO_ANNOTATIONS } from '#contract/annotations';
import { EMPTY_SHELF } from '#contract/case-list';
import { IOS_CASE, OPG_CASE, RUN_FILE } from '../../fixtures/contract/samples.ts';
import { PersonAtWork } from '../../fixtures/reviewed-case.ts';
import { writeSmallCase } from '../kill/small-case.ts';
import { wholeFolder, type Sample } from './sample.ts';

/** A stored case with everything that may lie in its folder: a reviewed log with a change of shape, drawings, surfaces. */
export async function keptCase(): Promise<Sample[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'quadrant-fuzz-case-'));
  try {
    const caseDir = await writeSmallCase(dataDir, randomUUID());
    const labels = await readCaseLabels(caseDir);
    const person = new PersonAtWork(caseDir, labels.data);
    await person.act({ kind: 'decide', decision: 'accepted', labels: [16] });
    await person.reshape((now) => now.fill(0, 0, 2000));
    await person.act({ kind: 'undo', of: 2 });
    await person.act({ kind: 'missing', fdi: 18, reason: 'extracted' });
    const { caseFile } = await readCase(caseDir);
    const triangle = new Uint8Array(8 + 24 * 3 + 12 + 4);
    new Uint32Array(triangle.buffer, 0, 2).set([3, 1]);
    await keepSurfaces(caseDir, await surfacesKey(caseDir, caseFile), new Map([[16, triangle]]));
    await writeShelf(caseDir, { ...EMPTY_SHELF, tags: ['ortho'] });
    await writeFile(join(caseDir, 'annotations.json'), JSON.stringify(NO_ANNOTATIONS));
    return await wholeFolder(caseDir, null);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Of a radiograph: its labels are a picture. */
export function keptRadiograph(): Promise<Sample[]> {
  const { geometry } = OPG_CASE.source;
  const data = new Uint8Array(30).fill(36, 8, 12);
  return written({ caseFile: OPG_CASE, labelMap: { geometry, data }, describeRun: () => RUN_FILE });
}

/** Of an intraoral scan: its labels are a surface. */
export function keptSurfaceScan(): Promise<Sample[]> {
  const { geometry } = IOS_CASE.source;
  const faces = geometry.dims[0];
  const surface = {
    positions: Float64Array.from({ length: 24 }, (_, n) => (n >> (2 - (n % 3))) & 1),
    triangles: Uint32Array.from({ length: 3 * faces }, (_, n) => (n + Math.floor(n / 3)) % 8),
    faceLabels: null,
    colours: null,
  };
  return written({
    caseFile: IOS_CASE,
    labelMap: { geometry, data: new Uint8Array(faces).fill(36, 0, 3) },
    surface,
    describeRun: () => RUN_FILE,
  });
}

async function written(content: CaseContent): Promise<Sample[]> {
  const root = await mkdtemp(join(tmpdir(), 'quadrant-fuzz-case-'));
  try {
    const caseDir = join(root, content.caseFile.id);
    await writeCase(caseDir, content);
    return await wholeFolder(caseDir, null);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCaseLabels, readCase } from '../../../main/io/case-folder.ts';
import { keepSurfaces, surfacesKey } from '../../../main/io/kept-surfaces.ts';
import { writeShelf } from '../../../main/io/case-shelf.ts';
import { NO_ANNOTATIONS } from '#contract/annotations';
import { EMPTY_SHELF } from '#contract/case-list';
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

/** A small case on disk, so that hundreds of sessions on it take minutes. Oblique and anisotropic. */
import { join } from 'node:path';
import { writeCase } from '../../../main/io/case-folder.ts';
import { CASE_FILE, RUN_FILE, TOOTH } from '../../fixtures/contract/samples.ts';

const DIMS = [24, 20, 16] as const;
const ANGLE = Math.PI / 7;
const DIRECTION = [Math.cos(ANGLE), Math.sin(ANGLE), 0, -Math.sin(ANGLE), Math.cos(ANGLE), 0, 0, 0, -1];
const TEETH = [
  { fdi: 16, from: [2, 2, 2] },
  { fdi: 26, from: [15, 2, 2] },
  { fdi: 36, from: [15, 11, 9] },
  { fdi: 46, from: [2, 11, 9] },
] as const;
const SIZE = 6;

/** Writes it to dataDir/cases/<caseId>; where it lies. */
export async function writeSmallCase(dataDir: string, caseId: string): Promise<string> {
  const [ni, nj, nk] = DIMS;
  const data = new Uint8Array(ni * nj * nk);
  for (const { fdi, from } of TEETH) {
    for (let k = from[2]; k < from[2] + SIZE; k++) {
      for (let j = from[1]; j < from[1] + SIZE; j++)
        data.fill(fdi, indexOf(from[0], j, k), indexOf(from[0] + SIZE, j, k));
    }
  }
  const geometry = { dims: [...DIMS], spacingMm: [0.3, 0.4, 0.5], originMm: [-1, 2, 3], direction: DIRECTION } as const;
  const caseDir = join(dataDir, 'cases', caseId);
  const caseFile = {
    ...CASE_FILE,
    id: caseId,
    source: { ...CASE_FILE.source, geometry: { ...geometry, dims: DIMS } },
    instances: TEETH.map(({ fdi }) => ({ ...TOOTH, fdi, voxelCount: SIZE ** 3 })),
  };
  await writeCase(caseDir, {
    caseFile,
    labelMap: { geometry: caseFile.source.geometry, data },
    describeRun: () => RUN_FILE,
  });
  return caseDir;
}

function indexOf(i: number, j: number, k: number): number {
  return i + DIMS[0] * (j + DIMS[1] * k);
}

/** A patient who does not exist, and the search for what is left of them. */
import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Volume } from '#core/volume';
import { writeSlices } from '../io/dicom/synthetic-dicom.ts';

/** In small letters; each stands for a thing that must not be found. */
export const CANARIES = ['kanarienvogel', 'zwetschge', 'knr-778899', '19010203', '1901-02-03'] as const;

/** The folder's own name is one of the canaries. */
export const CANARY_FOLDER = 'Kanarienvogel Zwetschge';

/** Writes a volume on a straight grid as a DICOM series of the patient. */
export function writeCanaryScan(folder: string, { geometry, data }: Volume): void {
  const { dims, spacingMm, originMm } = geometry;
  writeSlices(folder, {
    positionsMm: Array.from({ length: dims[2] }, (_, k) => [originMm[0], originMm[1], originMm[2] + k * spacingMm[2]]),
    spacingMm: [spacingMm[0], spacingMm[1]],
    columns: dims[0],
    rows: dims[1],
    phantom: (world) => {
      const [i, j, k] = world.map((mm, axis) => Math.round((mm - originMm[axis]) / spacingMm[axis]));
      return data[i + j * dims[0] + k * dims[0] * dims[1]];
    },
    attributes: {
      PatientName: [{ Alphabetic: 'Kanarienvogel^Zwetschge' }],
      PatientID: 'KNR-778899',
      PatientBirthDate: '19010203',
    },
  });
}

/** Which canaries stand in a text or in bytes, in one-byte letters. */
export function canariesIn(content: string | Buffer): readonly string[] {
  const text = (typeof content === 'string' ? content : content.toString('latin1')).toLowerCase();
  return CANARIES.filter((canary) => text.includes(canary));
}

/** Files below a folder that name the patient, by what they hold or what they are called, as "path: canaries". */
export async function filesWithCanaries(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = entries.map(async (entry) => {
    const path = join(entry.parentPath, entry.name);
    const inside = entry.isFile() ? canariesIn(await readFile(path)) : [];
    const told = [...canariesIn(entry.name), ...inside];
    return told.length === 0 ? [] : [`${relative(folder, path)}: ${told.join(', ')}`];
  });
  return (await Promise.all(found)).flat().sort();
}

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { code, TAG } from './data-set.ts';
import { readDataSet } from './read-header.ts';

/** A folder with more of other things in front of its series gives none. */
const MOST_FILES = 40;

/**
 * When the patient of a DICOM series was born, "YYYY-MM-DD"; '' where its files do not say so or cannot be had. One file
 * is enough: all of a series are of one patient.
 */
export async function patientBirthDate(path: string, seriesUid: string): Promise<string> {
  try {
    const isFolder = (await stat(path)).isDirectory();
    const entries = isFolder ? await readdir(path, { recursive: true, withFileTypes: true }) : [];
    const files = isFolder
      ? entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
      : [path];
    for (const file of files.slice(0, MOST_FILES)) {
      const dataSet = await readDataSet(file).catch(() => null);
      if (dataSet === null || code(dataSet, TAG.SeriesInstanceUID) !== seriesUid) continue;
      const date = /^(\d{4})(\d{2})(\d{2})$/.exec(code(dataSet, TAG.PatientBirthDate));
      return date === null ? '' : date.slice(1).join('-');
    }
  } catch {
    // It is gone; whoever needs the scan itself says so.
  }
  return '';
}

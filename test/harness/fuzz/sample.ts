import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Something that a reader opens: one file, or the files of a folder by their paths in it. */
export interface Sample {
  readonly name: string;
  readonly files: ReadonlyMap<string, Buffer>;
  /** Opened by its folder, or by this file of it. */
  readonly opens: string | null;
}

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));
/** Public test files of DICOM libraries, on development machines only. */
const SHARED_DICOM = fileURLToPath(new URL('../../../../shared/data/dicom/', import.meta.url));
/** Larger ones would only make each input slower. */
const LARGEST_BYTES = 200_000;

export function fixturePath(path: string): string {
  return join(FIXTURES, path);
}

/** One sample for each file below a folder of the fixtures whose path fits. */
export function fixtures(folder: string, pattern: RegExp): Promise<Sample[]> {
  return eachFile(join(FIXTURES, folder), pattern);
}

/** The same of the public test files; none where they are absent, which the caller's summary tells. */
export function sharedDicom(pattern: RegExp): Promise<Sample[]> {
  return eachFile(SHARED_DICOM, pattern);
}

async function eachFile(folder: string, pattern: RegExp): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const path of await pathsBelow(folder)) {
    if (!pattern.test(relative(folder, path))) continue;
    const bytes = await readFile(path);
    if (bytes.length <= LARGEST_BYTES) samples.push(oneFile(basename(path), bytes));
  }
  return samples;
}

/** A folder as one sample. */
export async function fixtureFolder(folder: string, opens: string | null = null): Promise<Sample[]> {
  return wholeFolder(join(FIXTURES, folder), opens);
}

/** The folder of each file that fits, as one sample that is opened by that file. */
export async function sharedDicomAround(pattern: RegExp): Promise<Sample[]> {
  const found = (await pathsBelow(SHARED_DICOM)).filter((path) => pattern.test(path));
  return (await Promise.all(found.map((path) => wholeFolder(dirname(path), basename(path))))).flat();
}

export async function wholeFolder(folder: string, opens: string | null): Promise<Sample[]> {
  const files = new Map<string, Buffer>();
  for (const path of await pathsBelow(folder)) files.set(relative(folder, path), await readFile(path));
  return files.size === 0 ? [] : [{ name: basename(folder), files, opens }];
}

export function oneFile(name: string, bytes: Buffer): Sample {
  return { name, files: new Map([[name, bytes]]), opens: name };
}

export async function writeSample({ files }: Sample, folder: string): Promise<void> {
  for (const [name, bytes] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), bytes);
  }
}

async function pathsBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

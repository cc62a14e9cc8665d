/** A folder of many patients goes in, the same without persons comes out. */
import { mkdir, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { FILE_OUTCOMES, RETAIN_OPTIONS, type DeidentificationReport, type FileOutcome } from '#contract/deidentify';
import { QuadrantError } from '#contract/errors';
import type { DeidentifyOptions } from '../../io/deidentify/deidentify-object.ts';
import { PROFILE_NAME } from '../../io/deidentify/method.ts';
import { filesBelow } from '../../io/dicom/find-images.ts';
import { codeOf, diskError, unwritable } from '../../io/flushed-file.ts';
import { replaceFile } from '../../io/replace-file.ts';
import { dicomLayout } from './dicom-layout.ts';
import { Key } from './key-file.ts';
import type { DeidentifyFolderOptions, FileLine, LayoutJob } from './layout-job.ts';
import { stsLayout } from './sts-layout.ts';

export const REPORT_NAME = 'deidentification-report.json';

/**
 * De-identifies all DICOM files below a folder (PS3.15 Annex E) and writes a report that names nobody. No message and no
 * line of the report holds a path or a value of the originals.
 * @throws QuadrantError usage (the places make no sense, the key is none), scan.not-found, disk.*, job.cancelled
 */
export async function deidentifyFolder(options: DeidentifyFolderOptions): Promise<DeidentificationReport> {
  const { outDir, keyPath, layout, retain, includeBurnedIn } = options;
  const files = await inputFiles(options.inPath);
  await checkPlaces(options);
  const key = await Key.open(keyPath);
  const asBefore = RETAIN_OPTIONS.every((option) => key.retain.has(option) === retain.has(option));
  if (!asBefore && !(await isEmpty(outDir)))
    throw misplaced(
      'An earlier run wrote there and retained something else.',
      '--out <new folder>, or the same --retain',
    );
  key.retainsFromNow(retain);
  // First of all: what is written and cut off goes on only with the same secret.
  await key.save();
  const object: DeidentifyOptions = { pseudonyms: key.pseudonyms, retain, includeBurnedIn };
  await mkdir(outDir, { recursive: true }).catch((cause: unknown) => {
    throw unwritable(outDir, cause);
  });
  const job: LayoutJob = { ...options, files, key, object };
  const lines = await (layout === 'dicom' ? dicomLayout(job) : stsLayout(job));
  lines.forEach((_line, n) => key.rememberFile(n + 1, files[n]));
  await key.save();
  const report = reportOf(lines, options);
  await replaceFile(join(outDir, REPORT_NAME), `${JSON.stringify(report, null, 2)}\n`, 'The report');
  return report;
}

/** A file alone, or all below a folder. @throws QuadrantError scan.not-found, scan.empty-folder, without a path */
export async function inputFiles(inPath: string): Promise<readonly string[]> {
  const opened = await stat(inPath).catch((cause: unknown) => {
    throw notThere(cause);
  });
  if (!opened.isDirectory()) return [inPath];
  const files = await filesBelow(inPath).catch((cause: unknown) => {
    throw notThere(cause);
  });
  if (files.length > 0) return files;
  throw new QuadrantError('scan.empty-folder', 'The folder has no files.', 'Choose the folder that holds the scans.');
}

/** Without the path: it may name the patient. */
function notThere(cause: unknown): QuadrantError {
  return new QuadrantError(
    'scan.not-found',
    'What is to be de-identified is not there, or may not be read.',
    'Check the path and the rights to read it.',
    {},
    cause,
  );
}

async function checkPlaces({ inPath, outDir, keyPath }: DeidentifyFolderOptions): Promise<void> {
  await checkApart(inPath, outDir);
  if (keyPath === null) {
    if (await isEmpty(outDir)) return;
    throw misplaced(
      'The folder for the result is not empty, and without a key no run goes on with an earlier one.',
      '--out <new folder>, or the --key of the earlier run',
    );
  }
  await checkKeyPlace(keyPath, outDir);
}

/** @throws QuadrantError usage */
export async function checkApart(inPath: string, outDir: string): Promise<void> {
  const [from, to] = await Promise.all([realPlace(inPath), realPlace(outDir)]);
  if (isWithin(to, from) || isWithin(from, to))
    throw misplaced(
      'The result cannot lie in the folder of the originals, nor they in it.',
      '--out <folder> elsewhere',
    );
}

/** @throws QuadrantError usage */
export async function checkKeyPlace(keyPath: string, outDir: string): Promise<void> {
  const [key, to] = await Promise.all([realPlace(keyPath), realPlace(outDir)]);
  if (isWithin(key, to))
    throw misplaced(
      'The key cannot lie in the result: whoever gets the result would get it too.',
      '--key <file> elsewhere',
    );
}

export async function isEmpty(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0;
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return true;
    throw diskError(thrown, folder);
  }
}

function misplaced(message: string, remedy: string): QuadrantError {
  return new QuadrantError('usage', message, `Say ${remedy}.`);
}

/** Links followed as far as the path is there. */
async function realPlace(path: string): Promise<string> {
  const whole = resolve(path);
  try {
    return await realpath(whole);
  } catch {
    const parent = dirname(whole);
    return parent === whole ? whole : join(await realPlace(parent), relative(parent, whole));
  }
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function reportOf(
  lines: readonly FileLine[],
  { quadrantVersion, retain, layout }: DeidentifyFolderOptions,
): DeidentificationReport {
  const counts = { written: 0, there: 0, held: 0, refused: 0, dropped: 0 } satisfies Record<FileOutcome, number>;
  for (const outcome of FILE_OUTCOMES) counts[outcome] = lines.filter((line) => line.outcome === outcome).length;
  return {
    schemaVersion: 1,
    quadrantVersion,
    profile: PROFILE_NAME,
    retain: [...retain],
    layout,
    patients: new Set(lines.flatMap(({ patient }) => patient ?? [])).size,
    counts,
    files: lines.map(({ outcome, written, reason, warnings }, n) => ({
      file: n + 1,
      outcome,
      written: [...written],
      reason,
      warnings: [...warnings],
    })),
  };
}

/**
 * A case on disk: case.json, the label map on the source grid (labelmap.nii.gz, labelmap.png of a radiograph, labels.ply of
 * an intraoral scan) and run.json in one folder, left as the nets made them; what a person does is in the review log beside them
 * (review-log.ts; in annotations.json of older cases). It appears complete or not at all: written under a temporary name
 * beside its place, flushed, then renamed; case.json is written last.
 */
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, lstat, mkdir, readdir, rename, rm, rmdir, stat, statfs } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { annotationsSchema, NO_ANNOTATIONS, type Annotations } from '#contract/annotations';
import {
  CASE_SCHEMA_VERSION,
  caseFileSchema,
  runFileSchema,
  type CaseFile,
  type IosCase,
  type RunFile,
} from '#contract/case';
import { QuadrantError } from '#contract/errors';
import type { ScanSurface } from '#core/surface/scan-surface';
import type { LabelMap } from '#core/volume';
import { codeOf, diskError, diskFull, flushFolder, unwritable, writeFlushed } from './flushed-file.ts';
import { encodeLabelPly, readLabelPly } from './label-ply.ts';
import { isStillThere, mountedPlace, placeGone, type MountedPlace } from './mounted-place.ts';
import { encodeLabelNifti, readLabelNifti } from './nifti-labels.ts';
import { encodeLabelPng, readLabelPng } from './png-labels.ts';
import { isOfVault, readKeptText, sealedFor } from './vault/kept-file.ts';

const CASE_JSON = 'case.json';
const RUN_JSON = 'run.json';
const ANNOTATIONS_JSON = 'annotations.json';

/** A label map of a 600×600×450 scan takes about 1 MB; with less than this even a small case is at risk. */
const MIN_FREE_BYTES = 16 * 1024 * 1024;

export interface CaseContent {
  readonly caseFile: CaseFile;
  /** On the source grid; of a radiograph one slice, of an intraoral scan a value a face. */
  readonly labelMap: LabelMap;
  /** Of an intraoral scan: what its labels are drawn on. */
  readonly surface?: ScanSurface;
  /** As `checkCaseDestination` found it before the work: a case must not come into being on another disk. */
  readonly destination?: MountedPlace;
  /** Asked once the label map is on disk, so that the run can tell how long saving took. */
  readonly describeRun: () => RunFile;
}

/** What the disk says; a test puts a full one in its place. */
export interface Disk {
  freeBytes(existingDir: string): Promise<number>;
}

const realDisk: Disk = {
  async freeBytes(existingDir) {
    const { bavail, bsize } = await statfs(existingDir);
    return bavail * bsize;
  },
};

/**
 * Checks, before any work and without writing anything, that a case can be put at `caseDir`; the disk where it will lie.
 * @throws QuadrantError case.exists, disk.full, disk.unwritable
 */
export async function checkCaseDestination(caseDir: string, disk: Disk = realDisk): Promise<MountedPlace> {
  const path = resolve(caseDir);
  if (await exists(path)) throw caseExists(path);
  const ancestor = await nearestExisting(dirname(path));
  try {
    if (!(await stat(ancestor)).isDirectory()) throw new Error(`${ancestor} is not a folder`);
    await access(ancestor, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw unwritable(path, cause);
  }
  const freeBytes = await disk.freeBytes(ancestor);
  if (freeBytes < MIN_FREE_BYTES) throw diskFull(path, { freeBytes, neededBytes: MIN_FREE_BYTES });
  return mountedPlace(ancestor);
}

/**
 * Writes a new case folder and returns its run file; missing parents are made. When it fails nothing is left behind.
 * @throws QuadrantError case.exists, case.place-gone, disk.full, disk.unwritable
 */
export async function writeCase(caseDir: string, content: CaseContent, disk: Disk = realDisk): Promise<RunFile> {
  const path = resolve(caseDir);
  const { destination } = content;
  if (destination !== undefined && !(await isStillThere(destination))) throw placeGone(path);
  await checkCaseDestination(path, disk);
  const partial = join(dirname(path), `${partialPrefix(path)}${randomUUID()}`);
  const firstMadeParent = await mkdirs(dirname(path), path);
  try {
    await mkdir(partial);
    const write = (name: string, file: string | Uint8Array): Promise<void> =>
      writeFlushed(join(partial, name), sealedFor(join(path, name), file));
    await write(content.caseFile.labelmap, await encodedLabels(content));
    const run = runFileSchema.parse(content.describeRun());
    await write(RUN_JSON, jsonText(run));
    await write(CASE_JSON, jsonText(caseFileSchema.parse(content.caseFile)));
    await flushFolder(partial);
    // rename() would silently replace an empty folder that appeared meanwhile.
    if (await exists(path)) throw caseExists(path);
    await rename(partial, path);
    await flushFolder(dirname(path));
    return run;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    if (firstMadeParent !== undefined) await removeEmptyFolders(dirname(path), firstMadeParent);
    throw ['EEXIST', 'ENOTEMPTY'].includes(codeOf(error)) ? caseExists(path) : diskError(error, path);
  }
}

async function encodedLabels({ caseFile, labelMap, surface }: CaseContent): Promise<Uint8Array> {
  switch (caseFile.modality) {
    case 'cbct':
      return encodeLabelNifti(labelMap);
    case 'opg':
      return encodeLabelPng(labelMap);
    case 'ios':
      if (surface === undefined) throw new TypeError('The labels of an intraoral scan are drawn on its surface');
      return encodeLabelPly(surface, labelMap.data);
  }
}

async function readLabelsOf(modality: CaseFile['modality'], path: string): Promise<LabelMap> {
  switch (modality) {
    case 'cbct':
      return readLabelNifti(path);
    case 'opg':
      return readLabelPng(path);
    case 'ios':
      return (await readLabelPly(path)).labels;
  }
}

/** Removes what a killed process left of a case that it was writing at `caseDir`. */
export async function removePartialCase(caseDir: string): Promise<void> {
  const path = resolve(caseDir);
  const siblings = await readdir(dirname(path)).catch((): string[] => []);
  const partial = siblings.filter((name) => name.startsWith(partialPrefix(path)));
  await Promise.all(partial.map((name) => rm(join(dirname(path), name), { recursive: true, force: true })));
}

/**
 * Removes a folder that has no case.json, empty or with what the nets write before it; one that holds anything else stays.
 * Does nothing when there is no folder.
 * @throws QuadrantError case.exists when it stays
 */
export async function removeUnfinishedCase(caseDir: string): Promise<void> {
  const path = resolve(caseDir);
  if (!(await exists(path))) return;
  const names = await readdir(path).catch((): null => null);
  const beforeCaseJson = [RUN_JSON, 'labelmap.nii.gz', 'labelmap.png', 'labels.ply'];
  if (names === null || names.some((name) => !beforeCaseJson.includes(name))) throw caseExists(path);
  await rm(path, { recursive: true });
}

/** Reads the descriptions of a case. @throws QuadrantError case.not-found, case.corrupt */
export async function readCase(caseDir: string): Promise<{ readonly caseFile: CaseFile; readonly run: RunFile }> {
  const caseFile = await readValid(caseDir, CASE_JSON, caseFileSchema, 'case.not-found');
  const run = await readValid(caseDir, RUN_JSON, runFileSchema, 'case.corrupt');
  return { caseFile, run };
}

/** Reads the label map of a case and checks it against the grid in case.json. @throws QuadrantError case.not-found, case.corrupt */
export async function readCaseLabels(caseDir: string): Promise<LabelMap> {
  const { caseFile } = await readCase(caseDir);
  const { labelmap, modality } = caseFile;
  const labelMap = await readLabelFile(caseDir, labelmap, (path) => readLabelsOf(modality, path));
  const { geometry } = caseFile.source;
  if (labelMap.geometry.dims.some((size, axis) => size !== geometry.dims[axis])) {
    throw corrupt(caseDir, labelmap, 'the label map has another size than the scan', undefined);
  }
  // NIfTI keeps its geometry in float32; case.json has the exact one.
  return { geometry, data: labelMap.data };
}

/** The surface that an intraoral case keeps, in the unit of the scan's file. @throws QuadrantError case.corrupt */
export async function readCaseSurface(caseDir: string, { labelmap }: IosCase): Promise<ScanSurface> {
  return (await readLabelFile(caseDir, labelmap, readLabelPly)).surface;
}

async function readLabelFile<Content>(
  caseDir: string,
  name: CaseFile['labelmap'],
  read: (path: string) => Promise<Content>,
): Promise<Content> {
  try {
    return await read(join(caseDir, name));
  } catch (cause) {
    if (isOfVault(cause)) throw cause;
    throw corrupt(caseDir, name, 'the label map cannot be read', cause);
  }
}

/** What a person drew before drawings joined the review log, or nothing. @throws QuadrantError case.not-found, case.corrupt */
export async function readAnnotations(caseDir: string): Promise<Annotations> {
  if (await exists(join(caseDir, ANNOTATIONS_JSON))) {
    return readValid(caseDir, ANNOTATIONS_JSON, annotationsSchema, 'case.corrupt');
  }
  await readCase(caseDir);
  return NO_ANNOTATIONS;
}

async function readValid<Schema extends z.ZodType>(
  caseDir: string,
  name: string,
  schema: Schema,
  whenMissing: 'case.not-found' | 'case.corrupt',
): Promise<z.output<Schema>> {
  let text: string;
  try {
    text = await readKeptText(join(caseDir, name));
  } catch (cause) {
    if (isOfVault(cause)) throw cause;
    if (whenMissing === 'case.corrupt') throw corrupt(caseDir, name, 'the file is missing', cause);
    throw new QuadrantError(
      'case.not-found',
      'This folder is not a Quadrant case: it has no case.json.',
      'Choose the folder that "segment --out" made.',
      { path: caseDir },
      cause,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw corrupt(caseDir, name, 'it is not valid JSON', cause);
  }
  const version = z.object({ schemaVersion: z.number() }).safeParse(value);
  if (version.success && version.data.schemaVersion > CASE_SCHEMA_VERSION) {
    throw corrupt(caseDir, name, `it was written by a newer version (schema ${version.data.schemaVersion})`, undefined);
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw corrupt(caseDir, name, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}`, parsed.error);
  }
  return parsed.data;
}

/** Temporary names start with a dot and the case's own name, so that leftovers can be told and removed. */
function partialPrefix(path: string): string {
  return `.${basename(path)}.partial-`;
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch {
    return false;
  }
}

async function nearestExisting(path: string): Promise<string> {
  return (await exists(path)) || dirname(path) === path ? path : nearestExisting(dirname(path));
}

/** Makes a folder and its parents; the first one that was not there before, or undefined. */
async function mkdirs(folder: string, caseDir: string): Promise<string | undefined> {
  try {
    return await mkdir(folder, { recursive: true });
  } catch (error) {
    throw diskError(error, caseDir);
  }
}

/** Removes the folders from `deepest` up to `highest` that are empty. */
async function removeEmptyFolders(deepest: string, highest: string): Promise<void> {
  for (let folder = deepest; folder.length >= highest.length; folder = dirname(folder)) {
    try {
      await rmdir(folder);
    } catch {
      return; // someone else has put something there
    }
  }
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function caseExists(path: string): QuadrantError {
  return new QuadrantError(
    'case.exists',
    'The output folder exists already.',
    'Choose a new folder name, or remove the old folder.',
    {
      path,
    },
  );
}

function corrupt(caseDir: string, file: string, why: string, cause: unknown): QuadrantError {
  return new QuadrantError(
    'case.corrupt',
    `The case cannot be read: in ${file}, ${why}.`,
    'Segment the scan again.',
    { path: caseDir, file },
    cause,
  );
}

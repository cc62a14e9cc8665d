/** Whether a data set is whole: hashes, pairs, geometry and labels; and how well its masks agree with a second person's. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { FIRST_SUPERNUMERARY } from '#contract/case';
import { datasetManifestSchema, type DatasetManifest } from '#contract/dataset';
import { QuadrantError } from '#contract/errors';
import { labelValues } from '#core/dataset/label-picture';
import { MOST_POINTS } from '#core/dataset/picture-quality';
import { scoreCbct } from '#core/evaluate/cbct-metrics';
import { scoreOpgMasks } from '#core/evaluate/opg-metrics';
import { meanOf } from '#core/evaluate/score';
import { masksOfLabels } from '#core/evaluate/tooth-masks';
import { isFdi } from '#core/fdi';
import { sameGrid } from '#core/geometry';
import type { LabelMap, Volume } from '#core/volume';
import { filesBelow } from '../../io/dicom/find-images.ts';
import { codeOf } from '../../io/flushed-file.ts';
import { readScan } from '../../io/read-scan.ts';
import { readWhole } from '../../io/regular-file.ts';
import { cancelled } from '../../io/scan-errors.ts';
import { nameOf } from '../evaluate/evaluation-pairs.ts';
import { DATASHEET_NAME, MANIFEST_NAME, readDataset, type DatasetEntry } from './read-dataset.ts';
import { readLabels } from './read-labels.ts';

export interface CheckDatasetOptions {
  readonly folder: string;
  /** Masks of a second person under the names of the set's; null: the set alone. */
  readonly secondDir: string | null;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, of: number) => void;
}

/** Points as in Table 4 of STS-Tooth, 0 … 20. */
export interface AnnotationQuality {
  readonly name: string;
  /** 20 · Dice of all teeth against background. */
  readonly pixel: number;
  /** 20 · share of both surfaces within two pixels (voxels) of the other. */
  readonly boundary: number;
}

export interface DatasetCheck {
  readonly images: number;
  readonly masks: number;
  readonly parts: readonly { readonly part: string; readonly images: number; readonly masks: number }[];
  /** Whether there is a manifest whose hashes were compared. */
  readonly hashed: boolean;
  /** What is wrong, each with the file below the set; empty when the set is whole. */
  readonly faults: readonly { readonly file: string; readonly fault: string }[];
  readonly annotation: readonly AnnotationQuality[];
  readonly meanAnnotation: { readonly pixel: number; readonly boundary: number } | null;
}

/** Checks a set in any of the layouts that are read. @throws QuadrantError scan.not-found, usage, job.cancelled */
export async function checkDataset(options: CheckDatasetOptions): Promise<DatasetCheck> {
  const { folder, secondDir, signal, onProgress } = options;
  const { entries, strayMasks } = await readDataset(folder);
  if (entries.length === 0)
    throw new QuadrantError(
      'usage',
      'There are no images of a data set in the folder.',
      'Choose the folder of a data set.',
    );
  const faults: { file: string; fault: string }[] = strayMasks.map((file) => ({
    file,
    fault: 'A mask without its image.',
  }));
  const manifest = await readManifest(folder);
  if (manifest !== null) faults.push(...(await hashFaults(folder, manifest)));
  const second = secondDir === null ? null : await masksByName(secondDir);
  const annotation: AnnotationQuality[] = [];
  for (const [n, entry] of entries.entries()) {
    if (signal?.aborted) throw cancelled();
    const file = (path: string): string => relative(folder, path).replaceAll('\\', '/');
    try {
      const mask = await checkPair(entry, (path, fault) => faults.push({ file: file(path), fault }));
      const other = second?.get(entry.name);
      if (mask !== null && other !== undefined) {
        const quality = annotationQuality(entry.name, mask, await readLabels(other));
        if (quality === null) faults.push({ file: file(entry.image), fault: 'The second mask lies on another grid.' });
        else annotation.push(quality);
      }
    } catch (thrown) {
      if (!(thrown instanceof QuadrantError)) throw thrown;
      faults.push({ file: file(entry.image), fault: thrown.message });
    }
    onProgress?.(n + 1, entries.length);
  }
  const [pixel, boundary] = [meanOf(annotation.map((one) => one.pixel)), meanOf(annotation.map((one) => one.boundary))];
  const parts = [...Map.groupBy(entries, ({ part }) => part)].map(([part, members]) => ({
    part,
    images: members.length,
    masks: members.filter(({ mask }) => mask !== null).length,
  }));
  return {
    images: entries.length,
    masks: parts.reduce((sum, { masks }) => sum + masks, 0),
    parts,
    hashed: manifest !== null,
    faults,
    annotation,
    meanAnnotation: pixel === null || boundary === null ? null : { pixel, boundary },
  };
}

async function readManifest(folder: string): Promise<DatasetManifest | null> {
  const text = await readFile(join(folder, MANIFEST_NAME), 'utf8').catch((thrown: unknown) => {
    if (codeOf(thrown) === 'ENOENT') return null;
    throw thrown;
  });
  if (text === null) return null;
  try {
    return datasetManifestSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new QuadrantError(
      'usage',
      'The manifest is damaged, or of another program.',
      'Check a set that Quadrant built.',
      {},
      cause,
    );
  }
}

/** Files that changed, are gone, or came later. */
async function hashFaults(folder: string, { scans }: DatasetManifest): Promise<{ file: string; fault: string }[]> {
  const faults: { file: string; fault: string }[] = [];
  const listed = new Set([MANIFEST_NAME, DATASHEET_NAME]);
  for (const { path, sha256 } of scans.flatMap(({ files }) => files)) {
    listed.add(path);
    const bytes = await ofSet(folder, path);
    if (bytes === null) faults.push({ file: path, fault: 'It is in the manifest but not there.' });
    else if (createHash('sha256').update(bytes).digest('hex') !== sha256)
      faults.push({ file: path, fault: 'It is not what the manifest says: its hash is another.' });
  }
  for (const path of await filesBelow(folder)) {
    const file = relative(folder, path).replaceAll('\\', '/');
    if (!listed.has(file)) faults.push({ file, fault: 'It is there but not in the manifest.' });
  }
  return faults;
}

/** A file of the set; null when it is not there. A manifest of somebody else's may name devices, and files elsewhere. */
async function ofSet(folder: string, path: string): Promise<Buffer | null> {
  const parts = path.split(/[\\/]/);
  if (parts.includes('..')) return null;
  return readWhole(join(folder, ...parts)).catch(() => null);
}

/** Reads image and mask; what is wrong with them is told. The mask, if there is one that fits. */
async function checkPair(
  { image, mask, part, modality }: DatasetEntry,
  tell: (path: string, fault: string) => void,
): Promise<LabelMap | null> {
  const { volume } = await readScan(image);
  if (mask === null) {
    if (/(^|[/-])labell?ed$/i.test(part)) tell(image, 'It is among the labelled ones and has no mask.');
    return null;
  }
  const labels = await readLabels(mask);
  if (!fits(labels, volume, modality)) {
    tell(mask, 'Its grid is not that of its image.');
    return null;
  }
  const values = labelValues(labels.data);
  // Masks of STS-Tooth tell teeth from background alone, as 1 or as 255.
  const isBinary = values.length === 1 && (values[0] === 1 || values[0] === 255);
  const odd = isBinary ? [] : values.filter((value) => !isFdi(value) && value < FIRST_SUPERNUMERARY);
  if (values.length === 0) tell(mask, 'It is empty.');
  if (odd.length > 0) tell(mask, `It holds ${odd.join(', ')}, which are no FDI numbers.`);
  return labels;
}

function fits(labels: LabelMap, { geometry }: Volume, modality: DatasetEntry['modality']): boolean {
  return modality === 'cbct'
    ? sameGrid(labels.geometry, geometry)
    : labels.geometry.dims.every((size, axis) => size === geometry.dims[axis]);
}

async function masksByName(folder: string): Promise<ReadonlyMap<string, string>> {
  const files = (await filesBelow(folder)).filter((path) => /\.(png|json|nii|nii\.gz)$/i.test(path));
  return new Map(files.map((path) => [nameOf(path), path]));
}

/** Teeth against background, whatever their numbers; null where the grids differ. */
function annotationQuality(name: string, first: LabelMap, second: LabelMap): AnnotationQuality | null {
  const [width, height, depth] = first.geometry.dims;
  const [a, b] = [first, second].map(({ data }) => data.map((value) => (value === 0 ? 0 : ANY_TOOTH)));
  if (first.data.length !== second.data.length) return null;
  if (depth > 1 && !sameGrid(first.geometry, second.geometry)) return null;
  const { image } =
    depth > 1
      ? scoreCbct({ ...first, data: a }, { ...second, data: b })
      : scoreOpgMasks(masksOfLabels(width, height, a), masksOfLabels(width, height, b));
  if (image === null) return { name, pixel: MOST_POINTS, boundary: MOST_POINTS };
  return { name, pixel: MOST_POINTS * image.dsc, boundary: MOST_POINTS * image.nsd2vox };
}

/** Any FDI code stands for all. */
const ANY_TOOTH = 11;

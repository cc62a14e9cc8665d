/** One scan of a clinic's export: read, judged by itself, and converted into the work folder. */
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DatasetSize, ScanFacts } from '#contract/dataset';
import type { RetainOption } from '#contract/deidentify';
import { QuadrantError } from '#contract/errors';
import { burnedInText } from '#core/dataset/burned-in-text';
import { labelValues } from '#core/dataset/label-picture';
import { axialSlice, longAxis, projectionOf, thumbnailOf } from '#core/dataset/likeness';
import { pictureQuality, type PictureQuality } from '#core/dataset/picture-quality';
import {
  cutLabels,
  cutVolume,
  labelsOnGrid,
  onGrid,
  stsGrid,
  stsPicture,
  stsPictureLabels,
  toothBox,
} from '#core/dataset/resize';
import { headerTells, nameTells } from '#core/dataset/telling-words';
import { sameGrid } from '#core/geometry';
import { pictureOf, type Picture } from '#core/panoramic/picture-frame';
import { mirroredPicture } from '#core/panoramic/turn-picture';
import type { LabelMap, Volume } from '#core/volume';
import { keptHeader } from '../../io/deidentify/kept-header.ts';
import { readHeaders } from '../../io/dicom/find-images.ts';
import { seriesCandidates } from '../../io/dicom/series-candidate.ts';
import { writeLabelNifti, writeVolumeNifti } from '../../io/nifti-labels.ts';
import { pictureWords } from '../../io/picture-words.ts';
import { writeGreyPng } from '../../io/png.ts';
import { reviewSpan } from '../../io/review-log.ts';
import type { Key } from '../deidentify/key-file.ts';
import {
  caseScan,
  fileScan,
  guarded,
  seriesScan,
  stsPaths,
  type FoundScan,
  type NamedScan,
  type StsPart,
} from '../deidentify/sts-layout.ts';
import { nameOf } from '../evaluate/evaluation-pairs.ts';
import { asBytes } from './labelled-scan.ts';
import { belowInput, type Source } from './find-sources.ts';
import { readLabels } from './read-labels.ts';

export interface ExamineSettings {
  readonly inputs: readonly string[];
  readonly retain: readonly RetainOption[];
  readonly includeBurnedIn: boolean;
  readonly size: DatasetSize;
  /** Label files by the name that they share with a scan. */
  readonly labels: Readonly<Record<string, string>>;
  /** Words that name patients. */
  readonly persons: readonly string[];
}

export interface ExamineJob extends ExamineSettings {
  readonly key: Key;
}

/** The greys of a CBCT between air and enamel. */
const CBCT_SCALE = 3000;
/** Shares of the way along the patient at which slices are judged. */
const JUDGED_SLICES = [0.3, 0.4, 0.5, 0.6, 0.7] as const;

/** @throws QuadrantError disk.*, job.cancelled; what is wrong with the scan is an answer */
export async function examineScan(source: Source, job: ExamineJob, stageDir: string): Promise<ScanFacts> {
  const told = source.kind === 'file' && !job.includeBurnedIn ? await tellsPerson(source.path, job) : null;
  const group = /\.nii(\.gz)?$/i.test(source.kind === 'file' ? source.path : '') ? 'STS-3D-Tooth' : 'A-PXI';
  const found = await guarded(() => findScan(source, job));
  if (found.kind === 'left') {
    const { outcome, reason } = found.line;
    const words = reason ?? '';
    if (source.kind === 'case' || (source.kind === 'dicom' && outcome === 'dropped'))
      return { kind: 'ignored', reason: words };
    return { kind: 'left', group, filter: outcome === 'held' ? 'identity' : 'invalid', reason: words };
  }
  const scan = await withLabels(found.scan, source, job);
  if (typeof scan === 'string') return { kind: 'left', group, filter: 'invalid', reason: scan };
  return examineFound(scan, told, source, job, stageDir);
}

async function tellsPerson(path: string, { inputs, persons }: ExamineJob): Promise<string | null> {
  const names = new Set(persons);
  const below = belowInput(path, inputs).replace(/\.[a-z]+(\.gz)?$/i, '');
  return nameTells(below, names) ?? headerTells(await pictureWords(path), names);
}

async function findScan(source: Source, job: ExamineJob): Promise<FoundScan> {
  const { key, retain, includeBurnedIn } = job;
  const scanJob = { key, object: { pseudonyms: key.pseudonyms, retain: new Set(retain), includeBurnedIn } };
  switch (source.kind) {
    case 'case':
      return caseScan(source.folder, scanJob, new Set());
    case 'file':
      return fileScan(source.path, scanJob, new Set());
    case 'dicom': {
      const { images } = await readHeaders(source.paths, undefined);
      const candidates = seriesCandidates(images);
      const candidate = candidates.find(({ info }) => info.uid === source.uid) ?? candidates[0];
      return seriesScan(candidate, scanJob);
    }
  }
}

/** With the labels that were drawn elsewhere; those of a case come with it. */
async function withLabels(scan: NamedScan, source: Source, { labels }: ExamineJob): Promise<NamedScan | string> {
  const names =
    source.kind === 'file' ? [source.path] : source.kind === 'dicom' ? [source.paths[0], dirname(source.paths[0])] : [];
  const path = names.map((name) => labels[nameOf(name)]).find((known) => known !== undefined);
  if (scan.labels !== null || path === undefined) return scan;
  try {
    const drawn = await readLabels(path);
    const { dims } = scan.volume.geometry;
    const fits = scan.flat
      ? drawn.geometry.dims.every((size, axis) => size === dims[axis])
      : sameGrid(drawn.geometry, scan.volume.geometry);
    return fits
      ? { ...scan, labels: { geometry: scan.volume.geometry, data: drawn.data } }
      : 'Its labels lie on another grid.';
  } catch (thrown) {
    if (thrown instanceof QuadrantError) return `Its labels cannot be read (${thrown.code}).`;
    throw thrown;
  }
}

async function examineFound(
  scan: NamedScan,
  told: string | null,
  source: Source,
  job: ExamineJob,
  stageDir: string,
): Promise<ScanFacts> {
  const { placed, volume, flat, labels } = scan;
  const group = flat ? (placed.child ? 'C-PXI' : 'A-PXI') : 'STS-3D-Tooth';
  const { dims, spacingMm } = volume.geometry;
  if (isOneGrey(volume)) return { kind: 'left', group, filter: 'invalid', reason: 'All of it is one grey.' };
  const picture: Picture = flat ? { ...pictureOf(volume), data: asBytes(volume.data) } : projectionOf(volume);
  const hasText = flat && !job.includeBurnedIn && burnedInText(picture, 255).length > 0;
  const identity = told ?? (hasText ? 'Writing is burned into the picture.' : null);
  const quality = flat ? pictureQuality(pictureOf(volume), flatScale(volume)) : volumeQuality(volume);
  const places = identity === null ? await stage(scan, job.size, stageDir) : [];
  return {
    kind: 'scan',
    name: placed.name,
    patient: placed.patient,
    group,
    labelled: labels !== null,
    dims: [...dims],
    spacingMm: [...spacingMm],
    quality,
    teeth: labels === null ? [] : labelValues(labels.data),
    reviewSeconds: source.kind === 'case' ? await reviewSpan(source.folder) : null,
    header: placed.header === null ? {} : keptHeader(placed.header),
    warnings: [...placed.warnings],
    contentHash: contentHash(volume),
    identity,
    thumbnail: Buffer.from(thumbnailOf(picture)).toString('base64'),
    places,
  };
}

/** Of bytes the whole byte; of deeper pictures the bits that their brightest value needs. */
function flatScale({ data }: Volume): number {
  if (data instanceof Uint8Array) return 255;
  let most = 255;
  for (const value of data) if (Math.abs(value) > most) most = Math.abs(value);
  return 2 ** Math.ceil(Math.log2(most + 1)) - 1;
}

function volumeQuality(volume: Volume): PictureQuality {
  const { geometry, data } = volume;
  const slices = geometry.dims[longAxis(geometry.direction)];
  const scale = data instanceof Uint8Array ? 255 : CBCT_SCALE;
  const all = JUDGED_SLICES.map((share) => pictureQuality(axialSlice(volume, Math.floor(share * slices)), scale));
  const mean = (of: (quality: PictureQuality) => number): number =>
    Math.round((10 * all.reduce((sum, quality) => sum + of(quality), 0)) / all.length) / 10;
  return {
    contrast: mean(({ contrast }) => contrast),
    sharpness: mean(({ sharpness }) => sharpness),
    artefacts: mean(({ artefacts }) => artefacts),
  };
}

function isOneGrey({ data }: Volume): boolean {
  for (let n = 1; n < data.length; n++) if (data[n] !== data[0]) return false;
  return true;
}

/** sha256 of size and greys, whatever their type. */
function contentHash({ geometry, data }: Volume): string {
  const hash = createHash('sha256').update(geometry.dims.join());
  const chunk = 1 << 20;
  for (let at = 0; at < data.length; at += chunk) hash.update(new Float32Array(data.subarray(at, at + chunk)));
  return hash.digest('hex');
}

/** Writes the files of a scan below `stageDir`, as they will lie below the data set's folder. */
async function stage(scan: NamedScan, size: DatasetSize, stageDir: string): Promise<string[]> {
  const { placed, flat, labels } = scan;
  const isLabelled = labels !== null;
  const places: string[] = [];
  const write = async (place: string, writeTo: (path: string) => Promise<void>): Promise<void> => {
    const path = join(stageDir, ...place.split('/'));
    await mkdir(dirname(path), { recursive: true });
    await writeTo(path);
    places.push(place);
  };
  if (flat) {
    const paths = stsPaths(placed.child ? 'C-PXI' : 'A-PXI', isLabelled, placed.name);
    const turned = (picture: Picture): Picture => (scan.mirrored ? mirroredPicture(picture) : picture);
    const picture = turned({ ...pictureOf(scan.volume), data: asBytes(scan.volume.data) });
    await write(paths.image, (path) => writeFlat(path, size === 'sts' ? stsPicture(picture) : picture));
    if (labels === null) return places;
    const mask = turned(pictureOf(labels));
    const sized = size === 'sts' ? { ...stsPicture(mask), data: stsPictureLabels(mask) } : mask;
    await write(paths.mask, (path) => writeFlat(path, sized));
    return places;
  }
  const grid = size === 'sts' ? stsGrid(scan.volume.geometry) : scan.volume.geometry;
  const volume = size === 'sts' ? onGrid(scan.volume, grid) : scan.volume;
  const mask = labels === null || size === 'original' ? labels : labelsOnGrid(labels, grid);
  const writeAs = async (part: StsPart, image: Volume, drawn: LabelMap | null): Promise<void> => {
    const paths = stsPaths(part, isLabelled, placed.name);
    await write(paths.image, (path) => writeVolumeNifti(path, image));
    if (drawn !== null) await write(paths.mask, (path) => writeLabelNifti(path, drawn));
  };
  await writeAs('Integrity', volume, mask);
  const box = mask === null ? null : toothBox(mask);
  if (mask !== null && box !== null) await writeAs('ROI', cutVolume(volume, box), cutLabels(mask, box));
  return places;
}

function writeFlat(path: string, { width, height, data }: Picture): Promise<void> {
  return writeGreyPng(path, { width, height, data: asBytes(data) });
}

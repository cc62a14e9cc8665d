/**
 * Scans as a data set in the folders of STS-Tooth (Wang et al., Scientific Data 2025, Fig. 6): radiographs as PNG, volumes
 * as NIfTI, masks beside those that a person has reviewed. Values of a mask are FDI codes; more than 0 is tooth.
 *
 *   STS-2D-Tooth/A-PXI|C-PXI/Labeled/Image|Mask/NAME.png         adults, children    …/Unlabeled/Image/NAME.png
 *   STS-3D-Tooth/Integrity/Labeled/Image|Mask/NAME.nii.gz        whole volumes       …/Unlabeled/Image/NAME.nii.gz
 */
import { basename, dirname, join, sep } from 'node:path';
import type { CaseFile } from '#contract/case';
import { QuadrantError } from '#contract/errors';
import { isDeciduous } from '#core/fdi';
import { pictureOf } from '#core/panoramic/picture-frame';
import { mirroredPicture } from '#core/panoramic/turn-picture';
import type { LabelMap, Volume } from '#core/volume';
import type { Item } from '../../io/deidentify/elements.ts';
import { deidentifyObject } from '../../io/deidentify/deidentify-object.ts';
import { assembleVolume } from '../../io/dicom/assemble-volume.ts';
import { findImages, readHeaders } from '../../io/dicom/find-images.ts';
import { readRadiograph } from '../../io/dicom/read-radiograph.ts';
import { seriesCandidates, type Candidate } from '../../io/dicom/series-candidate.ts';
import { codeOf } from '../../io/flushed-file.ts';
import { readFileHead } from '../../io/nifti/nifti-bytes.ts';
import { isNifti } from '../../io/nifti/nifti-header.ts';
import { writeLabelNifti, writeVolumeNifti } from '../../io/nifti-labels.ts';
import { writeGreyPng } from '../../io/png.ts';
import { readCase } from '../../io/case-folder.ts';
import { pictureKind } from '../../io/radiograph/picture-format.ts';
import { pictureVolume } from '../../io/radiograph/grey-picture.ts';
import { readScan } from '../../io/read-scan.ts';
import { cancelled, colourWarning } from '../../io/scan-errors.ts';
import { writeNew } from '../../io/write-new.ts';
import { asBytes, onlyTeethOf, reasonOf, scanOf, withoutReplacements } from '../dataset/labelled-scan.ts';
import { isReviewed, readReviewedCase } from '../review/reviewed-result.ts';
import { readOriginal, withoutFile, type FileLine, type LayoutJob } from './layout-job.ts';

const ADULT_YEARS = 18;

/** Where a scan goes and what is told about it; or why it stays. */
type Placed =
  | {
      readonly kind: 'placed';
      readonly name: string;
      readonly patient: string;
      readonly child: boolean;
      readonly warnings: readonly string[];
      /** Its first file without the person; null of what is no DICOM. */
      readonly header: Item | null;
    }
  | { readonly kind: 'left'; readonly line: FileLine };

/** A scan that goes into a data set, or why it does not. */
export type FoundScan = { readonly kind: 'scan'; readonly scan: NamedScan } | (Placed & { readonly kind: 'left' });

/** What reading a scan needs of the whole job. */
type ScanJob = Pick<LayoutJob, 'object' | 'key' | 'signal'>;

export async function stsLayout(job: LayoutJob): Promise<FileLine[]> {
  const { files, signal, onProgress } = job;
  const lines = new Map<string, FileLine>();
  const tell = (paths: readonly string[], line: FileLine): void => {
    for (const path of paths) lines.set(path, line);
    onProgress?.(lines.size, files.length);
    if (signal?.aborted) throw cancelled();
  };
  const cases = files.filter((path) => basename(path) === 'case.json').map((path) => dirname(path));
  const ofCases = files.filter((path) => cases.some((folder) => path.startsWith(folder + sep)));
  tell(ofCases, withoutFile('dropped', 'Part of a case.'));
  /** Series and voxels that a case has labelled: they are not written once more without labels. */
  const labelled = new Set<string>();
  for (const folder of cases)
    tell([join(folder, 'case.json')], await layOut(job, () => caseScan(folder, job, labelled)));

  const others = files.filter((path) => !lines.has(path));
  const { images } = await readHeaders(others, signal);
  for (const candidate of seriesCandidates(images)) {
    const { uid } = candidate.info;
    const members =
      candidate.form === 'radiograph' ? [candidate.image] : images.filter(({ seriesUid }) => seriesUid === uid);
    const paths = members.map(({ path }) => path);
    const isLabelled = labelled.has(uid);
    tell(
      paths,
      isLabelled ? withoutFile('dropped', 'Its case is there.') : await layOut(job, () => seriesScan(candidate, job)),
    );
  }
  for (const path of others.filter((other) => !lines.has(other)))
    tell([path], await layOut(job, () => fileScan(path, job, labelled)));
  return files.map((path) => lines.get(path) ?? withoutFile('dropped', 'No scan.'));
}

async function layOut(job: LayoutJob, find: () => Promise<FoundScan>): Promise<FileLine> {
  const found = await guarded(find);
  return found.kind === 'left' ? found.line : write(job, found.scan);
}

/** What is wrong with a scan must not end the run, and what an error says of it may hold its path: the code is enough. */
export async function guarded(find: () => Promise<FoundScan>): Promise<FoundScan> {
  try {
    return await find();
  } catch (thrown) {
    const code = thrown instanceof QuadrantError ? thrown.code : codeOf(thrown);
    if (/^(disk|job)\./.test(code)) throw thrown;
    return left('refused', `It cannot be read as a scan (${code === '' ? 'internal' : code}).`);
  }
}

function left(...line: Parameters<typeof withoutFile>): FoundScan {
  return { kind: 'left', line: withoutFile(...line) };
}

export async function seriesScan(candidate: Candidate, job: ScanJob): Promise<FoundScan> {
  if (candidate.problem !== null) return left('refused', `It is no scan (${candidate.problem.code}).`);
  const placed = await placeOf(candidate.image.path, job);
  if (placed.kind === 'left') return placed;
  const volume =
    candidate.form === 'radiograph'
      ? pictureVolume(await readRadiograph(candidate.image, candidate.header))
      : await assembleVolume(candidate, { signal: job.signal });
  const mirrored = candidate.form === 'radiograph' && candidate.facts.mirrored;
  return { kind: 'scan', scan: { placed, volume, flat: candidate.form === 'radiograph', mirrored, labels: null } };
}

/** Pictures and NIfTI files bear no patient: each is its own. */
export async function fileScan(path: string, job: ScanJob, labelled: ReadonlySet<string>): Promise<FoundScan> {
  const { head, raw } = await readFileHead(path);
  if (!isNifti(head) && pictureKind(raw) === null) return left('dropped', 'No scan.');
  const { volume, fingerprint, radiograph, series } = await readScan(path, { signal: job.signal });
  // A photograph may show a face.
  if (series.warnings.some(({ code }) => code === colourWarning().code))
    return left('held', 'A picture in colour is no radiograph.');
  if (labelled.has(fingerprint)) return left('dropped', 'Its case is there.');
  const flat = radiograph !== null;
  const placed = placeOfFile(fingerprint, flat, job);
  return { kind: 'scan', scan: { placed, volume, flat, mirrored: false, labels: null } };
}

export async function caseScan(folder: string, job: ScanJob, labelled: Set<string>): Promise<FoundScan> {
  const { caseFile } = await readCase(folder);
  if (caseFile.modality === 'ios') return left('held', 'The layout has no place for an intraoral scan.');
  const result = await readReviewedCase(folder, { readsScan: false });
  if (!isReviewed(result.review)) return left('held', reasonOf(result));
  const { source } = caseFile;
  const flat = caseFile.modality === 'opg';
  const placed = source.kind.startsWith('dicom')
    ? await placeOf(await firstFileOf(caseFile), job)
    : placeOfFile(source.fingerprint, flat, job);
  if (placed.kind === 'left') return placed;
  labelled.add(source.kind.startsWith('dicom') ? source.seriesUid : source.fingerprint);
  const grown = withoutReplacements(result.caseFile);
  const labels = grown.modality === 'cbct' ? onlyTeethOf(grown, result.labels) : result.labels;
  const child = placed.child || (flat && grown.instances.some(({ fdi }) => isDeciduous(fdi)));
  const mirrored = grown.modality === 'opg' && grown.source.radiograph.mirrored;
  const volume = await scanOf(caseFile);
  return { kind: 'scan', scan: { placed: { ...placed, child }, volume, flat, mirrored, labels } };
}

async function firstFileOf({ source }: CaseFile): Promise<string> {
  const { images } = await findImages(source.path);
  const image = images.find(({ seriesUid, sopInstanceUid }) => [seriesUid, sopInstanceUid].includes(source.seriesUid));
  return image?.path ?? source.path;
}

/** Named after patient and series, as its header says; held back where the picture may show a name. */
async function placeOf(path: string, { object, key }: ScanJob): Promise<Placed> {
  const file = await readOriginal(path);
  if (!Buffer.isBuffer(file)) return { kind: 'left', line: file };
  const result = deidentifyObject(file, object);
  if (result.kind !== 'done') return { kind: 'left', line: withoutFile(result.kind, result.reason) };
  const { patient, sopUid, seriesUid, ageYears, warnings, dataSet: header } = result;
  key.remember(patient, result.original, result.shiftedDays);
  // A series may hold several radiographs.
  const name = `${patient}-${key.pseudonyms.shortName(seriesUid)}-${key.pseudonyms.shortName(sopUid).slice(0, 4)}`;
  return { kind: 'placed', name, patient, child: ageYears !== null && ageYears < ADULT_YEARS, warnings, header };
}

function placeOfFile(fingerprint: string, flat: boolean, { key }: ScanJob): Placed & { readonly kind: 'placed' } {
  const patient = key.pseudonyms.patient(`file ${fingerprint}`);
  const warnings = flat
    ? ['Radiographs may show a name or a date: look at the picture. Its patient’s age is not known.']
    : [];
  return { kind: 'placed', name: patient, patient, child: false, warnings, header: null };
}

export interface NamedScan {
  readonly placed: Placed & { readonly kind: 'placed' };
  readonly volume: Volume;
  /** A radiograph. */
  readonly flat: boolean;
  readonly mirrored: boolean;
  readonly labels: LabelMap | null;
}

export type StsPart = 'A-PXI' | 'C-PXI' | 'Integrity' | 'ROI';

/** Where a scan and its mask lie, below the data set's folder. */
export function stsPaths(
  part: StsPart,
  labelled: boolean,
  name: string,
): { readonly image: string; readonly mask: string } {
  const isFlat = part.endsWith('PXI');
  const folder = `${isFlat ? 'STS-2D-Tooth' : 'STS-3D-Tooth'}/${part}/${labelled ? 'Labeled' : 'Unlabeled'}`;
  const ending = isFlat ? 'png' : 'nii.gz';
  return { image: `${folder}/Image/${name}.${ending}`, mask: `${folder}/Mask/${name}.${ending}` };
}

async function write(job: LayoutJob, { placed, volume, flat, mirrored, labels }: NamedScan): Promise<FileLine> {
  const { name, patient, warnings } = placed;
  const part = flat ? (placed.child ? 'C-PXI' : 'A-PXI') : 'Integrity';
  const { image, mask } = stsPaths(part, labels !== null, name);
  let isNew = await writeNew(placeIn(job, image), (path) =>
    flat ? writePicture(path, volume, mirrored) : writeVolumeNifti(path, volume),
  );
  const written = [image];
  if (labels !== null) {
    isNew =
      (await writeNew(placeIn(job, mask), (path) =>
        flat ? writePicture(path, labels, mirrored) : writeLabelNifti(path, labels),
      )) || isNew;
    written.push(mask);
  }
  return { outcome: isNew ? 'written' : 'there', written, reason: null, warnings, patient };
}

function writePicture(path: string, volume: Volume, mirrored: boolean): Promise<void> {
  const picture = mirrored ? mirroredPicture(pictureOf(volume)) : pictureOf(volume);
  return writeGreyPng(path, { ...picture, data: asBytes(picture.data) });
}

function placeIn({ outDir }: LayoutJob, below: string): string {
  return join(outDir, ...below.split('/'));
}

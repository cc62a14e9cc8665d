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
import { asBytes, onlyTeethOf, reasonOf, scanOf, withoutReplacements } from '../labelled-scan.ts';
import { isReviewed, readReviewedCase } from '../reviewed-result.ts';
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
    }
  | { readonly kind: 'left'; readonly line: FileLine };

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
  for (const folder of cases) tell([join(folder, 'case.json')], await guarded(() => placeCase(folder, job, labelled)));

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
      isLabelled ? withoutFile('dropped', 'Its case is there.') : await guarded(() => placeSeries(candidate, job)),
    );
  }
  for (const path of others.filter((other) => !lines.has(other)))
    tell([path], await guarded(() => placePicture(path, job, labelled)));
  return files.map((path) => lines.get(path) ?? withoutFile('dropped', 'No scan.'));
}

/** What is wrong with a scan must not end the run, and what an error says of it may hold its path: the code is enough. */
async function guarded(place: () => Promise<FileLine>): Promise<FileLine> {
  try {
    return await place();
  } catch (thrown) {
    const code = thrown instanceof QuadrantError ? thrown.code : codeOf(thrown);
    if (/^(disk|job)\./.test(code)) throw thrown;
    return withoutFile('refused', `It cannot be read as a scan (${code === '' ? 'internal' : code}).`);
  }
}

async function placeSeries(candidate: Candidate, job: LayoutJob): Promise<FileLine> {
  if (candidate.problem !== null) return withoutFile('refused', `It is no scan (${candidate.problem.code}).`);
  const placed = await placeOf(candidate.image.path, job);
  if (placed.kind === 'left') return placed.line;
  const volume =
    candidate.form === 'radiograph'
      ? pictureVolume(await readRadiograph(candidate.image, candidate.header))
      : await assembleVolume(candidate, { signal: job.signal });
  const mirrored = candidate.form === 'radiograph' && candidate.facts.mirrored;
  return write(job, { placed, volume, flat: candidate.form === 'radiograph', mirrored, labels: null });
}

/** Pictures and NIfTI files bear no patient: each is its own. */
async function placePicture(path: string, job: LayoutJob, labelled: ReadonlySet<string>): Promise<FileLine> {
  const { head, raw } = await readFileHead(path);
  if (!isNifti(head) && pictureKind(raw) === null) return withoutFile('dropped', 'No scan.');
  const { volume, fingerprint, radiograph, series } = await readScan(path, { signal: job.signal });
  // A photograph may show a face.
  if (series.warnings.some(({ code }) => code === colourWarning().code))
    return withoutFile('held', 'A picture in colour is no radiograph.');
  if (labelled.has(fingerprint)) return withoutFile('dropped', 'Its case is there.');
  const flat = radiograph !== null;
  const placed = placeOfFile(fingerprint, flat, job);
  return write(job, { placed, volume, flat, mirrored: false, labels: null });
}

async function placeCase(folder: string, job: LayoutJob, labelled: Set<string>): Promise<FileLine> {
  const { caseFile } = await readCase(folder);
  const result = await readReviewedCase(folder, { readsScan: false });
  if (!isReviewed(result.review)) return withoutFile('held', reasonOf(result));
  const { source } = caseFile;
  const flat = caseFile.modality === 'opg';
  const placed = source.kind.startsWith('dicom')
    ? await placeOf(await firstFileOf(caseFile), job)
    : placeOfFile(source.fingerprint, flat, job);
  if (placed.kind === 'left') return placed.line;
  labelled.add(source.kind.startsWith('dicom') ? source.seriesUid : source.fingerprint);
  const grown = withoutReplacements(result.caseFile);
  const labels = grown.modality === 'cbct' ? onlyTeethOf(grown, result.labels) : result.labels;
  const child = placed.child || (flat && grown.instances.some(({ fdi }) => isDeciduous(fdi)));
  const mirrored = grown.modality === 'opg' && grown.source.radiograph.mirrored;
  const volume = await scanOf(caseFile);
  return write(job, { placed: { ...placed, child }, volume, flat, mirrored, labels });
}

async function firstFileOf({ source }: CaseFile): Promise<string> {
  const { images } = await findImages(source.path);
  const image = images.find(({ seriesUid, sopInstanceUid }) => [seriesUid, sopInstanceUid].includes(source.seriesUid));
  return image?.path ?? source.path;
}

/** Named after patient and series, as its header says; held back where the picture may show a name. */
async function placeOf(path: string, { object, key }: LayoutJob): Promise<Placed> {
  const file = await readOriginal(path);
  if (!Buffer.isBuffer(file)) return { kind: 'left', line: file };
  const result = deidentifyObject(file, object);
  if (result.kind !== 'done') return { kind: 'left', line: withoutFile(result.kind, result.reason) };
  const { patient, sopUid, seriesUid, ageYears, warnings } = result;
  key.remember(patient, result.original, result.shiftedDays);
  // A series may hold several radiographs.
  const name = `${patient}-${key.pseudonyms.shortName(seriesUid)}-${key.pseudonyms.shortName(sopUid).slice(0, 4)}`;
  return { kind: 'placed', name, patient, child: ageYears !== null && ageYears < ADULT_YEARS, warnings };
}

function placeOfFile(fingerprint: string, flat: boolean, { key }: LayoutJob): Placed & { readonly kind: 'placed' } {
  const patient = key.pseudonyms.patient(`file ${fingerprint}`);
  const warnings = flat
    ? ['Radiographs may show a name or a date: look at the picture. Its patient’s age is not known.']
    : [];
  return { kind: 'placed', name: patient, patient, child: false, warnings };
}

interface ScanToWrite {
  readonly placed: Placed & { readonly kind: 'placed' };
  readonly volume: Volume;
  /** A radiograph. */
  readonly flat: boolean;
  readonly mirrored: boolean;
  readonly labels: LabelMap | null;
}

async function write(job: LayoutJob, { placed, volume, flat, mirrored, labels }: ScanToWrite): Promise<FileLine> {
  const { name, patient, warnings } = placed;
  const part = flat ? `STS-2D-Tooth/${placed.child ? 'C-PXI' : 'A-PXI'}` : 'STS-3D-Tooth/Integrity';
  const folder = `${part}/${labels === null ? 'Unlabeled' : 'Labeled'}`;
  const ending = flat ? 'png' : 'nii.gz';
  const image = `${folder}/Image/${name}.${ending}`;
  let isNew = await writeNew(placeIn(job, image), (path) =>
    flat ? writePicture(path, volume, mirrored) : writeVolumeNifti(path, volume),
  );
  const written = [image];
  if (labels !== null) {
    const mask = `${folder}/Mask/${name}.${ending}`;
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

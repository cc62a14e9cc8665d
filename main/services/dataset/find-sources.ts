/** What a clinic exported, as scans to read: cases, DICOM series, and pictures and NIfTI files. */
import { basename, dirname, join, sep } from 'node:path';
import type { ScanFacts } from '#contract/dataset';
import type { QuadrantError } from '#contract/errors';
import { readCase } from '../../io/case-folder.ts';
import { readHeaders } from '../../io/dicom/find-images.ts';
import { seriesCandidates, type Candidate } from '../../io/dicom/series-candidate.ts';

/** Crosses to a thread: plain values only. Numbers in `files` begin with 1. */
export type Source = { readonly files: readonly number[] } & (
  | { readonly kind: 'case'; readonly folder: string }
  | { readonly kind: 'dicom'; readonly uid: string; readonly paths: readonly string[] }
  | { readonly kind: 'file'; readonly path: string }
);

export interface FoundSources {
  readonly sources: readonly Source[];
  /** Known without reading a voxel. */
  readonly known: readonly { readonly files: readonly number[]; readonly facts: ScanFacts }[];
  /** Names and numbers of all patients. */
  readonly persons: readonly string[];
}

const NAMED_LIKE_A_SCAN = /\.(dcm|dicom|ima|png|jpe?g|tiff?|nii|nii\.gz)$/i;
/** Not what a picture or a volume of teeth could be: reports, segmentations, localizers of a scan that is there. */
const NO_SCAN = 'scan.no-image-series';

export async function findSources(files: readonly string[], signal?: AbortSignal): Promise<FoundSources> {
  const numberOf = new Map(files.map((path, n) => [path, n + 1]));
  const numbersOf = (paths: readonly string[]): number[] => paths.flatMap((path) => numberOf.get(path) ?? []);
  const sources: Source[] = [];
  const known: { files: readonly number[]; facts: ScanFacts }[] = [];

  const folders = files.filter((path) => basename(path) === 'case.json').map((path) => dirname(path));
  const inCases = files.filter((path) => folders.some((folder) => path.startsWith(folder + sep)));
  const ofCases = new Set(inCases);
  const itsCaseIsThere = new Set<string>();
  for (const folder of folders) {
    const own = numbersOf(inCases.filter((path) => path.startsWith(folder + sep)));
    const stored = await readCase(folder).catch(() => null);
    if (stored === null) {
      known.push({ files: own, facts: { kind: 'ignored', reason: 'The case cannot be read.' } });
      continue;
    }
    const { source } = stored.caseFile;
    itsCaseIsThere.add(source.seriesUid).add(source.path);
    sources.push({ kind: 'case', folder, files: own });
  }

  const others = files.filter((path) => !ofCases.has(path));
  const { images, unreadable } = await readHeaders(others, signal);
  for (const { path } of unreadable)
    known.push({ files: numbersOf([path]), facts: left('A-PXI', 'The DICOM file is damaged or incomplete.') });
  for (const candidate of seriesCandidates(images)) {
    const { uid } = candidate.info;
    const paths = membersOf(candidate, images);
    const numbers = numbersOf(paths);
    const code = candidate.problem?.code;
    if (itsCaseIsThere.has(uid))
      known.push({ files: numbers, facts: { kind: 'ignored', reason: 'Its case is there.' } });
    else if (code === NO_SCAN || (candidate.form === 'volume' && candidate.secondary))
      known.push({ files: numbers, facts: { kind: 'ignored', reason: 'No scan of teeth.' } });
    else if (candidate.problem !== null)
      known.push({
        files: numbers,
        facts: left(candidate.form === 'volume' ? 'STS-3D-Tooth' : 'A-PXI', reasonOf(candidate.problem)),
      });
    else sources.push({ kind: 'dicom', uid, paths, files: numbers });
  }
  const dicom = new Set([...images, ...unreadable].map(({ path }) => path));
  for (const path of others.filter((other) => !dicom.has(other))) {
    const numbers = numbersOf([path]);
    if (itsCaseIsThere.has(path))
      known.push({ files: numbers, facts: { kind: 'ignored', reason: 'Its case is there.' } });
    else if (NAMED_LIKE_A_SCAN.test(path)) sources.push({ kind: 'file', path, files: numbers });
    else known.push({ files: numbers, facts: { kind: 'ignored', reason: 'No scan.' } });
  }
  const persons = images.flatMap(({ patientName, patientId }) => [patientName, patientId]);
  return { sources, known, persons: [...new Set(persons)] };
}

/** The files of a candidate. A radiograph is one; a series that was no volume is several of them. */
function membersOf(candidate: Candidate, images: readonly { readonly path: string; readonly seriesUid: string }[]) {
  if (candidate.form === 'radiograph') return [candidate.image.path];
  const { seriesUid } = candidate.image;
  return [...new Set(images.filter((image) => image.seriesUid === seriesUid).map(({ path }) => path))];
}

/** Of these codes the words name no file. */
const NAMELESS = new Set([
  'scan.missing-slices',
  'scan.single-slice',
  'scan.unsupported-transfer-syntax',
  'scan.too-large',
]);

function reasonOf({ code, message }: QuadrantError): string {
  return NAMELESS.has(code) ? message : `It cannot be read as a scan (${code}).`;
}

function left(group: 'A-PXI' | 'STS-3D-Tooth', reason: string): ScanFacts {
  return { kind: 'left', group, filter: 'invalid', reason };
}

/** A path below the folder that was exported; the folders above it are not the clinic's doing. */
export function belowInput(path: string, inputs: readonly string[]): string {
  const input = inputs.find((root) => path.startsWith(join(root, sep)));
  return input === undefined ? basename(path) : path.slice(input.length + 1);
}

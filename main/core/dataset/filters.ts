/**
 * The five filters of STS-Tooth (Wang et al., Scientific Data 2025, Table 1), in its order: a scan is counted by the first one that
 * keeps it out. What is invalid never comes here.
 */
import type { Vec3 } from '../volume.ts';
import { correlation, detailOf, differenceHash, differingBits } from './likeness.ts';
import { UNCLEAR_POINTS, type PictureQuality } from './picture-quality.ts';

export const FILTERS = ['invalid', 'duplicate', 'outlier', 'identity', 'quality'] as const;
export type Filter = (typeof FILTERS)[number];

export interface Verdict {
  readonly filter: Filter;
  readonly reason: string;
}

export interface ComparableScan {
  readonly modality: 'opg' | 'cbct';
  readonly labelled: boolean;
  readonly dims: Vec3;
  readonly spacingMm: Vec3;
  /** Of the decoded greys: equal for the same pixels in any format. */
  readonly contentHash: string;
  /** Why it tells a person; null when it does not. */
  readonly identity: string | null;
  readonly thumbnail: Uint8Array;
  readonly quality: PictureQuality;
}

/** Of 256; two pictures of one patient differ in more, unless one is made of the other. */
const ALIKE_BITS = 40;
/** Between the details of two thumbnails; 0.80 is the most that 65,000 pairs of radiographs of UFBA-425 have. */
const ALIKE = 0.93;
/** Fewer scans say nothing about what is usual. */
const MIN_POPULATION = 8;
/** To the median picture: radiographs of UFBA-425 lie at 0.49 … 0.91, upside down below 0.06. */
const MIN_LIKENESS = 0.25;
/** Robust deviations below the median likeness, none of them smaller than this. */
const MOST_DEVIATIONS = 6;
const MIN_DEVIATION = 0.04;
/** Times the median. */
const MOST_ASPECT = 1.6;
const MOST_PIXELS = 25;
/** What a CBCT can have. */
const SPACING_MM = [0.04, 1.5] as const;
const EXTENT_MM = [20, 400] as const;

/** In the order of `scans`, null where nothing is wrong. */
export function filterScans(scans: readonly ComparableScan[]): readonly (Verdict | null)[] {
  const verdicts = new Array<Verdict | null>(scans.length).fill(null);
  for (const [n, reason] of duplicatesOf(scans)) verdicts[n] = { filter: 'duplicate', reason };
  for (const modality of ['opg', 'cbct'] as const) {
    const members = [...scans.keys()].filter((n) => verdicts[n] === null && scans[n].modality === modality);
    const reasons = outliersOf(members.map((n) => scans[n]));
    members.forEach((n, m) => {
      const reason = reasons[m];
      if (reason !== null) verdicts[n] = { filter: 'outlier', reason };
    });
  }
  scans.forEach(({ identity, labelled, quality }, n) => {
    // What a person could draw teeth in was clear enough.
    const poor = labelled ? null : poorQuality(quality);
    if (identity !== null) verdicts[n] ??= { filter: 'identity', reason: identity };
    if (poor !== null) verdicts[n] ??= { filter: 'quality', reason: poor };
  });
  return verdicts;
}

/** Of scans that show the same one that tells no person stays, else the labelled one, else the finest, else the first. */
function duplicatesOf(scans: readonly ComparableScan[]): Map<number, string> {
  const duplicates = new Map<number, string>();
  const kept: { readonly n: number; readonly hash: Uint32Array; readonly detail: Float32Array }[] = [];
  const pixels = ({ dims }: ComparableScan): number => dims[0] * dims[1] * dims[2];
  const order = [...scans.keys()].toSorted(
    (a, b) =>
      Number(scans[b].identity === null) - Number(scans[a].identity === null) ||
      Number(scans[b].labelled) - Number(scans[a].labelled) ||
      pixels(scans[b]) - pixels(scans[a]) ||
      a - b,
  );
  for (const n of order) {
    const scan = scans[n];
    const hash = differenceHash(scan.thumbnail);
    const detail = detailOf(scan.thumbnail);
    const twin = kept.find(
      (other) =>
        scans[other.n].modality === scan.modality &&
        (scans[other.n].contentHash === scan.contentHash ||
          (sameExtent(scans[other.n], scan) &&
            differingBits(other.hash, hash) <= ALIKE_BITS &&
            correlation(other.detail, detail) >= ALIKE)),
    );
    if (twin === undefined) kept.push({ n, hash, detail });
    else
      duplicates.set(
        n,
        scans[twin.n].contentHash === scan.contentHash
          ? 'The same pixels are there already.'
          : 'The same picture is there already, in another size or compression.',
      );
  }
  return duplicates;
}

/** Volumes that are made of one another cover the same millimetres, whatever the order of their axes. */
function sameExtent(a: ComparableScan, b: ComparableScan): boolean {
  if (a.modality === 'opg') return true;
  const [first, second] = [a, b].map(({ dims, spacingMm }) =>
    dims.map((size, axis) => size * spacingMm[axis]).toSorted((x, y) => x - y),
  );
  return first.every((mm, axis) => Math.abs(mm - second[axis]) <= 0.02 * mm);
}

function outliersOf(scans: readonly ComparableScan[]): readonly (string | null)[] {
  const impossible = scans.map(impossibleSize);
  if (scans.length < MIN_POPULATION) return impossible;
  const usual = medianPicture(scans.map(({ thumbnail }) => thumbnail));
  const likeness = scans.map(({ thumbnail }) => correlation(thumbnail, usual));
  const middle = medianOf(likeness);
  const deviation = Math.max(MIN_DEVIATION, 1.4826 * medianOf(likeness.map((value) => Math.abs(value - middle))));
  const aspect = medianOf(scans.map(aspectOf));
  const pixels = medianOf(scans.map(({ dims }) => dims[0] * dims[1]));
  return scans.map((scan, n) => {
    if (impossible[n] !== null) return impossible[n];
    if (likeness[n] < MIN_LIKENESS || likeness[n] < middle - MOST_DEVIATIONS * deviation)
      return `It does not look like the others (likeness ${likeness[n].toFixed(2)}, usual ${middle.toFixed(2)}).`;
    if (Math.abs(Math.log(aspectOf(scan) / aspect)) > Math.log(MOST_ASPECT))
      return `Its sides are ${aspectOf(scan).toFixed(2)} to 1, usual is ${aspect.toFixed(2)}.`;
    const times = (scan.dims[0] * scan.dims[1]) / pixels;
    return times > MOST_PIXELS || times < 1 / MOST_PIXELS ? `It has ${times.toFixed(2)} times the usual pixels.` : null;
  });
}

/** An entry error or a broken export, whatever the others are. */
function impossibleSize({ modality, dims, spacingMm }: ComparableScan): string | null {
  if (modality === 'opg') return null;
  const odd = spacingMm.find((mm) => !(mm >= SPACING_MM[0] && mm <= SPACING_MM[1]));
  if (odd !== undefined) return `Its voxels measure ${odd} mm, which no CBCT has.`;
  const extent = dims
    .map((size, axis) => size * spacingMm[axis])
    .find((mm) => !(mm >= EXTENT_MM[0] && mm <= EXTENT_MM[1]));
  return extent === undefined ? null : `It is ${extent.toFixed(0)} mm long, which no CBCT is.`;
}

function poorQuality(quality: PictureQuality): string | null {
  const { contrast, sharpness, artefacts } = quality;
  const found = [
    ...(contrast <= UNCLEAR_POINTS ? [`contrast ${contrast}`] : []),
    ...(sharpness <= UNCLEAR_POINTS ? [`sharpness ${sharpness}`] : []),
    ...(artefacts <= UNCLEAR_POINTS ? [`artefacts ${artefacts}`] : []),
  ];
  return found.length === 0 ? null : `Poor: ${found.join(', ')} of 20 points.`;
}

function aspectOf({ dims }: ComparableScan): number {
  return dims[0] / dims[1];
}

function medianPicture(thumbnails: readonly Uint8Array[]): Float32Array {
  return Float32Array.from(thumbnails[0], (_, p) => medianOf(thumbnails.map((thumbnail) => thumbnail[p])));
}

function medianOf(values: readonly number[]): number {
  const ascending = Float64Array.from(values).sort();
  return ascending[ascending.length >> 1];
}

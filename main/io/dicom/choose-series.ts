/** Which series of an export is the scan. */
import { QuadrantError } from '#contract/errors';
import type { Warning } from '#contract/scan';
import type { RadiographCandidate } from './radiograph-candidate.ts';
import type { Candidate, SeriesCandidate } from './series-candidate.ts';

export interface SeriesChoice {
  readonly chosen: Candidate | null;
  /** In words, for the person: why this one. */
  readonly choice: string;
  readonly warnings: readonly Warning[];
}

/**
 * Takes the series asked for, else the best: a volume if there is one, no localizers and projections if anything else is
 * there, CT before other modalities, then most voxels. Without a volume the best radiograph: panoramic (PX) before other
 * digital ones (DX) before the rest, then most pixels. A capture is not taken in place of a volume that was refused.
 * @throws QuadrantError scan.series-not-found when `seriesUid` is not among them.
 */
export function chooseSeries(candidates: readonly Candidate[], seriesUid?: string): SeriesChoice {
  if (seriesUid !== undefined)
    return { chosen: asked(candidates, seriesUid), choice: 'The series that was asked for.', warnings: [] };
  const usable = candidates.filter(({ problem }) => problem === null).sort(byPreference);
  const [best, ...others] = usable;
  if (best === undefined || isPictureBesideVolume(best, candidates))
    return { chosen: null, choice: 'None of the series can be opened.', warnings: [] };
  return { chosen: best, choice: inWords(best, others, candidates.length), warnings: passedOver(best, candidates) };
}

function asked(candidates: readonly Candidate[], seriesUid: string): Candidate {
  const exact = candidates.find(({ info }) => info.uid === seriesUid);
  // Several radiographs of a series are listed under their own UIDs: the series' own means the best of them.
  const ofSeries = candidates.filter(({ image }) => image.seriesUid === seriesUid).sort(byUseThenPreference);
  const found = exact ?? ofSeries.at(0);
  if (found !== undefined) return found;
  throw seriesNotFound(
    seriesUid,
    candidates.map(({ info }) => info.uid),
  );
}

export function seriesNotFound(seriesUid: string, present: readonly string[]): QuadrantError {
  return new QuadrantError(
    'scan.series-not-found',
    `There is no series ${seriesUid} in this scan. Present: ${present.join(', ')}.`,
    'Choose one of the series that are present, or none to take the best one.',
    { asked: seriesUid, present: present.join(', ') },
  );
}

/** Usable before refused, then best first: the order in which series are listed. */
export function byUseThenPreference(a: Candidate, b: Candidate): number {
  return Number(b.info.usable) - Number(a.info.usable) || byPreference(a, b);
}

/** Best first, usable or not; also tells which problem to report when nothing is usable. */
export function byPreference(a: Candidate, b: Candidate): number {
  if (a.form === 'volume' && b.form === 'volume') return byVolume(a, b) || bySize(a, b);
  if (a.form === 'radiograph' && b.form === 'radiograph') return rank(a) - rank(b) || bySize(a, b);
  return a.form === 'volume' ? -1 : 1;
}

function byVolume(a: SeriesCandidate, b: SeriesCandidate): number {
  return Number(a.secondary) - Number(b.secondary) || Number(b.ctLike) - Number(a.ctLike);
}

function bySize(a: Candidate, b: Candidate): number {
  return voxels(b) - voxels(a) || a.info.uid.localeCompare(b.info.uid);
}

function rank({ image }: RadiographCandidate): number {
  if (image.modality === 'PX') return 0;
  return image.modality === 'DX' ? 1 : 2;
}

function voxels({ info: { dims } }: Candidate): number {
  return dims[0] * dims[1] * dims[2];
}

/** A screenshot or report beside a scan that cannot be read is not what the person wants to see. */
function isPictureBesideVolume(best: Candidate, candidates: readonly Candidate[]): boolean {
  if (best.form === 'volume' || best.header.evidence === 'projection') return false;
  return candidates.some((other) => other.form === 'volume' && isRefusedScan(other));
}

function isRefusedScan({ problem }: Candidate): boolean {
  return problem !== null && problem.code !== 'scan.no-image-series';
}

function inWords(best: Candidate, others: readonly Candidate[], total: number): string {
  if (total === 1) return 'The only series.';
  const size = best.info.dims.slice(0, best.form === 'volume' ? 3 : 2).join(' × ');
  if (best.form === 'radiograph') {
    const reason = best.image.modality === 'PX' ? 'a panoramic one' : 'the largest of its kind';
    return others.length === 0
      ? `The only one of ${total} series that can be opened: a radiograph.`
      : `The best of ${others.length + 1} radiographs: ${reason}, ${size} pixels.`;
  }
  const volumes = others.filter((other) => other.form === 'volume');
  if (volumes.length === 0) return `The only one of ${total} series that is a usable volume.`;
  const reason =
    best.ctLike && volumes.some(({ ctLike }) => ctLike)
      ? 'the largest CT volume'
      : best.ctLike
        ? 'the only CT volume'
        : 'the largest volume';
  return `The best of ${total} series: ${reason}, ${size} voxels.`;
}

/** A larger scan that was refused must not vanish silently behind a smaller one. */
function passedOver(best: Candidate, candidates: readonly Candidate[]): Warning[] {
  return candidates
    .filter((other) => other.form === 'volume' && !other.secondary && isRefusedScan(other))
    .filter((other) => voxels(other) > voxels(best))
    .map(({ info }) => ({
      code: 'scan.larger-series-refused',
      message: `A larger series${info.description === '' ? '' : ` ("${info.description}")`} was not used: ${info.problem ?? ''}`,
    }));
}

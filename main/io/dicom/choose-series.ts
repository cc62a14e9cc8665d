/** Which series of an export is the scan. */
import { QuadrantError } from '#contract/errors';
import type { Warning } from '#contract/scan';
import type { SeriesCandidate } from './series-candidate.ts';

export interface SeriesChoice {
  readonly chosen: SeriesCandidate | null;
  /** In words, for the person: why this one. */
  readonly choice: string;
  readonly warnings: readonly Warning[];
}

/**
 * Takes the series asked for, else the best: no localizers and projections if anything else is there, CT before other
 * modalities, then most voxels.
 * @throws QuadrantError scan.series-not-found when `seriesUid` is not among them.
 */
export function chooseSeries(candidates: readonly SeriesCandidate[], seriesUid?: string): SeriesChoice {
  if (seriesUid !== undefined) {
    const asked = candidates.find(({ info }) => info.uid === seriesUid);
    if (asked === undefined)
      throw seriesNotFound(
        seriesUid,
        candidates.map(({ info }) => info.uid),
      );
    return { chosen: asked, choice: 'The series that was asked for.', warnings: [] };
  }
  const usable = candidates.filter(({ problem }) => problem === null).sort(byPreference);
  const [best, ...others] = usable;
  if (best === undefined) return { chosen: null, choice: 'None of the series can be opened.', warnings: [] };
  return { chosen: best, choice: inWords(best, others, candidates.length), warnings: passedOver(best, candidates) };
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
export function byUseThenPreference(a: SeriesCandidate, b: SeriesCandidate): number {
  return Number(b.info.usable) - Number(a.info.usable) || byPreference(a, b);
}

/** Best first, usable or not; also tells which problem to report when nothing is usable. */
export function byPreference(a: SeriesCandidate, b: SeriesCandidate): number {
  return (
    Number(a.secondary) - Number(b.secondary) ||
    Number(b.ctLike) - Number(a.ctLike) ||
    voxels(b) - voxels(a) ||
    a.info.uid.localeCompare(b.info.uid)
  );
}

function voxels({ info: { dims } }: SeriesCandidate): number {
  return dims[0] * dims[1] * dims[2];
}

function inWords(best: SeriesCandidate, others: readonly SeriesCandidate[], total: number): string {
  if (total === 1) return 'The only series.';
  if (others.length === 0) return `The only one of ${total} series that is a usable volume.`;
  const reason =
    best.ctLike && others.some(({ ctLike }) => ctLike)
      ? 'the largest CT volume'
      : best.ctLike
        ? 'the only CT volume'
        : 'the largest volume';
  return `The best of ${total} series: ${reason}, ${best.info.dims.join(' × ')} voxels.`;
}

/** A larger scan that was refused must not vanish silently behind a smaller one. */
function passedOver(best: SeriesCandidate, candidates: readonly SeriesCandidate[]): Warning[] {
  return candidates
    .filter((other) => other.problem !== null && other.problem.code !== 'scan.no-image-series')
    .filter((other) => !other.secondary && voxels(other) > voxels(best))
    .map(({ info }) => ({
      code: 'scan.larger-series-refused',
      message: `A larger series${info.description === '' ? '' : ` ("${info.description}")`} was not used: ${info.problem ?? ''}`,
    }));
}

/**
 * What a case says now: the nets' result with every decision of its review. The one door for whoever reads stored results
 * outside of the window; of a case that nobody reviewed it gives what the nets wrote.
 */
import { FIRST_SUPERNUMERARY, labelOf, type CaseFile, type CbctCase, type IosCase, type OpgCase } from '#contract/case';
import type { CaseReviewState } from '#contract/review';
import { resultOf } from '#contract/reviewed-case';
import type { Bounds } from '#core/geometry';
import type { ToothStatus } from '#core/review/action';
import { statusOf, type ReviewState } from '#core/review/review';
import { unitedBox } from '#core/review/shapes/region';
import type { LabelMap } from '#core/volume';
import { MeasuredReview, type ScanAccess } from './measured-review.ts';
import { followCase, type FollowedCase } from './reviewed-cases.ts';

/** Who answers for a result. */
export interface ReviewSummary {
  /** Number of the last entry of the log. */
  readonly seq: number;
  /** Whose decisions and changes the result holds. */
  readonly reviewedBy: readonly string[];
  readonly lastChangeAt: string | null; // ISO 8601
  readonly signed: { readonly by: string; readonly at: string } | null;
  /** Of all teeth that the log knows. */
  readonly teeth: Readonly<Record<ToothStatus, number>>;
}

export interface ReviewedResult<Case extends CaseFile = CaseFile> {
  /** Without rejected teeth. `label` of a tooth is its value in `labels`. */
  readonly caseFile: Case;
  /** Values are FDI codes; from 201 on supernumerary teeth and further teeth of a number that is given already. */
  readonly labels: LabelMap;
  /** Null when nobody reviewed it. */
  readonly review: ReviewSummary | null;
  /** Every tooth, rejected ones too, under the label that the review knows it by: what checks and charts are told from. */
  readonly everyTooth: Case;
  /** Reasons of missing teeth, settled findings, drawings. */
  readonly now: CaseReviewState;
}

/**
 * Reads a case as it is now. Measurements that need greys stay what they were where the scan is not to be had.
 * @throws QuadrantError case.*, review.damaged
 */
export async function readReviewedCase(caseDir: string, access: ScanAccess = {}): Promise<ReviewedResult> {
  const followed = await followCase(caseDir);
  const { original, labels } = followed;
  const { now } = followed.review;
  if (followed.head.seq === 0) return { caseFile: original, labels, review: null, everyTooth: original, now };
  const measured = await new MeasuredReview(access).caseOf(() => Promise.resolve(followed));
  const { caseFile, values } = numbered(resultOf(measured));
  renumberInto(followed, values);
  return { caseFile, labels, review: summaryOf(followed), everyTooth: measured, now };
}

/** Only where a label has another value than before: most reviews change few, and a scan has many voxels. */
function renumberInto({ labels, boxes }: FollowedCase, values: Uint8Array): void {
  const { data, geometry } = labels;
  const [ni, nj] = geometry.dims;
  const changed = [...boxes].filter(([label]) => values[label] !== label).map(([, { within }]) => within);
  const all = changed.reduce<Bounds | null>(unitedBox, null);
  if (all === null) return;
  const { min, max } = all;
  for (let k = min[2]; k <= max[2]; k++) {
    for (let j = min[1]; j <= max[1]; j++) {
      const row = ni * (j + nj * k);
      for (let n = row + min[0]; n <= row + max[0]; n++) data[n] = values[data[n]];
    }
  }
}

function summaryOf({ review, head }: FollowedCase): ReviewSummary {
  const { now, signed } = review;
  const changed = [...now.teeth.values()].flatMap(({ by, at }) => (by === null || at === null ? [] : [{ by, at }]));
  const inOrder = changed.toSorted((a, b) => a.at.localeCompare(b.at));
  return {
    seq: head.seq,
    reviewedBy: [...new Set(inOrder.map(({ by }) => by))],
    lastChangeAt: inOrder.at(-1)?.at ?? null,
    signed,
    teeth: countsByStatus(now),
  };
}

function countsByStatus({ teeth }: ReviewState): Readonly<Record<ToothStatus, number>> {
  const all = { proposed: 0, accepted: 0, edited: 0, rejected: 0 };
  for (const tooth of teeth.values()) all[statusOf(tooth)]++;
  return all;
}

/** Whether a person has looked at every tooth of a result, or stands for all of it. */
export function isReviewed(review: ReviewSummary | null): review is ReviewSummary {
  return review !== null && (review.signed !== null || review.teeth.proposed === 0);
}

/** One line for whoever reads an export: who looked at it and who stands for it. */
export function reviewWords({ reviewedBy, signed, teeth }: ReviewSummary): string {
  const by = reviewedBy.length === 0 ? '' : ` by ${reviewedBy.join(', ')}`;
  const open = teeth.proposed === 0 ? '' : `, ${teeth.proposed} ${teeth.proposed === 1 ? 'tooth' : 'teeth'} not yet`;
  const end = signed === null ? 'not signed off' : `signed off by ${signed.by} on ${signed.at.slice(0, 10)}`;
  return `Reviewed${by}${open}; ${end}`;
}

/** A number for each label: the tooth that a person is surest of keeps its FDI code, others of that code follow from 201 on. */
function numbered<Case extends CaseFile>(result: Case): { readonly caseFile: Case; readonly values: Uint8Array };
function numbered(result: CaseFile): { readonly caseFile: CaseFile; readonly values: Uint8Array } {
  const values = new Uint8Array(256);
  let next = FIRST_SUPERNUMERARY;
  const extra = (label: number): void => {
    values[label] = next++;
  };
  if (result.modality === 'opg') for (const { label } of result.supernumerary) extra(label);
  const taken = new Set<number>();
  const later: number[] = [];
  for (const tooth of result.instances.toSorted((a, b) => rank(b) - rank(a) || sizeOf(b) - sizeOf(a))) {
    if (tooth.type === 'supernumerary' || taken.has(tooth.fdi)) later.push(labelOf(tooth));
    else values[labelOf(tooth)] = tooth.fdi;
    taken.add(tooth.type === 'supernumerary' ? 0 : tooth.fdi);
  }
  for (const label of later.toSorted((a, b) => a - b)) extra(label);
  const caseFile = result.modality === 'opg' ? renumberedOutlines(result, values) : renumberedTeeth(result, values);
  return { caseFile, values };
}

type Numbered = CaseFile['instances'][number];

/** Accepted teeth go before edited ones, those before what the nets propose. */
function rank({ status = 'proposed' }: Numbered): number {
  return ['proposed', 'edited', 'accepted'].indexOf(status);
}

function sizeOf(tooth: Numbered): number {
  if ('voxelCount' in tooth) return tooth.voxelCount;
  return 'areaPx' in tooth ? tooth.areaPx : tooth.areaMm2;
}

function renumberedTeeth<Case extends CbctCase | IosCase>(result: Case, values: Uint8Array): Case {
  return { ...result, instances: result.instances.map((tooth) => ({ ...tooth, label: values[labelOf(tooth)] })) };
}

/** What has no number of its own joins the supernumerary teeth, as in a case that the nets left. */
function renumberedOutlines(result: OpgCase, values: Uint8Array): OpgCase {
  const teeth = result.instances.map((tooth) => ({ ...tooth, label: values[labelOf(tooth)] }));
  const beside = teeth
    .filter(({ label }) => label >= FIRST_SUPERNUMERARY)
    .map(({ fdi, runnerUpFdi: _runnerUp, type: _type, status: _status, origin: _origin, ...outline }) => ({
      ...outline,
      nearFdi: fdi,
    }));
  return {
    ...result,
    instances: teeth.filter(({ label }) => label < FIRST_SUPERNUMERARY),
    supernumerary: [
      ...result.supernumerary.map((tooth) => ({ ...tooth, label: values[tooth.label] })),
      ...beside.toSorted((a, b) => a.label - b.label),
    ],
  };
}

/** What the checks know of a tooth, whatever kind of scan shows it, and what they find. */
import type { StepAction, ToothStatus, ToothType } from '../review/action.ts';
import type { Vec3 } from '../volume.ts';

/** Sizes that tell teeth apart. In mm and mm³, or of a radiograph in any one unit: only their ratio to each other counts. */
export const SIZE_METRICS = ['volumeMm3', 'lengthMm', 'mesiodistalMm'] as const;
export type SizeMetric = (typeof SIZE_METRICS)[number];

export interface CheckedTooth {
  /** Its value in the label map. */
  readonly label: number;
  readonly fdi: number;
  readonly type: ToothType;
  readonly status: ToothStatus;
  /** LPS mm, of an intraoral scan about its arch; of a radiograph pixels to the right and down, and 0. */
  readonly centre: Vec3;
  readonly sizes: { readonly [M in SizeMetric]: number | null };
  /** Of the net, 0…1. */
  readonly confidence: number;
  /** The net's second thought. */
  readonly runnerUpFdi: number | null;
  readonly touchesBorder: boolean;
  /** Not through, or kept back: it may stand anywhere near its place, and its size is not done growing. */
  readonly impacted: boolean;
  /** The nets doubted its number when they proposed it. */
  readonly doubted: boolean;
  /** Parts that do not touch, each a share of the tooth that counts; null while nobody has counted them. */
  readonly pieces: number | null;
}

export interface CheckedCase {
  readonly kind: 'cbct' | 'opg' | 'ios';
  /** Teeth that belong to the result; rejected ones are left out. */
  readonly teeth: readonly CheckedTooth[];
  /** Places that a person marked as missing, FDI. */
  readonly missing: readonly number[];
}

/** Within a severity in the order of a worklist: what concerns many teeth, and what others may follow from, first. */
export const CHECK_CODES = [
  'mirrored',
  'jaw',
  'shifted',
  'swapped',
  'duplicate',
  'misplaced',
  'missing-contradicts',
  'order',
  'both-dentitions',
  'pieces',
  'size-large',
  'size-small',
  'unsure',
  'queued', // by models/training, which takes the tooth for another one
  'border',
] as const;
export type CheckCode = (typeof CHECK_CODES)[number];

/** Wrong: the result cannot stay as it is. Doubtful: it may well be wrong. Note: good to know. */
export const SEVERITIES = ['wrong', 'doubtful', 'note'] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface CheckFinding {
  /** The same as long as it says the same of the same teeth: a person settles a finding under it. */
  readonly key: string;
  readonly code: CheckCode;
  readonly severity: Severity;
  /** The teeth it is about, the one to look at first in front. */
  readonly labels: readonly number[];
  /** Numbers the words need: FDI codes in `from` and `to` (those that teeth have and would get), measures in `value` and `usual`. */
  readonly facts: CheckFacts;
  /** What would put it right, one step; null when a person must find out. */
  readonly fix: StepAction<never> | null;
}

export interface CheckFacts {
  readonly from?: readonly number[];
  readonly to?: readonly number[];
  readonly metric?: SizeMetric;
  /** How many times the expected size, or how many pieces, or the confidence. */
  readonly value?: number;
}

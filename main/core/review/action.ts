/**
 * What a person can do to the result of a scan. Every action is one line of the case's log and one step of undo.
 * A tooth is known by its **label**, its value in the label map, which never changes; its FDI number may.
 */

/** What stands at a place. A supernumerary tooth bears the number of the place nearest to it. */
export const TOOTH_TYPES = ['tooth', 'supernumerary', 'implant', 'pontic', 'remnant', 'not-a-tooth'] as const;
export type ToothType = (typeof TOOTH_TYPES)[number];

/** Proposed: as the nets left it. Edited follows from actions; a rejected tooth is left out of every result. */
export const DECISIONS = ['proposed', 'accepted', 'rejected'] as const;
export type Decision = (typeof DECISIONS)[number];

/** What the reader of a result asks of a tooth first. */
export const TOOTH_STATUSES = ['proposed', 'accepted', 'edited', 'rejected'] as const;
export type ToothStatus = (typeof TOOTH_STATUSES)[number];

/** How a tooth came about, whatever was decided on it: as the nets drew and numbered it, changed by a person, or made by one. */
export const TOOTH_ORIGINS = ['nets', 'changed', 'person'] as const;
export type ToothOrigin = (typeof TOOTH_ORIGINS)[number];

export const MISSING_REASONS = ['extracted', 'never-formed', 'unerupted', 'outside-scan', 'unknown'] as const;
export type MissingReason = (typeof MISSING_REASONS)[number];

/** What the person asked for; the history names the action by it. */
export const IDENTIFY_TOOLS = ['number', 'swap', 'shift', 'mirror', 'jaw', 'type', 'fix'] as const;
export const RESHAPE_TOOLS = [
  'paint',
  'erase',
  'merge',
  'split',
  'fill',
  'grow',
  'shrink',
  'smooth',
  'restore',
  'outline',
] as const;
export type IdentifyTool = (typeof IDENTIFY_TOOLS)[number];
export type ReshapeTool = (typeof RESHAPE_TOOLS)[number];

export interface Identity {
  readonly label: number; // 1…255
  readonly fdi: number;
  readonly type: ToothType;
}

/** A step that undo takes back. `Drawn` is what a person drew on the scan (measurements, arch, canals), whole. */
export type StepAction<Drawn = unknown> =
  | { readonly kind: 'identify'; readonly tool: IdentifyTool; readonly teeth: readonly Identity[] }
  /** A place of the permanent or deciduous dentition without a tooth, and why; null takes the mark back. */
  | { readonly kind: 'missing'; readonly fdi: number; readonly reason: MissingReason | null }
  | { readonly kind: 'decide'; readonly decision: Decision; readonly labels: readonly number[] }
  /** Findings (by key) that the person looked at and lets stand; `settled` false takes it back. */
  | { readonly kind: 'settle'; readonly findings: readonly string[]; readonly settled: boolean }
  | {
      readonly kind: 'reshape';
      readonly tool: ReshapeTool;
      /** Voxels that change, as `encodePatch` writes them, in base64. */
      readonly patch: string;
      /** Labels of the teeth that lose or gain voxels. */
      readonly touched: readonly number[];
      /** Teeth that this step makes, with unused labels. A tooth that lost its last voxel stays known and is not shown. */
      readonly made: readonly Identity[];
    }
  | { readonly kind: 'draw'; readonly drawn: Drawn };

export type ReviewAction<Drawn = unknown> =
  | StepAction<Drawn>
  /** Take back the last step, or do it again; `of` is that step's number in the log. */
  | { readonly kind: 'undo'; readonly of: number }
  | { readonly kind: 'redo'; readonly of: number }
  /** The person stands for the result; nothing changes until it is reopened. Not undone: reopening is on record. */
  | { readonly kind: 'sign' }
  | { readonly kind: 'reopen' };

/** An action on record. */
export interface ReviewEntry<Drawn = unknown> {
  readonly seq: number; // 1, 2, …
  readonly at: string; // ISO 8601
  readonly by: string;
  readonly action: ReviewAction<Drawn>;
}

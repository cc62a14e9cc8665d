/** What a person asked the promptable net to outline on the open radiograph, and its answer. */
import type { ApiParams, ApiResult } from '#contract/api';
import type { PictureBox } from '../../viewer/radiograph/picture-view.ts';

export type OutlineAnswer = ApiResult<'radiographs.outline'>;
export type PromptPoint = ApiParams<'radiographs.outline'>['points'][number];

/** In source pixels of the radiograph. */
export interface OutlinePrompt {
  readonly box: PictureBox | null;
  readonly points: readonly PromptPoint[];
  /** Of this prompt, or of the one before it while `asking`; null before the first. */
  readonly answer: OutlineAnswer | null;
  readonly asking: boolean;
}

/** As many as the api takes. */
export const MOST_POINTS = 32;

/** Below this a tooth is worth a second look. */
export const DOUBTFUL_BELOW = 0.6;

/** Whether a tooth is to be marked for a second look: its number is unsure, or something was noticed about it. */
export function needsLook(tooth: { readonly confidence: number; readonly warnings: readonly unknown[] }): boolean {
  return tooth.confidence < DOUBTFUL_BELOW || tooth.warnings.length > 0;
}

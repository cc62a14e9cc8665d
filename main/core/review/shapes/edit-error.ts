/** Why a shape cannot be edited as asked: a person reads it in the words of the window. */
export const EDIT_REFUSALS = [
  'no-tooth',
  'seeds-outside',
  'seeds-together',
  'line-misses',
  'nothing-to-fill',
  'taken',
] as const;
export type EditRefusal = (typeof EDIT_REFUSALS)[number];

export class EditError extends Error {
  override readonly name = 'EditError';
  readonly refusal: EditRefusal;

  constructor(refusal: EditRefusal) {
    super(`The shape cannot be edited: ${refusal}`);
    this.refusal = refusal;
  }
}

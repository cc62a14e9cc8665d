/** Teeth chosen by typing their number, in the notation that is shown. */
import { fdiOfSign, type Notation } from '#core/notation';

export type TypedStep =
  /** More may follow. */
  | { readonly kind: 'wait'; readonly digits: string }
  | { readonly kind: 'tooth'; readonly fdi: number; readonly digits: string }
  /** No tooth has such a number. */
  | { readonly kind: 'none'; readonly digits: string };

/**
 * What a digit makes of those typed before it. FDI numbers have two digits, and stand in for Palmer's signs, which hold
 * no second one; Universal ones have one or two.
 */
export function typedStep(before: string, digit: string, notation: Notation): TypedStep {
  const digits = before + digit;
  const most = notation === 'universal' && Number(digit) > 3 && before === '' ? 1 : 2;
  return digits.length < most ? { kind: 'wait', digits } : typedEnd(digits, notation);
}

/** What stands when no digit follows. */
export function typedEnd(digits: string, notation: Notation): TypedStep {
  const fdi = fdiOfSign(digits, notation === 'palmer' ? 'fdi' : notation);
  return fdi === null ? { kind: 'none', digits } : { kind: 'tooth', fdi, digits };
}

/** An action on numbers as a sentence: "36 and 37 swapped". */
import type { Identity } from '#core/review/action';
import { useSettings, useText } from '../../app-context.ts';
import { toothSign } from '#core/notation';
import type { Told } from '../../state/teeth/numbers-store.ts';
import { NUMBERS_TEXT } from './text.ts';

export type NumbersWords = (typeof NUMBERS_TEXT)['en'];

export function toldText(told: Told, t: NumbersWords, sign: (fdi: number) => string): string {
  switch (told.kind) {
    case 'refused':
      return t.refused[told.why](told.fdi === null ? '' : sign(told.fdi));
    case 'missing':
      return told.reason === null ? t.notMarked(sign(told.fdi)) : t.missing(sign(told.fdi), t.reasons[told.reason]);
    case 'identified':
      return identifiedText(told, t, sign);
  }
}

function identifiedText(
  { tool, before, after, twice }: Extract<Told, { kind: 'identified' }>,
  t: NumbersWords,
  sign: (fdi: number) => string,
): string {
  const [first, second] = after;
  const was = (label: number): Identity | undefined => before.find((one) => one.label === label);
  const from = was(first.label)?.fdi ?? first.fdi;
  if (twice) return t.twice(sign(first.fdi));
  if (after.length === 1 && from === first.fdi) return t.typed(sign(first.fdi), t.types[first.type]);
  if (after.length === 1) return t.now(sign(from), sign(first.fdi));
  const exchanged = after.length === 2 && from === second.fdi && was(second.label)?.fdi === first.fdi;
  if (exchanged) return t.swapped(sign(from), sign(first.fdi));
  return tool === 'mirror' ? t.mirrored(after.length) : t.moved(after.length);
}

/** Tells what was done in the person's language and notation. */
export function useToldText(): (told: Told) => string {
  const t = useText(NUMBERS_TEXT);
  const notation = useSettings((settings) => settings.notation);
  return (told) => toldText(told, t, (fdi) => toothSign(fdi, notation));
}

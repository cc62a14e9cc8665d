import { useReview, useSettings } from '../../app-context.ts';
import { historyOf } from '#core/review/history';
import { useMemo } from 'react';
import { useSign } from '../teeth/use-sign.ts';
import { tellLine } from './action-words.ts';

/** What undo would take back and redo would do again, in words; null where there is nothing. */
export function useTravel(): { readonly undo: string | null; readonly redo: string | null } {
  const review = useReview((state) => state.review);
  const entries = useReview((state) => state.entries);
  const language = useSettings((settings) => settings.language);
  const sign = useSign();
  const lines = useMemo(() => historyOf(entries), [entries]);
  const tell = (seq: number | undefined): string | null => {
    const line = seq === undefined ? undefined : lines.find(({ entry }) => entry.seq === seq);
    return line === undefined ? null : tellLine(line, language, sign);
  };
  return { undo: tell(review?.done.at(-1)?.entry.seq), redo: tell(review?.undone.at(-1)?.entry.seq) };
}

import type { Opening } from '../../state/session-store.ts';

/** What is being done with the scan that was chosen. */
export function openingText({ step }: Opening): string {
  return step === 'copying' ? 'Handing the files over…' : 'Reading the scan…';
}

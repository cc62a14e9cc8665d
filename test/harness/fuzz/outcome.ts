import { z } from 'zod';

/** How a reader ended, as its process saw it. */
export const outcomeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('result') }),
  z.object({ kind: z.literal('refused'), code: z.string(), message: z.string() }),
  /** Anything that is no QuadrantError, or an `internal` one: nobody foresaw it. */
  z.object({ kind: z.literal('untyped'), message: z.string(), stack: z.string() }),
]);

export const answerSchema = z.object({
  outcome: outcomeSchema,
  /** What the input says that it holds: its size on disk, or its header's dimensions × bytes, whichever is more. */
  declaredBytes: z.number(),
  /** Most that the process held beyond what it held before; null where the system does not tell. */
  peakBytes: z.number().nullable(),
});
export type Answer = z.infer<typeof answerSchema>;

/** What the watcher makes of it. */
export type Verdict =
  | { readonly kind: 'result' }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'untyped' | 'crash' | 'hang' | 'memory'; readonly reason: string };

export type Finding = Extract<Verdict, { readonly reason: string }>;

export function isFinding(verdict: Verdict): verdict is Finding {
  return 'reason' in verdict;
}

/** Of code, codecs and garbage, whatever the input: WebAssembly codecs alone take 64 MB at once. */
export const BASE_BYTES = 192 * 2 ** 20;

/** At most twice what the input declares, and a fixed base. */
export function allowedBytes(declaredBytes: number): number {
  return BASE_BYTES + 2 * declaredBytes;
}

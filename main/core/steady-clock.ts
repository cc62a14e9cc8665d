/**
 * [Note: Steady clock] The system clock of a PC may be set wrong: a battery dies, a time server errs, a person tries
 * something. What is deleted after some weeks must not go because of that. So time is told from looks at the system
 * clock: what it shows is believed for at most a week between two looks, and a look that was made later than it is now
 * was made by a clock that ran ahead, and is forgotten with the time that it added. A wrong clock costs at most a week,
 * one that was ahead and is set right again costs nothing; weeks in which nobody looked count as one.
 */

/** What the system clock showed, and how much time had gone by then since the first look of all. */
export interface ClockLook {
  readonly atMs: number;
  readonly elapsedMs: number;
}

const MOST_BELIEVED_MS = 7 * 86_400_000;
/** Looks closer to each other tell nothing new. */
const APART_MS = 3_600_000;
const MOST_LOOKS = 64;

/** The time that has gone by, and the looks to remember, the earliest first. */
export function lookAtClock(
  looks: readonly ClockLook[],
  nowMs: number,
): { readonly elapsedMs: number; readonly looks: readonly ClockLook[] } {
  const credible = looks.filter(({ atMs }) => atMs <= nowMs);
  const last = credible.at(-1);
  const elapsedMs = last === undefined ? (looks[0]?.elapsedMs ?? 0) : last.elapsedMs + believed(nowMs - last.atMs);
  if (last !== undefined && nowMs - last.atMs < APART_MS) return { elapsedMs, looks: credible };
  return { elapsedMs, looks: [...credible, { atMs: nowMs, elapsedMs }].slice(-MOST_LOOKS) };
}

function believed(stepMs: number): number {
  return Math.min(stepMs, MOST_BELIEVED_MS);
}

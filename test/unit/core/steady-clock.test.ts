/** [Note: Steady clock] */
import { describe, expect, test } from 'vitest';
import { lookAtClock, type ClockLook } from '#core/steady-clock';

const DAY = 86_400_000;
const START = Date.parse('2026-11-28T08:00:00Z');

/** Days that went by, after looks at a clock that showed so many days after the start. */
function daysAfter(shown: readonly number[]): number {
  let looks: readonly ClockLook[] = [];
  let elapsedMs = 0;
  for (const day of shown) ({ looks, elapsedMs } = lookAtClock(looks, START + day * DAY));
  return elapsedMs / DAY;
}

describe('the time that went by', () => {
  test.each([
    ['a right clock, every day', Array.from({ length: 32 }, (_, day) => day), 31],
    ['a right clock, now and then', [0, 0.5, 5, 5.01, 11, 16], 16],
    ['a clock a year ahead for one look', [0, 1, 366, 2], 2],
    ['a clock a year ahead for many looks', [0, 1, 366, 367, 373, 380, 390, 2, 3], 3],
    ['a clock that is set back and stays there', [0, 1, 2, -400, -399, -398], 2],
    ['a clock that begins at 1970 and is set right', [-20000, 0, 1, 2], 9],
    ['a month in which nobody looked', [0, 31], 7],
  ])('of %s', (_name, shown, days) => {
    expect(daysAfter(shown)).toBeCloseTo(days, 6);
  });

  test('needs few looks to be remembered', () => {
    let looks: readonly ClockLook[] = [];
    for (let day = 0; day < 400; day += 0.01) ({ looks } = lookAtClock(looks, START + day * DAY));
    expect(looks.length).toBeLessThanOrEqual(64);
  });
});

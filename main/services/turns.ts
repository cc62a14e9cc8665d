import { setTimeout as wait } from 'node:timers/promises';

/** For a program that ends; what takes longer, as putting all cases elsewhere, ends with it as in a power cut. */
const MOST_WAIT_MS = 5000;

/** Tasks one after the other, in the order in which they were asked for; one that fails does not hold up the next. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  run<Result>(task: () => Promise<Result>): Promise<Result> {
    const result = this.last.then(task);
    this.last = result.catch(() => {});
    return result;
  }
}

/** When all have ended, well or not, or the program may no longer wait for them. */
export async function endedSoon(tasks: Iterable<Promise<unknown>>): Promise<void> {
  await Promise.race([Promise.allSettled(tasks), wait(MOST_WAIT_MS, undefined, { ref: false })]);
}

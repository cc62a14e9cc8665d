/** A fault that is really provoked, and what is found after it. */

export interface Outcome {
  /** What happened, with the code and the words that the person is told. */
  readonly happened: string;
  readonly kept: string;
  /** What did not end as stated; null when all did. */
  readonly problem: string | null;
}

export interface Fault {
  readonly name: string;
  /** @throws Skipped where this machine cannot provoke it; whatever else is thrown is a fault that did not end as stated */
  readonly provoke: () => Promise<Outcome>;
}

export class Skipped extends Error {}

/** Collects what does not hold, in words. */
export class Findings {
  private readonly problems: string[] = [];

  expect(holds: boolean, otherwise: string): void {
    if (!holds) this.problems.push(otherwise);
  }

  get problem(): string | null {
    return this.problems.length === 0 ? null : this.problems.join('; ');
  }
}

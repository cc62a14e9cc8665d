import { randomNumbers } from '../../unit/core/random-numbers.ts';

/** Choices that are the same for the same seed. */
export class Dice {
  private readonly random: () => number;

  constructor(seed: number) {
    this.random = randomNumbers(seed);
    for (let n = 0; n < 4; n++) this.random(); // neighbouring seeds begin alike
  }

  /** A whole number from 0 up to `below`, which itself does not come. */
  below(below: number): number {
    return Math.floor(this.random() * below);
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)];
  }

  /** True once in `times`. */
  once(times: number): boolean {
    return this.below(times) === 0;
  }
}

/** One number of several, so that each input of each reader has a seed of its own (FNV-1a). */
export function seedOf(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const char of parts.join(' ')) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  return hash >>> 0;
}

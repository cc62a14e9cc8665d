/** Whole numbers of any size, numbered in the order in which they come: a Map without objects (Knuth, TAOCP 3, 6.4, algorithm L). */
export class NumberedKeys {
  private readonly keys: Float64Array;
  /** Of each slot the number of its key, and 1; 0 where it is free. */
  private readonly slots: Uint32Array;
  private readonly shift: number;
  private count = 0;

  /** @param most different keys that may come */
  constructor(most: number) {
    const bits = Math.max(1, Math.ceil(Math.log2(2 * most + 1)));
    this.keys = new Float64Array(most);
    this.slots = new Uint32Array(2 ** bits);
    this.shift = 32 - bits;
  }

  get size(): number {
    return this.count;
  }

  /** @param key a whole number from 0 to 2⁵³ */
  numberOf(key: number): number {
    const { keys, slots } = this;
    // Both halves of the key, each times an odd number near 2³² divided by the golden ratio.
    let slot = (Math.imul(key, 0x9e3779b1) ^ Math.imul(key / 0x1_0000_0000, 0x85ebca6b)) >>> this.shift;
    for (; slots[slot] !== 0; slot = slot + 1 === slots.length ? 0 : slot + 1)
      if (keys[slots[slot] - 1] === key) return slots[slot] - 1;
    keys[this.count] = key;
    slots[slot] = ++this.count;
    return this.count - 1;
  }
}

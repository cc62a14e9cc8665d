/** A list of numbers that grows by doubling, for files that do not say how many follow. */
export class NumberList {
  private values = new Float64Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const longer = new Float64Array(2 * this.length);
      longer.set(this.values);
      this.values = longer;
    }
    this.values[this.length++] = value;
  }

  at(n: number): number {
    return this.values[n];
  }

  /** A copy of its own size. */
  toArray(): Float64Array {
    return this.values.slice(0, this.length);
  }
}

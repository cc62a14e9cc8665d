/** Voxels waiting in order of a whole number: the lowest comes first, the earlier of equals before the later. */
export class BucketQueue {
  private readonly buckets: number[][] = [];
  private readonly heads: number[] = [];
  private lowest = Infinity;

  push(voxel: number, key: number): void {
    while (this.buckets.length <= key) {
      this.buckets.push([]);
      this.heads.push(0);
    }
    this.buckets[key].push(voxel);
    if (key < this.lowest) this.lowest = key;
  }

  /** The key of the next voxel, Infinity when none waits. */
  get key(): number {
    while (this.lowest < this.buckets.length) {
      if (this.heads[this.lowest] < this.buckets[this.lowest].length) return this.lowest;
      this.buckets[this.lowest].length = 0;
      this.heads[this.lowest] = 0;
      this.lowest++;
    }
    return Infinity;
  }

  /** Takes the next voxel; only when `key` is finite. */
  pop(): number {
    const { key } = this;
    return this.buckets[key][this.heads[key]++];
  }
}

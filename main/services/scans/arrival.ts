/** How much of a growing file may be read; lets readers wait for more. */
export class Arrival {
  private bytes = 0;
  private failure: unknown = null;
  private waiting = Promise.withResolvers<void>();

  /** So many bytes from the start of the file are there. */
  reach(bytes: number): void {
    this.bytes = Math.max(this.bytes, bytes);
    this.wake();
  }

  /** No more will come: readers that wait for it get `failure`. */
  fail(failure: unknown): void {
    this.failure = failure;
    this.wake();
  }

  /** Waits until there is more than `offset` and returns how much. @throws what `fail` was given */
  async beyond(offset: number): Promise<number> {
    while (this.bytes <= offset) {
      if (this.failure !== null) throw this.failure;
      await this.waiting.promise;
    }
    return this.bytes;
  }

  private wake(): void {
    this.waiting.resolve();
    this.waiting = Promise.withResolvers();
  }
}

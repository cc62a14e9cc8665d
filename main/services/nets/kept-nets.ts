/** Nets that are opened when first needed and stay open, one for each choice; what failed to open is tried again the next time. */
export class KeptNets<Choice, Net extends { release(): Promise<void> }> {
  private readonly open: (choice: Choice) => Promise<Net>;
  private readonly nets = new Map<Choice, Promise<Net>>();

  constructor(open: (choice: Choice) => Promise<Net>) {
    this.open = open;
  }

  /** @throws what `open` throws */
  net(choice: Choice): Promise<Net> {
    const known = this.nets.get(choice);
    if (known !== undefined) return known;
    const net = this.open(choice);
    this.nets.set(choice, net);
    net.catch(() => this.nets.delete(choice));
    return net;
  }

  /** Frees all weights; the next use opens them again. */
  async release(): Promise<void> {
    const open = [...this.nets.values()];
    this.nets.clear();
    // A net that failed to open has told so already.
    await Promise.all(open.map((net) => net.then((opened) => opened.release()).catch(() => {})));
  }
}

/** Nets that outlive their processor: what it can no longer do, the next one does. */
import { QuadrantError } from '#contract/errors';
import type { Provider } from './providers.ts';

interface OpenedNet {
  readonly provider: string;
  release(): Promise<void>;
}

/** Opens a net on the first provider that works and is none of the lost ones. @throws QuadrantError inference.no-provider */
export type OpenElsewhere<Net> = (lost: ReadonlySet<string>) => Promise<Net>;

/** The same way to open a net, closed to providers that were lost. */
export function unlessLost<Net>(
  lost: ReadonlySet<string>,
  open: (provider: Provider) => Promise<Net>,
): (provider: Provider) => Promise<Net> {
  return async (provider) => {
    if (lost.has(provider)) throw new Error('it stopped while a net ran');
    return open(provider);
  };
}

/**
 * [Note: Lost provider] A driver is reset, a card falls off its bus, its memory is taken by another program: the session
 * then fails, and so does each later run of it. No message tells such a loss from other failures on all drivers, so any
 * failed run on a graphics processor counts as one, and is repeated on the next provider. What is wrong with the input
 * fails there as well, and is told then. A failure on the CPU is one; a provider that a person chose is not left.
 */
export class NetOnNextProvider<Net extends OpenedNet> {
  private readonly openElsewhere: OpenElsewhere<Net>;
  private readonly lost = new Set<string>();
  private net: Net;

  private constructor(net: Net, openElsewhere: OpenElsewhere<Net>) {
    this.net = net;
    this.openElsewhere = openElsewhere;
  }

  /** @throws QuadrantError inference.no-provider */
  static async open<Net extends OpenedNet>(openElsewhere: OpenElsewhere<Net>): Promise<NetOnNextProvider<Net>> {
    return new NetOnNextProvider(await openElsewhere(new Set()), openElsewhere);
  }

  /** The net where it runs now. */
  get current(): Net {
    return this.net;
  }

  /** Does a task, on the next provider once more where the present one fails. @throws QuadrantError inference.* */
  async run<Result>(task: (net: Net) => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        return await task(this.net);
      } catch (error) {
        if (!isLoss(error, this.net.provider)) throw error;
        console.error(`${this.net.provider} stopped: ${String(error.facts['reason'])}`);
        this.lost.add(this.net.provider);
        await this.net.release();
        this.net = await this.openElsewhere(this.lost);
      }
    }
  }

  release(): Promise<void> {
    return this.net.release();
  }
}

const NEVER_LOST: Provider = 'cpu';

function isLoss(error: unknown, provider: string): error is QuadrantError {
  return error instanceof QuadrantError && error.code === 'inference.failed' && provider !== NEVER_LOST;
}

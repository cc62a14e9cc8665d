/** A wire between Quadrant and an archive that tells how much went over it, so that something can be killed in the middle. */
import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from './orthanc.ts';

export class CuttingProxy {
  readonly port: number;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private cut: { readonly afterBytes: number; readonly reached: () => void } | null = null;
  private sentBytes = 0;

  private constructor(port: number, target: number) {
    this.port = port;
    this.server = createServer((near) => {
      const far = connect(target, '127.0.0.1');
      for (const socket of [near, far]) {
        this.sockets.add(socket);
        socket.once('close', () => this.sockets.delete(socket));
        socket.on('error', () => {});
      }
      near.on('data', (bytes) => this.onSent(bytes.length));
      near.pipe(far).pipe(near);
      // Soon: what one side had sent before it closed still goes to the other.
      near.once('close', () => far.destroySoon());
      far.once('close', () => near.destroySoon());
    });
  }

  static async to(target: number): Promise<CuttingProxy> {
    const proxy = new CuttingProxy(await freePort(), target);
    await new Promise<void>((resolve) => proxy.server.listen(proxy.port, '127.0.0.1', resolve));
    return proxy;
  }

  /** Resolves once `afterBytes` have gone to the archive and `then` has begun; no byte goes on after that. */
  async cutAfter(afterBytes: number, then: () => Promise<void>): Promise<void> {
    this.sentBytes = 0;
    await new Promise<void>((resolve) => (this.cut = { afterBytes, reached: resolve }));
    await then();
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private onSent(bytes: number): void {
    this.sentBytes += bytes;
    if (this.cut === null || this.sentBytes < this.cut.afterBytes) return;
    const { reached } = this.cut;
    this.cut = null;
    const cut = [...this.sockets]; // not those that come later: who starts again finds the wire whole
    for (const socket of cut) socket.pause();
    reached();
    // What was killed ends its side; the other one must not wait for it.
    setTimeout(() => cut.forEach((socket) => socket.destroy()), 200);
  }
}

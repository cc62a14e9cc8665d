/** Listens for the images of one C-MOVE, and no longer: what a server without C-GET sends to us on its own. */
import { createServer, type Socket } from 'node:net';
import dimse from 'dcmjs-dimse';
import type { association as upperLayer } from 'dcmjs-dimse';
import { QuadrantError } from '#contract/errors';
import { READABLE_TRANSFER_SYNTAXES } from '../dicom/transfer-syntax.ts';
import { Peer, type PeerOptions } from './dimse-association.ts';
import { pacsError } from './pacs-errors.ts';

const { PresentationContextResult, RejectReason, RejectResult, RejectSource } = dimse.constants;
const LOOPBACK = /^(127\.|localhost$|::1$)/;

/** Runs `work` while images may come in. @throws QuadrantError pacs.unreachable when the port is taken */
export async function whileReceiving<Result>(
  options: PeerOptions,
  port: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const { server } = options;
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // What the server loses on the way it tells itself; what our disk does not take, it cannot know.
    new ReceivingPeer(socket, options).failed.catch((error: unknown) => {
      if (error instanceof QuadrantError && error.code.startsWith('disk.')) broken.reject(error);
    });
  });
  const listening = Promise.withResolvers<void>();
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => {});
  listener.once('listening', () => listening.resolve());
  listener.once('error', (error) => {
    const failed = pacsError(server, 'pacs.unreachable', { receivePort: port }, error);
    listening.reject(failed);
    broken.reject(failed);
  });
  listener.listen(port, LOOPBACK.test(server.host) ? '127.0.0.1' : undefined);
  try {
    await listening.promise;
    return await Promise.race([work(), broken.promise]);
  } finally {
    listener.close();
    for (const socket of sockets) socket.destroy();
  }
}

class ReceivingPeer extends Peer {
  private readonly ourAet: string;

  constructor(socket: Socket, options: PeerOptions) {
    super(socket, options);
    this.ourAet = options.server.callingAet;
  }

  override associationRequested(association: upperLayer.Association): void {
    if (association.getCalledAeTitle().trim() !== this.ourAet) {
      this.sendAssociationReject(RejectResult.Permanent, RejectSource.ServiceUser, RejectReason.CalledAeNotRecognized);
      return;
    }
    for (const { context } of association.getPresentationContexts()) {
      const readable = context.getTransferSyntaxUids().find((uid) => READABLE_TRANSFER_SYNTAXES.includes(uid));
      if (readable === undefined) context.setResult(PresentationContextResult.RejectTransferSyntaxesNotSupported);
      else context.setResult(PresentationContextResult.Accept, readable);
    }
    this.sendAssociationAccept();
  }
}

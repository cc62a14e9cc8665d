/**
 * One association with a DIMSE server (PS3.7, PS3.8). The library's class for a server is used for both sides: unlike its
 * client it takes a socket of ours, with our trust and our time-outs, and hands incoming objects over as they come.
 */
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { Writable } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import dimse from 'dcmjs-dimse';
import type { association as upperLayer, Dataset, requests, responses } from 'dcmjs-dimse';
import type { DimseServer } from '#contract/pacs';
import { IMPLEMENTATION_CLASS_UID, IMPLEMENTATION_VERSION } from '../dicom-write/write-dicom.ts';
import type { Patience } from './archive.ts';
import { cancelled, pacsError, socketError } from './pacs-errors.ts';

// What it logs names patients.
dimse.log.setLevel('silent');
dimse.Implementation.setImplementationClassUid(IMPLEMENTATION_CLASS_UID);
dimse.Implementation.setImplementationVersion(IMPLEMENTATION_VERSION);

export const { Association } = dimse.association;
export const { Status } = dimse.constants;

/** What is done with objects that come in over an association (C-STORE of C-GET and C-MOVE). */
export interface ObjectSink {
  /** Takes the bytes of a data set in the transfer syntax of its context; null: it is not wanted. */
  begin(object: IncomingObject): Writable | null;
  /** Answers once it is on disk, with a status of C-STORE. */
  end(object: IncomingObject, bytes: Writable): Promise<number>;
}

export interface IncomingObject {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly transferSyntaxUid: string;
}

/** A kind of object or service, and the transfer syntaxes for it. */
export interface ContextOffer {
  readonly abstractSyntaxUid: string;
  readonly transferSyntaxUids: readonly string[];
  /** We take such objects from the server (C-GET). */
  readonly weStore?: boolean;
}

export interface AssociationOptions {
  readonly server: DimseServer;
  readonly patience: Patience;
  readonly offers: readonly ContextOffer[];
  readonly sink?: ObjectSink;
  readonly signal: AbortSignal;
}

/** Opens an association, works over it and releases it. @throws QuadrantError pacs.*, job.cancelled */
export async function withAssociation<Result>(
  { server, patience, offers, sink, signal }: AssociationOptions,
  work: (association: OpenAssociation) => Promise<Result>,
): Promise<Result> {
  if (signal.aborted) throw cancelled();
  const socket = await connect(server, patience, signal);
  const peer = new Peer(socket, { server, patience, sink: sink ?? null });
  const onAbort = (): void => peer.fail(cancelled());
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort(); // between the connection and now
  try {
    const open = new OpenAssociation(server, peer);
    await open.negotiate(offers);
    const result = await work(open);
    await open.release();
    return result;
  } finally {
    signal.removeEventListener('abort', onAbort);
    socket.destroy();
  }
}

/** What a server calls its reasons (PS3.8 table 9-21), for those who set it up. */
const REASONS: Readonly<Record<string, string>> = {
  '1/3': 'the archive does not know the AE title of Quadrant',
  '1/7': 'the archive has another AE title',
  '3/1': 'the archive is busy',
  '3/2': 'the archive takes no more connections',
};
const TRANSIENT_REJECTION = 2;
const PRESENTATION = 3;

const PENDING = new Set([Status.Pending, 0xff01]);

export class OpenAssociation {
  private readonly server: DimseServer;
  private readonly peer: Peer;
  private readonly association: upperLayer.Association;

  constructor(server: DimseServer, peer: Peer) {
    this.server = server;
    this.peer = peer;
    this.association = new Association(server.callingAet, server.calledAet);
  }

  /** @throws QuadrantError pacs.association-refused */
  async negotiate(offers: readonly ContextOffer[]): Promise<void> {
    for (const { abstractSyntaxUid, transferSyntaxUids, weStore = false } of offers) {
      const id = this.association.addPresentationContext(abstractSyntaxUid);
      for (const uid of transferSyntaxUids) this.association.addTransferSyntaxToPresentationContext(id, uid);
      if (weStore) this.association.getPresentationContext(id).setProviderRole(true);
    }
    const answered = Promise.withResolvers<void>();
    this.peer.on('associationAccepted', () => answered.resolve());
    this.peer.on('associationRejected', (why: { result: number; source: number; reason: number }) => {
      const { result, source, reason } = why;
      const code = `${source}/${reason}`;
      const transient = result === TRANSIENT_REJECTION || source === PRESENTATION;
      answered.reject(pacsError(this.server, 'pacs.association-refused', { reason: REASONS[code] ?? code, transient }));
    });
    this.peer.sendAssociationRequest(this.association);
    await Promise.race([answered.promise, this.peer.failed]);
  }

  /** Whether the server takes what this kind of object or service is called by, in one of these transfer syntaxes. */
  takes(abstractSyntaxUid: string, transferSyntaxUids?: readonly string[]): boolean {
    return this.association.getPresentationContexts().some(({ context }) => {
      if (context.getAbstractSyntaxUid() !== abstractSyntaxUid) return false;
      const accepted = context.getAcceptedTransferSyntaxUid();
      if (context.getResult() !== dimse.constants.PresentationContextResult.Accept || accepted === undefined)
        return false;
      return transferSyntaxUids?.includes(accepted) ?? true;
    });
  }

  /** Sends a request and answers with its last response; those before it are told. @throws QuadrantError pacs.* */
  async ask(request: requests.Request, onPending: (response: responses.Response) => void = () => {}) {
    if (this.association.getAcceptedPresentationContextFromRequest(request) === undefined)
      throw pacsError(this.server, 'pacs.unsupported', { service: request.getAffectedSopClassUid() });
    const last = Promise.withResolvers<responses.Response>();
    request.on('response', (response: responses.Response) => {
      if (!PENDING.has(response.getStatus())) last.resolve(response);
      else onPending(response);
    });
    this.peer.sendRequests(request);
    return Promise.race([last.promise, this.peer.failed]);
  }

  /** What was found so far is enough. */
  stop(request: requests.CFindRequest): void {
    this.peer.sendCancel(request);
  }

  /** A server that never answers the release costs nothing: the work is done. */
  async release(): Promise<void> {
    const released = new Promise<void>((resolve) => {
      this.peer.on('associationReleaseResponse', () => resolve());
      this.peer.on('close', () => resolve());
      setTimeout(resolve, RELEASE_MS).unref();
    });
    this.peer.sendAssociationReleaseRequest();
    await released;
  }
}

const RELEASE_MS = 2000;
const REFUSED_NOT_AUTHORIZED = 0x0124;

export interface PeerOptions {
  readonly server: DimseServer;
  readonly patience: Patience;
  readonly sink: ObjectSink | null;
}

/** Our end of an association. */
export class Peer extends dimse.Scp {
  /** Never resolves; rejects with a typed error when the association is lost. */
  readonly failed: Promise<never>;
  private readonly options: PeerOptions;
  private readonly rejectFailed: (error: unknown) => void;
  private readonly held: Socket;
  private incoming: IncomingObject | null = null;
  private storeStatus = REFUSED_NOT_AUTHORIZED;

  constructor(socket: Socket, options: PeerOptions) {
    super(socket, { connectTimeout: options.patience.silenceMs });
    this.held = socket;
    this.options = options;
    const { promise, reject } = Promise.withResolvers<never>();
    this.failed = promise;
    this.rejectFailed = reject;
    promise.catch(() => {}); // told by whoever waits
    const { server } = options;
    // Ours come before what the library makes of the same events, which has no codes.
    socket.prependListener('error', (error) => this.fail(socketError(server, error)));
    socket.prependListener('timeout', () => this.fail(pacsError(server, 'pacs.timeout')));
    this.on('networkError', (error: unknown) => this.fail(pacsError(server, 'pacs.bad-answer', {}, error)));
    this.on('close', () => this.fail(pacsError(server, 'pacs.unreachable', { reason: 'the archive hung up' })));
  }

  fail(error: unknown): void {
    this.rejectFailed(error);
    this.held.destroy();
  }

  override abort(): void {
    this.fail(pacsError(this.options.server, 'pacs.refused', { reason: 'the archive aborted', transient: true }));
  }

  override associationReleaseRequested(): void {
    this.sendAssociationReleaseResponse();
  }

  override createStoreWritableStream(
    context: upperLayer.PresentationContext,
    request: requests.CStoreRequest,
  ): Writable {
    this.incoming = {
      sopClassUid: request.getAffectedSopClassUid(),
      sopInstanceUid: request.getAffectedSopInstanceUid(),
      transferSyntaxUid: context.getAcceptedTransferSyntaxUid() ?? '',
    };
    const writable = this.options.sink?.begin(this.incoming) ?? nowhere();
    writable.once('error', (error) => this.fail(error));
    // The library does not wait for a slow disk: the network has to.
    const hold = (): void => {
      if (!writable.writableNeedDrain || this.held.isPaused()) return;
      this.held.pause();
      writable.once('drain', () => this.held.resume());
    };
    this.held.on('data', hold);
    writable.once('close', () => this.held.off('data', hold));
    return writable;
  }

  override createDatasetFromStoreWritableStream(
    writable: Writable,
    _context: upperLayer.PresentationContext,
    callback: (dataset: Dataset) => void,
  ): void {
    void this.keep(writable, () => callback(new dimse.Dataset({})));
  }

  private async keep(writable: Writable, answer: () => void): Promise<void> {
    const { incoming } = this;
    const { sink } = this.options;
    try {
      if (sink !== null && incoming !== null) this.storeStatus = await sink.end(incoming, writable);
    } catch (error) {
      return this.fail(error);
    }
    answer();
  }

  override cStoreRequest(
    request: requests.CStoreRequest,
    callback: (response: responses.CStoreResponse) => void,
  ): void {
    const response = dimse.responses.CStoreResponse.fromRequest(request);
    response.setStatus(this.storeStatus);
    callback(response);
  }
}

/** Takes objects that nobody asked for, to answer that they are not wanted. */
function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}

/** A connection that stands, encrypted where the server wants it. @throws QuadrantError pacs.*, job.cancelled */
async function connect(server: DimseServer, { connectMs }: Patience, signal: AbortSignal): Promise<Socket> {
  const { host, port, tls, trusted } = server;
  const socket = tls
    ? connectTls({
        host,
        port,
        ...(isIP(host) === 0 ? { servername: host } : {}),
        ...(trusted === '' ? {} : { ca: trusted }),
      })
    : connectTcp({ host, port });
  const stands = Promise.withResolvers<void>();
  let reached = false;
  socket.once('connect', () => (reached = true));
  socket.once(tls ? 'secureConnect' : 'connect', () => stands.resolve());
  socket.once('error', (error) => stands.reject(socketError(server, error, tls && reached)));
  socket.once('close', () => stands.reject(pacsError(server, tls && reached ? 'pacs.tls' : 'pacs.unreachable')));
  const timer = setTimeout(() => stands.reject(pacsError(server, 'pacs.timeout')), connectMs);
  const onAbort = (): void => stands.reject(cancelled());
  signal.addEventListener('abort', onAbort);
  try {
    await stands.promise;
    // Commands are small and wait for answers: joining them to later ones costs 40 ms each.
    return socket.setNoDelay(true);
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

/** The services' side of the engine process: starts it, asks it, and outlives it. */
import type { z } from 'zod';
import { asQuadrantError, QuadrantError, type ErrorBody } from '#contract/errors';
import { heldKeys } from '../../io/vault/key-ring.ts';
import type { BrowserEngine } from '../browser/browser-engine.ts';
import {
  engineOperations,
  engineReplySchema,
  type EngineOperation,
  type EngineParams,
  type EngineProgress,
  type EngineReply,
  type EngineRequest,
  type EngineResult,
  type Opening,
  type PageToRender,
} from './engine-protocol.ts';

/** A running engine: child_process.fork and Electron's utilityProcess.fork both fit. */
export interface EngineProcess {
  send(message: EngineRequest): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (code: number | null) => void): void;
  /** Ends it at once, in the middle of a run too (SIGKILL). */
  kill(): void;
}

export type EngineSpawner = () => EngineProcess;

export interface CallOptions {
  readonly onProgress?: (progress: EngineProgress) => void;
  readonly onOpening?: (opening: Opening) => void;
  /** Lays out the pages that the engine asks for. */
  readonly browser?: BrowserEngine;
  /** Asks the engine to stop; it is killed when it has not answered after the grace period. */
  readonly signal?: AbortSignal;
}

interface PendingCall {
  readonly op: EngineOperation;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: QuadrantError) => void;
  readonly onProgress: ((progress: EngineProgress) => void) | undefined;
  readonly onOpening: ((opening: Opening) => void) | undefined;
  readonly browser: BrowserEngine | undefined;
  readonly signal: AbortSignal | undefined;
  graceTimer: NodeJS.Timeout | undefined;
  cancelled: boolean;
}

/** The longest patch takes about 4 s on two cores; an engine silent for longer than this after a cancel is stuck. */
const DEFAULT_GRACE_MS = 8000;

export class EngineClient {
  private readonly spawn: EngineSpawner;
  private readonly graceMs: number;
  private readonly pending = new Map<number, PendingCall>();
  private engine: EngineProcess | null = null;
  /** When the engine that was started last has ended. */
  private gone: Promise<void> = Promise.resolve();
  private nextId = 1;
  private disposed = false;

  constructor(spawn: EngineSpawner, options: { readonly graceMs?: number } = {}) {
    this.spawn = spawn;
    this.graceMs = options.graceMs ?? DEFAULT_GRACE_MS;
  }

  /**
   * Asks the engine, starting it first if none runs.
   * @throws QuadrantError whatever the operation threw; engine.crashed when the process ended first; job.cancelled.
   */
  async call<Op extends EngineOperation>(
    op: Op,
    params: EngineParams<Op>,
    options: CallOptions = {},
  ): Promise<EngineResult<Op>> {
    const { signal, onProgress, onOpening, browser } = options;
    if (this.disposed) throw crashed('Quadrant is closing.', null);
    if (signal?.aborted === true) throw cancelledError();
    const engine = this.running();
    const id = this.nextId++;
    const onAbort = (): void => this.cancel(id);
    try {
      const result = await new Promise<unknown>((resolve, reject) => {
        const heard = { onProgress, onOpening, browser, signal };
        this.pending.set(id, { op, resolve, reject, ...heard, graceTimer: undefined, cancelled: false });
        signal?.addEventListener('abort', onAbort, { once: true });
        engine.send({ kind: 'call', id, op, params });
      });
      return parseResult(op, result);
    } finally {
      signal?.removeEventListener('abort', onAbort);
      clearTimeout(this.pending.get(id)?.graceTimer);
      this.pending.delete(id);
    }
  }

  /** Starts the engine before it is asked for the first time: a scan then need not wait for it. */
  start(): void {
    if (!this.disposed) this.running();
  }

  /** Kills the engine and waits until it writes no more; calls still open fail with engine.crashed. */
  async dispose(): Promise<void> {
    this.disposed = true;
    this.engine?.kill();
    await this.gone;
  }

  private running(): EngineProcess {
    if (this.engine !== null) return this.engine;
    const engine = this.spawn();
    this.engine = engine;
    this.sendKeys();
    engine.onMessage((message) => this.receive(message));
    this.gone = new Promise((resolve) => {
      engine.onExit((code) => {
        if (this.engine === engine) this.lost(code);
        resolve();
      });
    });
    return engine;
  }

  /** Hands over the keys that this process holds now; an engine that starts gets them first of all. */
  sendKeys(): void {
    const keys = heldKeys();
    if (keys.length > 0) this.engine?.send({ kind: 'keys', keys: [...keys] });
  }

  private cancel(id: number): void {
    const call = this.pending.get(id);
    if (call === undefined) return;
    call.cancelled = true;
    this.engine?.send({ kind: 'cancel', id });
    call.graceTimer = setTimeout(() => this.engine?.kill(), this.graceMs);
  }

  private receive(message: unknown): void {
    const parsed = engineReplySchema.safeParse(message);
    // An engine that talks nonsense cannot be trusted with the next call either.
    if (!parsed.success) {
      this.engine?.kill();
      return;
    }
    this.settle(parsed.data);
  }

  private settle(reply: EngineReply): void {
    const call = this.pending.get(reply.id);
    if (call === undefined) return;
    switch (reply.kind) {
      case 'progress':
        call.onProgress?.(reply.progress);
        return;
      case 'opening':
        call.onOpening?.(reply.opening);
        return;
      case 'render':
        void this.render(reply.id, call, reply.page);
        return;
      case 'result':
        call.resolve(reply.result);
        return;
      case 'error':
        call.reject(QuadrantError.fromBody(reply.error));
        return;
    }
  }

  private async render(id: number, { browser, signal }: PendingCall, page: PageToRender): Promise<void> {
    let error: ErrorBody | null = null;
    try {
      if (browser === undefined) throw new TypeError('Nothing here lays out pages');
      await browser.render(page, signal);
    } catch (thrown) {
      error = asQuadrantError(thrown).toBody();
    }
    this.engine?.send({ kind: 'rendered', id, error });
  }

  private lost(code: number | null): void {
    this.engine = null;
    for (const call of this.pending.values()) {
      clearTimeout(call.graceTimer);
      call.reject(call.cancelled ? cancelledError() : crashed('The engine stopped unexpectedly.', code));
    }
  }
}

/** The same table, typed so that the compiler keeps an operation and its result together. */
const resultSchemas: { readonly [Op in EngineOperation]: { readonly result: z.ZodType<EngineResult<Op>> } } =
  engineOperations;

function parseResult<Op extends EngineOperation>(op: Op, result: unknown): EngineResult<Op> {
  return resultSchemas[op].result.parse(result);
}

function crashed(message: string, exitCode: number | null): QuadrantError {
  const remedy = 'Try again; if it happens again, close other programs to free memory.';
  return new QuadrantError('engine.crashed', message, remedy, exitCode === null ? {} : { exitCode });
}

export function cancelledError(): QuadrantError {
  return new QuadrantError('job.cancelled', 'The job was cancelled.', 'Start it again when you need it.');
}

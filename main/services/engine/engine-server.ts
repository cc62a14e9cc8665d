/** The engine's side of the protocol: checks requests, runs them, answers; knows nothing of what they do. */
import type { z } from 'zod';
import { asQuadrantError, QuadrantError, type ErrorBody } from '#contract/errors';
import { logText } from '#contract/log-text';
import { holdOnly } from '../../io/vault/key-ring.ts';
import {
  engineOperations,
  engineRequestSchema,
  type EngineOperation,
  type EngineParams,
  type EngineProgress,
  type EngineReply,
  type EngineResult,
  type Opening,
  type PageToRender,
} from './engine-protocol.ts';

/** The line to the process that started the engine. */
export interface EnginePort {
  send(reply: EngineReply): void;
  onMessage(listener: (message: unknown) => void): void;
}

export interface EngineCall {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: EngineProgress) => void;
  readonly onOpening: (opening: Opening) => void;
  /** Has a page laid out by whoever started the engine, one at a time. @throws QuadrantError export.* */
  readonly render: (page: PageToRender) => Promise<void>;
}

export type EngineHandlers = {
  readonly [Op in EngineOperation]: (params: EngineParams<Op>, call: EngineCall) => Promise<EngineResult<Op>>;
};

/** The operations' parameter schemas, typed so that the compiler keeps an operation and its parameters together. */
const paramSchemas: { readonly [Op in EngineOperation]: { readonly params: z.ZodType<EngineParams<Op>> } } =
  engineOperations;

export function serveEngine(port: EnginePort, handlers: EngineHandlers): void {
  const running = new Map<number, AbortController>();
  const rendering = new Map<number, PromiseWithResolvers<void>>();

  const answer = async (id: number, op: EngineOperation, params: unknown): Promise<void> => {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const onProgress = (progress: EngineProgress): void => port.send({ kind: 'progress', id, progress });
      const onOpening = (opening: Opening): void => port.send({ kind: 'opening', id, opening });
      const render = (page: PageToRender): Promise<void> => {
        const asked = Promise.withResolvers<void>();
        rendering.set(id, asked);
        port.send({ kind: 'render', id, page });
        return asked.promise;
      };
      const result = await run(handlers, op, params, { signal: controller.signal, onProgress, onOpening, render });
      port.send({ kind: 'result', id, result });
    } catch (thrown) {
      const error = asQuadrantError(thrown);
      // What the person does not read goes to the log.
      if (error.cause !== undefined || error.code === 'internal') process.stderr.write(logText(error));
      port.send({ kind: 'error', id, error: error.toBody() });
    } finally {
      running.delete(id);
      rendering.delete(id);
    }
  };

  const rendered = (id: number, error: ErrorBody | null): void => {
    if (error === null) rendering.get(id)?.resolve();
    else rendering.get(id)?.reject(QuadrantError.fromBody(error));
  };

  port.onMessage((message) => {
    const request = engineRequestSchema.safeParse(message);
    if (!request.success) {
      process.stderr.write(logText(new TypeError('The engine was sent no request', { cause: request.error })));
      return;
    }
    const { data } = request;
    switch (data.kind) {
      case 'call':
        void answer(data.id, data.op, data.params);
        return;
      case 'cancel':
        running.get(data.id)?.abort();
        return;
      case 'keys':
        holdOnly(data.keys);
        return;
      case 'rendered':
        rendered(data.id, data.error);
        return;
    }
  });
}

async function run<Op extends EngineOperation>(
  handlers: EngineHandlers,
  op: Op,
  params: unknown,
  call: EngineCall,
): Promise<EngineResult<Op>> {
  const parsed = paramSchemas[op].params.safeParse(params);
  if (!parsed.success) {
    throw new QuadrantError(
      'usage',
      `The engine was asked for ${op} with wrong parameters.`,
      'Report this.',
      { op },
      parsed.error,
    );
  }
  return handlers[op](parsed.data, call);
}

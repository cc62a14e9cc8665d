import { describe, expect, test, vi } from 'vitest';
import { EngineClient, type EngineProcess } from '../../../../main/services/engine/engine-client.ts';
import type { EngineRequest } from '../../../../main/services/engine/engine-protocol.ts';

/** What is about a call. */
type Request = Exclude<EngineRequest, { kind: 'keys' }>;

/** An engine in this process that answers as the test says. */
class FakeEngine implements EngineProcess {
  readonly sent: Request[] = [];
  killed = false;
  private messageListener: (message: unknown) => void = () => {};
  private exitListener: (code: number | null) => void = () => {};
  private readonly answer: (request: Request, engine: FakeEngine) => void;

  constructor(answer: (request: Request, engine: FakeEngine) => void) {
    this.answer = answer;
  }

  send(message: EngineRequest): void {
    if (message.kind === 'keys') return;
    this.sent.push(message);
    queueMicrotask(() => this.answer(message, this));
  }
  onMessage(listener: (message: unknown) => void): void {
    this.messageListener = listener;
  }
  onExit(listener: (code: number | null) => void): void {
    this.exitListener = listener;
  }
  kill(): void {
    this.killed = true;
    this.exit(null);
  }
  reply(message: unknown): void {
    this.messageListener(message);
  }
  exit(code: number | null): void {
    this.exitListener(code);
  }
}

const LABELS = { caseDir: 'c', file: 'f' };

function clientOf(answer: (request: Request, engine: FakeEngine) => void, graceMs = 20) {
  const engines: FakeEngine[] = [];
  const client = new EngineClient(
    () => {
      const engine = new FakeEngine(answer);
      engines.push(engine);
      return engine;
    },
    { graceMs },
  );
  return { client, engines };
}

describe('EngineClient', () => {
  test('starts one engine, hands on progress and returns the parsed result', async () => {
    const { client, engines } = clientOf(({ kind, id }, engine) => {
      if (kind !== 'call') return;
      engine.reply({
        kind: 'progress',
        id,
        progress: { stage: 'read', fraction: 0.5, secondsLeft: null, provider: null },
      });
      engine.reply({ kind: 'result', id, result: { sizeBytes: 7 } });
    });
    const onProgress = vi.fn();
    expect(await client.call('writeLabels', LABELS, { onProgress })).toEqual({ sizeBytes: 7 });
    expect(onProgress).toHaveBeenCalledWith({ stage: 'read', fraction: 0.5, secondsLeft: null, provider: null });
    await client.call('writeLabels', LABELS);
    expect(engines).toHaveLength(1);
  });

  test('an error keeps its code, remedy and facts across the border', async () => {
    const error = { code: 'scan.single-slice', message: 'm', remedy: 'r', facts: { slices: 1 } };
    const { client } = clientOf(({ id }, engine) => engine.reply({ kind: 'error', id, error }));
    await expect(client.call('writeLabels', LABELS)).rejects.toMatchObject(error);
  });

  test('a crash fails every open call and the next call starts a new engine', async () => {
    let crashes = true;
    const { client, engines } = clientOf(({ id }, engine) => {
      if (crashes) engine.exit(134);
      else engine.reply({ kind: 'result', id, result: { sizeBytes: 1 } });
    });
    await expect(client.call('writeLabels', LABELS)).rejects.toMatchObject({
      code: 'engine.crashed',
      facts: { exitCode: 134 },
    });
    crashes = false;
    expect(await client.call('writeLabels', LABELS)).toEqual({ sizeBytes: 1 });
    expect(engines).toHaveLength(2);
  });

  test('an engine that talks nonsense is killed', async () => {
    const { client, engines } = clientOf((_request, engine) => engine.reply({ hello: 1 }));
    await expect(client.call('writeLabels', LABELS)).rejects.toMatchObject({ code: 'engine.crashed' });
    expect(engines[0]?.killed).toBe(true);
  });

  test('closing waits until the engine has ended: until then it may still write', async () => {
    const { client, engines } = clientOf(() => {});
    const call = client.call('writeLabels', LABELS);
    const exit = vi.spyOn(engines[0], 'kill').mockImplementation(() => {});
    let closed = false;
    const closing = client.dispose().then(() => (closed = true));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect({ asked: exit.mock.calls.length, closed }).toEqual({ asked: 1, closed: false });
    engines[0].exit(null);
    await closing;
    await expect(call).rejects.toMatchObject({ code: 'engine.crashed' });
  });

  test('cancel asks first and kills an engine that does not answer', async () => {
    const { client, engines } = clientOf(() => {});
    const controller = new AbortController();
    const call = client.call('writeLabels', LABELS, { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'job.cancelled' });
    expect(engines[0]?.sent.map(({ kind }) => kind)).toEqual(['call', 'cancel']);
    expect(engines[0]?.killed).toBe(true);
  });

  test('cancel leaves an engine alive that answers in time', async () => {
    const error = { code: 'job.cancelled', message: '', remedy: '', facts: {} };
    const { client, engines } = clientOf(({ kind, id }, engine) => {
      if (kind === 'cancel') engine.reply({ kind: 'error', id, error });
    });
    const controller = new AbortController();
    const call = client.call('writeLabels', LABELS, { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'job.cancelled' });
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(engines[0]?.killed).toBe(false);
  });
});

/** Nets on a server, against a server that really runs them. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadDetector, loadModel, loadSegmenter } from '../../../../main/inference/model-registry.ts';
import {
  openDetector,
  openRemoteDetector,
  openRemoteSegmenter,
  openSegmenter,
} from '../../../../main/inference/radiograph-nets.ts';
import { connectServer, type InferenceServer } from '../../../../main/inference/remote/inference-server.ts';
import { openNet, openRemoteNet } from '../../../../main/inference/session.ts';
import { writeModelRepository } from '../../../../main/services/nets/model-repository.ts';
import {
  startInferenceServer,
  type InferenceServerOptions,
  type RunningServer,
} from '../../../fixtures/inference-server.ts';
import { TEST_MODELS, TEST_RADIOGRAPH_MODELS } from '../../../fixtures/paths.ts';

let root = '';
let repository = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'quadrant-remote-'));
  repository = join(root, 'models');
  await writeModelRepository(TEST_MODELS, repository);
});
afterAll(() => rm(root, { recursive: true }));

async function withServer(
  options: Partial<InferenceServerOptions>,
  use: (server: RunningServer) => Promise<void>,
): Promise<void> {
  const server = await startInferenceServer({ repository, ...options });
  try {
    await use(server);
  } finally {
    await server.close();
  }
}

const waves = (length: number): Float32Array => Float32Array.from({ length }, (_, n) => 3 * Math.sin(n * 0.07));
const FINE_INPUT = {
  dims: [8, 4, 12],
  image: waves(384),
  guidance: waves(48).map((v) => Math.abs(Math.round(v))),
} as const;

/** The fine net on a server gives what it gives here. */
async function expectSameFine(server: InferenceServer): Promise<void> {
  const model = await loadModel(TEST_MODELS, 'cbct-fine');
  const here = await openNet(model, 'cpu', 'fp32');
  const there = await openRemoteNet(model, server);
  expect(there.provider).toBe('remote (test 1.0)');
  expect(there.sha256).toBe(here.sha256);
  expect(await there.run(FINE_INPUT)).toEqual(await here.run(FINE_INPUT));
  await here.release();
}

describe('a net on a server', () => {
  test.each([
    ['as bytes', true, ['octet-stream', 'octet-stream']],
    ['as bytes where the server only did not say so', 'untold', ['octet-stream', 'octet-stream']],
    ['as JSON where it takes no bytes', false, ['octet-stream', 'json', 'json']],
  ] as const)('gives what it gives here, sent %s', (_how, binary, types) =>
    withServer({ binary }, async ({ url, inferred }) => {
      await expectSameFine(await connectServer({ url }));
      expect(inferred).toEqual(types.map((type) => `application/${type}`));
    }),
  );

  test('runs radiographs too, with the decoder here', async () => {
    const nets = join(root, 'radiograph-models');
    await writeModelRepository(TEST_RADIOGRAPH_MODELS, nets);
    await withServer({ repository: nets }, async ({ url }) => {
      const server = await connectServer({ url });
      const detectorModel = await loadDetector(TEST_RADIOGRAPH_MODELS);
      const [here, there] = [await openDetector(detectorModel, 'cpu'), await openRemoteDetector(detectorModel, server)];
      const { channels, width, height } = here.card.frame;
      const picture = waves(channels * width * height);
      expect(await there.detect(picture)).toEqual(await here.detect(picture));
      const segmenterModel = await loadSegmenter(TEST_RADIOGRAPH_MODELS);
      const frame = segmenterModel.card.frame;
      const image = waves(frame.channels * frame.width * frame.height);
      const prompt = { coords: Float32Array.of(300, 200, 420, 380), kinds: Float32Array.of(2, 3) };
      const [local, remote] = [
        await openSegmenter(segmenterModel, 'cpu'),
        await openRemoteSegmenter(segmenterModel, server),
      ];
      expect(await remote.decode(await remote.encode(image), prompt, [128, 256])).toEqual(
        await local.decode(await local.encode(image), prompt, [128, 256]),
      );
      expect(remote.use.provider).toBe('remote (test 1.0)');
      await Promise.all([here.release(), there.release(), local.release(), remote.release()]);
    });
  });

  test('is asked for again when the server is busy or hangs up, and no more than four times', async () => {
    const statuses = [503, 0, 429];
    let asked = 0;
    const fault = (path: string): number | undefined => (path.endsWith('/infer') ? statuses[asked++] : undefined);
    await withServer({ fault }, async ({ url }) => expectSameFine(await connectServer({ url })));
    let tries = 0;
    await withServer({ fault: () => (tries++, 503) }, async ({ url }) => {
      await expect(connectServer({ url })).rejects.toMatchObject({ code: 'remote.unreachable' });
    });
    expect(tries).toBe(4);
  });

  test('that the server lacks is named', async () => {
    const empty = join(root, 'others');
    await writeModelRepository(TEST_RADIOGRAPH_MODELS, empty);
    await withServer({ repository: empty }, async ({ url }) => {
      const server = await connectServer({ url });
      await expect(openRemoteNet(await loadModel(TEST_MODELS, 'cbct-fine'), server)).rejects.toMatchObject({
        code: 'remote.unsuitable',
        message: 'The server does not offer the net test-fine-35fd1c2d in version 10000.',
      });
    });
  });

  type Tensors = NonNullable<InferenceServerOptions['describe']>;
  test.each<[string, Tensors]>([
    ['lacks an output', (it) => ({ ...it, outputs: it.outputs.slice(1) })],
    [
      'wants an input more',
      (it) => ({ ...it, inputs: [...it.inputs, { name: 'more', datatype: 'FP32', shape: [1] }] }),
    ],
    ['takes another type', (it) => ({ ...it, inputs: it.inputs.map((input) => ({ ...input, datatype: 'FP16' })) })],
    [
      'takes two channels',
      (it) => ({ ...it, inputs: it.inputs.map((input) => ({ ...input, shape: [1, 2, -1, -1, -1] })) }),
    ],
    ['answers in another rank', (it) => ({ ...it, outputs: it.outputs.map((out) => ({ ...out, shape: [-1] })) })],
  ])('that %s is refused before the first patch', (_what, describeAs) =>
    withServer({ describe: describeAs }, async ({ url, inferred }) => {
      const server = await connectServer({ url });
      await expect(openRemoteNet(await loadModel(TEST_MODELS, 'cbct-fine'), server)).rejects.toMatchObject({
        code: 'remote.unsuitable',
      });
      expect(inferred).toEqual([]);
    }),
  );

  test('that stops with an error says what the server said', () =>
    withServer({ fault: (path) => (path.endsWith('/infer') ? 500 : undefined) }, async ({ url }) => {
      const server = await connectServer({ url });
      await expect(openRemoteNet(await loadModel(TEST_MODELS, 'cbct-coarse'), server)).rejects.toMatchObject({
        code: 'inference.failed',
        facts: { reason: 'HTTP 500' },
      });
    }));
});

describe('connectServer', () => {
  test('does not take a web server for an inference server', async () => {
    const server = http.createServer((_request, response) => void response.end('<html>')).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(connectServer({ url: `http://127.0.0.1:${port}` })).rejects.toMatchObject({
      code: 'remote.unsuitable',
    });
    server.closeAllConnections();
    server.close();
    await expect(connectServer({ url: `http://127.0.0.1:${port}` })).rejects.toMatchObject({
      code: 'remote.unreachable',
      facts: { server: `127.0.0.1:${port}` },
    });
  });

  test('shows its token, and tells when the server does not take it', () =>
    withServer({ token: 'secret' }, async ({ url }) => {
      await expectSameFine(await connectServer({ url, token: 'secret' }));
      await expect(connectServer({ url })).rejects.toMatchObject({ code: 'remote.refused' });
      const refused = connectServer({ url, token: 'wrong' });
      await expect(refused).rejects.toMatchObject({ code: 'remote.refused' });
      await refused.catch((error: Error) => expect(JSON.stringify(error) + error.message).not.toContain('wrong'));
    }));

  test.each([
    ['a token over the open network', 'http://inference.example:8000', 'secret'],
    ['what is no address', 'localhost:8000', undefined],
    ['another protocol', 'grpc://localhost:8001', undefined],
    ['a password in the address', 'https://me:secret@host', undefined],
  ])('refuses %s before it connects', async (_what, url, token) => {
    const refused = connectServer({ url, token });
    await expect(refused).rejects.toMatchObject({ code: 'usage' });
    await refused.catch((error: Error) => expect(JSON.stringify(error)).not.toContain('secret'));
  });

  test('follows no redirection: the scan goes where the person said', () =>
    withServer({ fault: () => 307 }, async ({ url }) => {
      await expect(connectServer({ url })).rejects.toMatchObject({ code: 'remote.unreachable' });
    }));

  test('is cancelled in the middle of a request', async () => {
    const controller = new AbortController();
    const server = http.createServer(() => controller.abort()).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(connectServer({ url: `http://127.0.0.1:${port}`, signal: controller.signal })).rejects.toMatchObject({
      code: 'job.cancelled',
    });
    server.closeAllConnections();
    server.close();
  });

  const hasOpenssl = ((): boolean => {
    try {
      return execFileSync('openssl', ['version']).length > 0;
    } catch {
      return false;
    }
  })();
  test.skipIf(!hasOpenssl)(`trusts an authority by its file${hasOpenssl ? '' : ' (skipped: no openssl)'}`, async () => {
    const [keyFile, certFile] = [join(root, 'key.pem'), join(root, 'cert.pem')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-days', '2'];
    const files = ['-keyout', keyFile, '-out', certFile];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ed25519', '-nodes', ...subject, ...files], {
      stdio: 'ignore',
    });
    const tls = { key: await readFile(keyFile, 'utf8'), cert: await readFile(certFile, 'utf8') };
    await withServer({ tls, token: 'secret' }, async ({ url }) => {
      await expectSameFine(await connectServer({ url, ca: tls.cert, token: 'secret' }));
      await expect(connectServer({ url, token: 'secret' })).rejects.toMatchObject({ code: 'remote.refused' });
    });
  });
});

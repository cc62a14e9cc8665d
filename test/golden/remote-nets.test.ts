/**
 * The installed nets give on a server what they give here, to the last voxel: on the small server of the fixtures, and the
 * whole way of the demo on a real one (Triton, OpenVINO Model Server, KServe …) named by QUADRANT_TEST_INFERENCE, whose
 * models were laid out by "quadrant model-repository".
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadModel } from '../../main/inference/model-registry.ts';
import { connectServer } from '../../main/inference/remote/inference-server.ts';
import { openNet, openRemoteNet } from '../../main/inference/session.ts';
import { readCase } from '../../main/io/case-folder.ts';
import { writeModelRepository } from '../../main/services/nets/model-repository.ts';
import { startInferenceServer } from '../fixtures/inference-server.ts';
import { quadrant } from '../unit/cli/run-quadrant.ts';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const MODELS = path('../../models');
const REAL_SERVER = process.env['QUADRANT_TEST_INFERENCE'] ?? '';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'quadrant-remote-nets-'));
  process.env['QUADRANT_DATA_DIR'] = join(root, 'data');
});
afterAll(() => rm(root, { recursive: true }));

test('the CBCT nets answer a piece of a jaw alike here and on a server', async () => {
  const repository = join(root, 'models');
  await writeModelRepository(MODELS, repository);
  const running = await startInferenceServer({ repository });
  const server = await connectServer({ url: running.url });
  for (const role of ['cbct-coarse', 'cbct-fine'] as const) {
    const stored = async (what: string) => Float32Array.from(await readFile(path(`${role}.${what}.bin`)));
    const image = (await stored('image')).map((value) => value / 32 - 4);
    const guidance = role === 'cbct-fine' ? { guidance: await stored('guidance') } : {};
    const model = await loadModel(MODELS, role);
    const [here, there] = [await openNet(model, 'cpu', 'fp32'), await openRemoteNet(model, server)];
    const input = { dims: [64, 64, 32], image, ...guidance } as const;
    const [expected, found] = [await here.run(input), await there.run(input)];
    expect(new Set(expected.labels).size).toBeGreaterThan(1);
    expect(found).toEqual(expected);
    await Promise.all([here.release(), there.release()]);
  }
  server.close();
  await running.close();
});

const skipped = REAL_SERVER === '' ? ' (skipped: QUADRANT_TEST_INFERENCE names no server)' : '';
test.skipIf(REAL_SERVER === '').each([
  ['scan', '../../resources/demo', 'labelmap.nii.gz'],
  ['radiograph', '../../resources/demo-opg/panoramic.jpg', 'labelmap.png'],
])(
  `the demo %s gets the same case here and on a real server${skipped}`,
  async (name, scan, labelmap) => {
    const [here, there] = [join(root, `${name}-here`), join(root, `${name}-there`)];
    const onCpu = ['--provider', 'cpu', '--precision', 'fp32'];
    expect((await quadrant('segment', path(scan), '--out', here, ...onCpu)).code).toBe(0);
    expect((await quadrant('segment', path(scan), '--out', there, '--remote', REAL_SERVER)).code).toBe(0);
    expect((await readFile(join(there, labelmap))).equals(await readFile(join(here, labelmap)))).toBe(true);
    const [local, remote] = [(await readCase(here)).caseFile, (await readCase(there)).caseFile];
    expect(remote.instances).toEqual(local.instances);
    expect(remote.provider).toMatch(/^remote \(.+\)$/);
  },
  600_000,
);

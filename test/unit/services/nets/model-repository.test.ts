/** The nets as an inference server wants them, told by cards and graphs. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { quadrant } from '../../cli/run-quadrant.ts';
import { TEST_MODELS, TEST_RADIOGRAPH_MODELS } from '../../../fixtures/paths.ts';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'quadrant-repository-'));
});
afterAll(() => rm(root, { recursive: true }));

test('lays out each net under name, version and digest, with a configuration for Triton', async () => {
  const out = join(root, 'cbct');
  const { code, stdout } = await quadrant('model-repository', '--models', TEST_MODELS, '--out', out);
  expect([code, stdout]).toEqual([0, expect.stringContaining('test-fine-35fd1c2d, version 10000\n')]);
  const [fine] = (await readdir(out)).filter((name) => name.startsWith('test-fine'));
  expect((await readdir(join(out, fine))).toSorted()).toEqual(['10000', 'config.pbtxt']);
  expect(await readFile(join(out, fine, '10000', 'model.onnx'))).toEqual(
    await readFile(join(TEST_MODELS, 'fine.onnx')),
  );
  expect(await readFile(join(out, fine, 'config.pbtxt'), 'utf8')).toBe(`name: "test-fine-35fd1c2d"
backend: "onnxruntime"
default_model_filename: "model.onnx"
max_batch_size: 0
version_policy { all { } }
input [
  { name: "image" data_type: TYPE_FP32 dims: [ 1, 1, -1, -1, -1 ] },
  { name: "guidance" data_type: TYPE_FP32 dims: [ 1, 1, -1, -1, -1 ] }
]
output [
  { name: "labels" data_type: TYPE_UINT8 dims: [ 1, -1, -1, -1 ] },
  { name: "confidence" data_type: TYPE_UINT8 dims: [ 1, -1, -1, -1 ] },
  { name: "offsets" data_type: TYPE_INT8 dims: [ 1, 3, -1, -1, -1 ] }
]
`);
});

test('lists the same nets for OpenVINO Model Server', async () => {
  const out = join(root, 'opg');
  const { stdout } = await quadrant('model-repository', '--models', TEST_RADIOGRAPH_MODELS, '--out', out, '--json');
  const printed = z.object({ models: z.array(z.object({ name: z.string() })) }).parse(JSON.parse(stdout));
  const names = printed.models.map(({ name }) => name);
  const configSchema = z.object({
    model_config_list: z.array(z.object({ config: z.object({ base_path: z.string() }) })),
  });
  const listed = configSchema.parse(JSON.parse(await readFile(join(out, 'config.json'), 'utf8')));
  const paths = listed.model_config_list.map(({ config }) => config.base_path);
  expect(paths).toEqual(names.map((name) => `/models/${name}`));
  expect((await readdir(out)).toSorted()).toEqual([...names, 'config.json'].toSorted());
});

test('writes into no folder that holds something', async () => {
  const { code } = await quadrant('model-repository', '--models', TEST_MODELS, '--out', TEST_MODELS);
  expect(code).toBe(2);
  expect((await quadrant('model-repository')).code).toBe(2);
});

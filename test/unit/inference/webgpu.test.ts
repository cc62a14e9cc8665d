/** The WebGPU provider without a GPU: Chromium's SwiftShader plays the adapter. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { TEST_MODELS } from '../../fixtures/paths.ts';

const CHROMIUM_DIR = '/usr/lib/chromium';
const ICD = `${CHROMIUM_DIR}/vk_swiftshader_icd.json`;
const SCRIPT = fileURLToPath(new URL('../../fixtures/run-on-provider.ts', import.meta.url));

const outputSchema = z.object({ provider: z.string(), labels: z.array(z.number()), confidence: z.array(z.number()) });

async function runOn(provider: string) {
  const env = { ...process.env, VK_ICD_FILENAMES: ICD, LD_LIBRARY_PATH: CHROMIUM_DIR };
  const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT, TEST_MODELS, provider], { env });
  return outputSchema.parse(JSON.parse(stdout));
}

const skip = process.platform !== 'linux' || !existsSync(ICD);
if (skip) console.warn(`skipped: no SwiftShader in ${CHROMIUM_DIR}`);

test.skipIf(skip)('WebGPU gives what the CPU gives', { timeout: 120_000 }, async () => {
  const webgpu = await runOn('webgpu');
  const cpu = await runOn('cpu');
  expect(webgpu.provider).toBe('webgpu');
  expect(cpu.provider).toBe('cpu');
  expect(new Set(cpu.labels).size).toBeGreaterThan(4);
  expect(webgpu.labels).toEqual(cpu.labels);
  expect(webgpu.confidence).toEqual(cpu.confidence);
});

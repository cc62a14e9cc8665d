import { expect, test } from 'vitest';
import { providersToTry } from '../../../main/inference/providers.ts';

const gpu = { hasCudaLibrary: true, hasGpuDevice: true };
const none = { hasCudaLibrary: false, hasGpuDevice: false };

test.each([
  ['linux', gpu, ['cuda', 'webgpu', 'cpu']],
  ['linux', { ...gpu, hasCudaLibrary: false }, ['webgpu', 'cpu']],
  ['linux', none, ['cpu']],
  ['win32', { ...gpu, hasCudaLibrary: false }, ['dml', 'webgpu', 'cpu']],
  ['darwin', { ...gpu, hasCudaLibrary: false }, ['coreml', 'webgpu', 'cpu']],
] as const)('on %s with %o, auto tries %o', (platform, devices, expected) => {
  expect(providersToTry('auto', { platform, ...devices })).toEqual(expected);
});

test('a forced provider is tried alone, even where it cannot be', () => {
  expect(providersToTry('cuda', { platform: 'linux', ...none })).toEqual(['cuda']);
});

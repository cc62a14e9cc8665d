const NAMES: Readonly<Record<string, string>> = {
  cuda: 'CUDA',
  dml: 'DirectML',
  coreml: 'CoreML',
  webgpu: 'WebGPU',
  cpu: 'CPU',
};

/** The execution provider as people know it. */
export function providerName(provider: string): string {
  return NAMES[provider] ?? provider;
}

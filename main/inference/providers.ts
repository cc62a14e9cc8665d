/** Which execution providers are worth trying on this machine, and in which order. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { ProviderChoice } from '#contract/api';
import { QuadrantError } from '#contract/errors';

export type Provider = Exclude<ProviderChoice, 'auto'>;

/** The provider that worked last, so that a second net or scan in this process does not probe again. */
const knownProviders = new Map<ProviderChoice, Provider>();

/**
 * Opens a net on the chosen provider, or with 'auto' on the first on which `open` succeeds.
 * @throws QuadrantError inference.no-provider, with each provider's own reason among the facts.
 */
export async function openOnFirstProvider<Net>(
  model: string,
  choice: ProviderChoice,
  open: (provider: Provider) => Promise<Net>,
): Promise<Net> {
  const known = knownProviders.get(choice);
  const candidates = providersToTry(choice);
  const ordered = known === undefined ? candidates : [known, ...candidates.filter((name) => name !== known)];
  const reasons: Record<string, string> = {};
  for (const provider of ordered) {
    try {
      const net = await open(provider);
      knownProviders.set(choice, provider);
      return net;
    } catch (error) {
      reasons[provider] = error instanceof Error ? error.message : String(error);
    }
  }
  throw new QuadrantError(
    'inference.no-provider',
    choice === 'auto'
      ? "The neural nets run on none of this computer's processors."
      : `The neural nets do not run with the provider ${choice} on this computer.`,
    choice === 'auto' ? 'Check the installation of ONNX Runtime.' : 'Choose the provider "auto" or "cpu".',
    { model, ...reasons },
  );
}

/** DirectML and CoreML are dropped without a word elsewhere, and the CPU would run under their name. */
export function requirePlatform(provider: Provider): void {
  if (provider === 'dml' && process.platform !== 'win32') throw new Error('DirectML exists on Windows only');
  if (provider === 'coreml' && process.platform !== 'darwin') throw new Error('CoreML exists on macOS only');
}

/** A net that stopped in the middle, for a person; a server has said itself what is wrong with it. */
export function inferenceFailed(model: string, provider: string, cause: unknown): QuadrantError {
  if (cause instanceof QuadrantError) return cause;
  return new QuadrantError(
    'inference.failed',
    'A neural net stopped with an error.',
    'Close other programs to free memory and try again, or choose the provider "cpu".',
    { model, provider, reason: cause instanceof Error ? cause.message : String(cause) },
    cause,
  );
}

/** What the order depends on; taken from the machine unless a test says otherwise. */
export interface ProviderSurroundings {
  readonly platform: NodeJS.Platform;
  /** The CUDA provider library, an optional second install step, lies beside ONNX Runtime. */
  readonly hasCudaLibrary: boolean;
  /** Something that WebGPU could find an adapter on. */
  readonly hasGpuDevice: boolean;
}

/**
 * Providers to try one by one: CUDA, the platform's own (DirectML, CoreML), WebGPU, CPU. ONNX Runtime for Node has no
 * fallback of its own: a list with a provider that is not there throws, or is dropped without a word.
 * A forced choice is tried alone, whatever the surroundings say, so that the person reads the true reason.
 */
export function providersToTry(
  choice: ProviderChoice,
  surroundings: ProviderSurroundings = machineSurroundings(),
): readonly Provider[] {
  if (choice !== 'auto') return [choice];
  const { platform, hasCudaLibrary, hasGpuDevice } = surroundings;
  const providers: Provider[] = [];
  if (hasCudaLibrary && hasGpuDevice) providers.push('cuda');
  if (platform === 'win32') providers.push('dml');
  if (platform === 'darwin') providers.push('coreml');
  if (hasGpuDevice) providers.push('webgpu');
  providers.push('cpu');
  return providers;
}

/** Device nodes of GPUs on Linux: DRM render nodes, NVIDIA's driver, WSL's passthrough. */
const LINUX_GPU_NODES = ['/dev/dri', '/dev/nvidia0', '/dev/dxg'];

/**
 * Probing WebGPU without an adapter costs only 3 ms (measured), but Dawn then prints Vulkan warnings to stderr that no
 * option silences, and CUDA without its library prints one too. So on Linux both are skipped when nothing to run on is
 * there. A Vulkan driver named by hand (VK_ICD_FILENAMES: SwiftShader in tests) counts as a device.
 */
export function machineSurroundings(): ProviderSurroundings {
  const { platform, env } = process;
  return {
    platform,
    hasCudaLibrary: platform === 'linux' && existsSync(cudaLibraryPath()),
    hasGpuDevice:
      platform !== 'linux' || env['VK_ICD_FILENAMES'] !== undefined || LINUX_GPU_NODES.some((node) => existsSync(node)),
  };
}

/** Providers that some computer of this platform can have. */
export function providersOf(platform: NodeJS.Platform): readonly Provider[] {
  return providersToTry('auto', { platform, hasCudaLibrary: platform === 'linux', hasGpuDevice: true });
}

/** Where ONNX Runtime looks for its CUDA provider on Linux; `npm run setup:cuda` puts it there. */
export function cudaLibraryPath(): string {
  const packageDir = dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'));
  return join(packageDir, 'bin', 'napi-v6', 'linux', process.arch, 'libonnxruntime_providers_cuda.so');
}

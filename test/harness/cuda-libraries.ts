/** ONNX Runtime's CUDA libraries: taken out of a package that somebody published, and what they need of the system. */
import { unzipSync } from 'fflate';
import { QuadrantError } from '#contract/errors';

/** What ONNX Runtime loads for the provider "cuda" on Linux, beside the library that npm brings. */
export const CUDA_LIBRARIES = ['libonnxruntime_providers_shared.so', 'libonnxruntime_providers_cuda.so'] as const;

/**
 * The CUDA libraries in a wheel of PyPI's onnxruntime-gpu or a NuGet package of Microsoft.ML.OnnxRuntime.Gpu.Linux, by
 * file name. ONNX Runtime loads providers of exactly its own version.
 * @throws QuadrantError usage for another version, another platform or no such package.
 */
export function cudaLibrariesIn(archive: Uint8Array, version: string): ReadonlyMap<string, Uint8Array> {
  const files = unpacked(archive, (name) => /(\.dist-info\/METADATA|\.nuspec)$/.test(name) || isLibrary(name));
  const found = versionOf(files);
  if (found !== version) {
    throw new QuadrantError(
      'usage',
      `This package is of ONNX Runtime ${found ?? 'of no version that can be read'}; installed is ${version}.`,
      `Take onnxruntime-gpu ${version} for Linux x86_64.`,
      { expected: version, found: found ?? '' },
    );
  }
  const libraries = new Map(
    [...files].filter(([name]) => isLibrary(name)).map(([name, bytes]) => [name.split('/').at(-1) ?? name, bytes]),
  );
  const missing = CUDA_LIBRARIES.filter((name) => !libraries.has(name));
  if (missing.length === 0) return libraries;
  throw new QuadrantError(
    'usage',
    `This package does not hold ${missing.join(' and ')}.`,
    'Take the one for Linux x86_64, with CUDA.',
    { missing: missing.join(' ') },
  );
}

function isLibrary(path: string): boolean {
  return CUDA_LIBRARIES.some((name) => path.endsWith(`/${name}`));
}

function unpacked(archive: Uint8Array, wanted: (name: string) => boolean): ReadonlyMap<string, Uint8Array> {
  try {
    return new Map(Object.entries(unzipSync(archive, { filter: ({ name }) => wanted(name) })));
  } catch (cause) {
    const remedy = 'Give a .whl or .nupkg file that was downloaded to its end.';
    throw new QuadrantError('usage', 'This file is no wheel and no NuGet package.', remedy, {}, cause);
  }
}

/** A wheel says "Version: 1.30.0" in its METADATA, a NuGet package <version>1.30.0</version> in its .nuspec. */
function versionOf(files: ReadonlyMap<string, Uint8Array>): string | null {
  for (const [name, bytes] of files) {
    if (isLibrary(name)) continue;
    const match = /^Version: (\S+)$|<version>([^<]+)<\/version>/m.exec(new TextDecoder().decode(bytes));
    if (match !== null) return match[1] ?? match[2] ?? null;
  }
  return null;
}

/** Address and sha256 of the wheel for Linux x86_64 on a PyPI index page (PEP 503); any Python's will do. */
export function wheelOnIndexPage(
  html: string,
  version: string,
): { readonly url: string; readonly sha256: string } | null {
  const links = html.matchAll(/href="(https:\/\/[^"#]+)#sha256=([0-9a-f]{64})"/g);
  for (const [, url, sha256] of links) {
    const name = url.split('/').at(-1) ?? '';
    if (name.startsWith(`onnxruntime_gpu-${version}-`) && /manylinux\w*_x86_64\.whl$/.test(name))
      return { url, sha256 };
  }
  return null;
}

/** The libraries that `ldd` does not find, e.g. libcudnn.so.9. */
export function missingLibraries(lddOutput: string): readonly string[] {
  const names = [...lddOutput.matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name);
  return [...new Set(names)].toSorted();
}

/** What to install for libraries that are missing; the number after .so. is the major version. */
export function whatToInstall(missing: readonly string[]): readonly string[] {
  const major = (pattern: RegExp): string | undefined =>
    missing.map((name) => pattern.exec(name)?.[1]).find((match) => match !== undefined);
  const cuda = major(/^lib(?:cudart|cublas|cublasLt|nvrtc)\.so\.(\d+)/);
  const cudnn = major(/^libcudnn\w*\.so\.(\d+)/);
  const toolkit = missing.some((name) => /^lib(cudart|cublas|cublasLt|nvrtc|cufft|curand)\./.test(name));
  return [
    ...(toolkit ? [`the runtime libraries of the CUDA Toolkit${cuda === undefined ? '' : ` ${cuda}`}`] : []),
    ...(cudnn === undefined ? [] : [`cuDNN ${cudnn} for it`]),
    ...(missing.some((name) => name.startsWith('libcuda.so')) ? ["NVIDIA's driver"] : []),
  ];
}

import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { cudaLibrariesIn, missingLibraries, whatToInstall, wheelOnIndexPage } from '../../harness/cuda-libraries.ts';

const CUDA = 'libonnxruntime_providers_cuda.so';
const SHARED = 'libonnxruntime_providers_shared.so';

function wheel(version: string, libraries: readonly string[] = [CUDA, SHARED]): Uint8Array {
  return zipSync({
    'onnxruntime_gpu.dist-info/METADATA': strToU8(
      `Metadata-Version: 2.1\nName: onnxruntime-gpu\nVersion: ${version}\n`,
    ),
    ...Object.fromEntries(libraries.map((name) => [`onnxruntime/capi/${name}`, strToU8(`bytes of ${name}`)])),
    'onnxruntime/capi/other.so': strToU8('not wanted'),
  });
}

describe('the package that holds the CUDA provider', () => {
  test('gives the libraries of a wheel and of a NuGet package', () => {
    const nuget = zipSync({
      'Microsoft.ML.OnnxRuntime.Gpu.Linux.nuspec': strToU8('<metadata><version>1.30.0</version></metadata>'),
      [`runtimes/linux-x64/native/${CUDA}`]: strToU8(`bytes of ${CUDA}`),
      [`runtimes/linux-x64/native/${SHARED}`]: strToU8(`bytes of ${SHARED}`),
    });
    for (const archive of [wheel('1.30.0'), nuget]) {
      const libraries = cudaLibrariesIn(archive, '1.30.0');
      expect([...libraries.keys()].toSorted()).toEqual([CUDA, SHARED]);
      expect(new TextDecoder().decode(libraries.get(CUDA))).toBe(`bytes of ${CUDA}`);
    }
  });

  test.each([
    ['another version', wheel('1.31.1'), /1\.31\.1.*1\.30\.0/],
    ['a package without CUDA', wheel('1.30.0', [SHARED]), /providers_cuda/],
    ['a file that is no archive', strToU8('<html>404</html>'), /no wheel/],
  ])('%s is refused', (_what, archive, message) => {
    expect(() => cudaLibrariesIn(archive, '1.30.0')).toThrow(message);
  });

  test('is found on the index page by version and platform, with its digest', () => {
    const link = (name: string, digit: string): string =>
      `<a href="https://files.example/ab/${name}#sha256=${digit.repeat(64)}" data-x="y">${name}</a>`;
    const page = [
      link('onnxruntime_gpu-1.30.0-cp311-cp311-win_amd64.whl', 'a'),
      link('onnxruntime_gpu-1.3.0-cp39-cp39-manylinux_2_28_x86_64.whl', 'b'),
      link('onnxruntime_gpu-1.30.0-cp312-cp312-manylinux_2_28_x86_64.whl', 'c'),
    ].join('\n');
    expect(wheelOnIndexPage(page, '1.30.0')).toEqual({
      url: 'https://files.example/ab/onnxruntime_gpu-1.30.0-cp312-cp312-manylinux_2_28_x86_64.whl',
      sha256: 'c'.repeat(64),
    });
    expect(wheelOnIndexPage(page, '1.31.0')).toBeNull();
  });
});

test('what ldd does not find is named once, with what to install', () => {
  const missing = missingLibraries(`
	linux-vdso.so.1 (0x00007ffd)
	libcublasLt.so.13 => not found
	libcudnn.so.9 => not found
	libcudnn.so.9 => not found
	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)
`);
  expect(missing).toEqual(['libcublasLt.so.13', 'libcudnn.so.9']);
  expect(whatToInstall(missing)).toEqual(['the runtime libraries of the CUDA Toolkit 13', 'cuDNN 9 for it']);
  expect(whatToInstall(['libcuda.so.1'])).toEqual(["NVIDIA's driver"]);
});

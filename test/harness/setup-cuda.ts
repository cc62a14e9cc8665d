/**
 * npm run setup:cuda: gets ONNX Runtime's CUDA provider, of exactly the installed version, and says what it still needs.
 *   npm run setup:cuda                  from NuGet, or else from PyPI
 *   npm run setup:cuda -- --from FILE   from a wheel of onnxruntime-gpu or a NuGet package that is at hand
 *   npm run setup:cuda -- --to DIR      into another folder than this checkout's onnxruntime-node
 * Linux x64. Windows and macOS need nothing: DirectML and CoreML come with npm ci.
 */
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { z } from 'zod';
import { QuadrantError } from '#contract/errors';
import { cudaLibraryPath } from '../../main/inference/providers.ts';
import { cudaLibrariesIn, missingLibraries, whatToInstall, wheelOnIndexPage } from './cuda-libraries.ts';
import { runHarness } from './run-harness.ts';

const PYPI_INDEX = 'https://pypi.org/simple/onnxruntime-gpu/';
const runtimeDir = dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'));

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } });
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    say(
      'The CUDA provider of onnxruntime-node exists for Linux x64 only. On Windows DirectML uses NVIDIA cards too, on',
    );
    say('macOS CoreML uses the graphics processor; both are installed already.');
    return;
  }
  const cudaLibrary =
    values.to === undefined ? cudaLibraryPath() : join(resolve(values.to), 'libonnxruntime_providers_cuda.so');
  const version = await runtimeVersion();
  if (values.from !== undefined) await unpackInto(dirname(cudaLibrary), await readFile(resolve(values.from)), version);
  else if (values.to !== undefined || !(await installFromNuget())) {
    await unpackInto(dirname(cudaLibrary), await downloadWheel(version), version);
  }
  say(`The CUDA provider of ONNX Runtime ${version} lies in ${dirname(cudaLibrary)}.`);
  await reportNeeds(cudaLibrary);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function runtimeVersion(): Promise<string> {
  const text = await readFile(join(runtimeDir, 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

/** onnxruntime-node's own installer. The flag overrides the "skip" of .npmrc, which npm passes on to scripts. */
async function installFromNuget(): Promise<boolean> {
  say('Asking NuGet for the libraries, about 250 MB.');
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'true' };
  const child = spawn(process.execPath, [join(runtimeDir, 'script', 'install.js')], {
    env,
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (data: Buffer) => (complaint += data.toString()));
  const code = await new Promise((done) => child.on('close', done).on('error', () => done(null)));
  if (code === 0) return true;
  say(`That failed: ${/^Error: .*$/m.exec(complaint)?.[0] ?? `the installer ended with ${String(code)}`}`);
  return false;
}

/** @throws QuadrantError inference.no-provider when PyPI cannot be reached or gives something else. */
async function downloadWheel(version: string): Promise<Uint8Array> {
  say('Asking PyPI for the wheel of onnxruntime-gpu, about 250 MB.');
  let reason: string;
  try {
    const page = await fetched(PYPI_INDEX);
    const wheel = wheelOnIndexPage(new TextDecoder().decode(page), version);
    if (wheel !== null) {
      const bytes = await fetched(wheel.url);
      if (createHash('sha256').update(bytes).digest('hex') === wheel.sha256) return bytes;
    }
    reason = wheel === null ? `it has no wheel of ${version} for Linux x86_64` : 'the download is damaged';
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    reason = cause instanceof Error ? cause.message : String(cause);
  }
  throw new QuadrantError(
    'inference.no-provider',
    `The CUDA libraries could be had neither from NuGet nor from PyPI: ${reason}.`,
    `On a machine with network run "pip download --no-deps onnxruntime-gpu==${version}", bring the file here and run ` +
      '"npm run setup:cuda -- --from FILE".',
    { version },
  );
}

async function fetched(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function unpackInto(dir: string, archive: Uint8Array, version: string): Promise<void> {
  const libraries = cudaLibrariesIn(archive, version);
  await mkdir(dir, { recursive: true });
  for (const [name, bytes] of libraries) await writeFile(join(dir, name), bytes);
}

/** ONNX Runtime opens cuDNN by name when the first convolution runs, so that ldd knows nothing of it. */
const CUDNN = 'libcudnn.so.9';

async function canBeOpened(library: string): Promise<boolean> {
  const folders = (process.env['LD_LIBRARY_PATH'] ?? '').split(':').filter(Boolean);
  if (folders.some((folder) => existsSync(join(folder, library)))) return true;
  const cache = await promisify(execFile)('ldconfig', ['-p']).catch(() => ({ stdout: '' }));
  return cache.stdout.includes(library);
}

/** Asks the dynamic linker what the provider lacks on this machine. */
async function reportNeeds(library: string): Promise<void> {
  const { stdout } = await promisify(execFile)('ldd', [library]);
  const missing = [...missingLibraries(stdout), ...((await canBeOpened(CUDNN)) ? [] : [CUDNN])];
  if (missing.length === 0) {
    say(
      'All libraries that it needs are here. Try it: npm run quadrant -- segment <scan> --out <case> --provider cuda',
    );
    return;
  }
  say(`Still missing: ${missing.join(', ')}.`);
  say(
    `Install ${whatToInstall(missing).join(' and ') || 'the packages that hold them'}, where the dynamic linker looks`,
  );
  say('(ldconfig, or LD_LIBRARY_PATH). Until then Quadrant runs on the next provider.');
  process.exitCode = 1;
}

await runHarness(main);

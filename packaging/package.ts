/**
 * Makes the packages of the system it runs on, and looks at them before anything is made of them.
 *   npm run package           installers and archives with Electron's runtime, which electron-builder fetches
 *   npm run package:offline   Linux, with a stand-in for the runtime: folder, zip, tar.gz and deb, nothing is fetched;
 *                             then the packaged viewer is tried out with --browser
 */
import { spawnSync } from 'node:child_process';
import { cp, readFile, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeChecksums } from './checksums.ts';
import { makeDeb } from './deb.ts';
import { buildDownloads, buildFolder, type System } from './electron-builder.ts';
import { makePapers } from './make-papers.ts';
import { printReport, RUNTIME_ALLOWANCE_MB } from './scan/print-report.ts';
import { scanPackage, type ScanOptions } from './scan/scan-package.ts';
import { settleTimes } from './settle-times.ts';
import { sourceDate } from './source-date.ts';
import { makeStandIn } from './stand-in/make-stand-in.ts';
import { tryPackage } from './try-package.ts';

const projectDir = fileURLToPath(new URL('..', import.meta.url));
const distDir = join(projectDir, 'dist');

interface Layout extends Pick<ScanOptions, 'target' | 'resourcesDir' | 'fusedFile'> {
  readonly folder: string;
}

/** Where electron-builder puts things on each system; the fuses of macOS are in the framework. */
const LAYOUTS: Readonly<Record<System, Layout>> = {
  linux: { target: 'linux-x64', folder: 'linux-unpacked', resourcesDir: 'resources', fusedFile: 'quadrant' },
  win32: { target: 'win32-x64', folder: 'win-unpacked', resourcesDir: 'resources', fusedFile: 'Quadrant.exe' },
  darwin: {
    target: 'darwin-arm64',
    folder: 'mac-arm64',
    resourcesDir: 'Quadrant.app/Contents/Resources',
    fusedFile: 'Quadrant.app/Contents/Frameworks/Electron Framework.framework/Electron Framework',
  },
};

const { values: flags } = parseArgs({ options: { offline: { type: 'boolean', default: false } } });
process.exitCode = await makePackages(flags.offline ? 'linux' : systemHere());

async function makePackages(system: System): Promise<number> {
  const layout = LAYOUTS[system];
  const packageDir = join(distDir, layout.folder);
  const startedMs = performance.now();
  const sourceDateS = sourceDate(projectDir);
  const { version }: { version: string } = JSON.parse(await readFile(join(projectDir, 'package.json'), 'utf8'));

  await rm(distDir, { recursive: true, force: true });
  runNode('node_modules/electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn']);
  const { parts } = await makePapers(projectDir, sourceDateS);
  console.log(`Licences and bill of materials: ${parts} packages.`);

  const builder = { projectDir, system, sourceDateS };
  const runtimeDir = join(projectDir, 'out/stand-in');
  if (flags.offline) await makeStandIn(runtimeDir);
  await buildFolder(flags.offline ? { ...builder, runtimeDir } : builder);

  const report = scanPackage(packageDir, { ...layout, buildDirs: buildDirs() });
  const sound = printReport(report, { packageDir, allowanceMb: flags.offline ? RUNTIME_ALLOWANCE_MB : 0 });
  if (!sound) return 1;

  await settleTimes(packageDir, sourceDateS);
  const all = flags.offline ? { formats: ['zip', 'tar.gz'], compressed: false } : { compressed: true };
  await buildDownloads({ ...builder, packageDir, ...all });
  if (flags.offline) {
    const outFile = join(distDir, `Quadrant-${version}-linux-amd64.deb`);
    await makeDeb({ packageDir, projectDir, version, sourceDateS, outFile });
  }
  await cp(join(projectDir, 'out/papers'), distDir, { recursive: true });
  for (const name of await writeChecksums(distDir)) console.log(`  ${name}`);
  if (flags.offline) await tryPackage(packageDir);
  console.log(`Done in ${((performance.now() - startedMs) / 1000).toFixed(0)} s.`);
  return 0;
}

/** Folders of this machine; root's home has a name that any program may contain. */
function buildDirs(): readonly string[] {
  return [projectDir.replace(/[\\/]$/, ''), homedir()].filter((folder) => folder !== '/root');
}

function systemHere(): System {
  const { platform } = process;
  if (platform === 'linux' || platform === 'win32' || platform === 'darwin') return platform;
  throw new Error(`There are no packages for ${platform}`);
}

function runNode(script: string, args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, [join(projectDir, script), ...args], {
    cwd: projectDir,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`${script} ended with ${String(status)}`);
}

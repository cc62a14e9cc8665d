/**
 * `npm start`: opens the viewer. In Electron where its runtime is there, else in this machine's Chromium, Chrome or Edge.
 *   npm start -- --browser    the browser host even where Electron could run
 *   npm start -- --no-open    serve only; prints the address that opens the viewer once
 *   npm start -- --no-build   use the renderer that was built before
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runInBrowser } from '../../main/host/browser/run-in-browser.ts';
import { keepPersonsOutOfLastWords } from '../../main/io/last-words.ts';
import { serveViewer } from '../../main/host/browser/serve-viewer.ts';
import { userDataDir } from '../../main/services/data-folder/data-dir.ts';
import { buildRenderer } from './build-renderer.ts';
import { electronRuntime } from './electron-runtime.ts';

keepPersonsOutOfLastWords();
const projectDir = fileURLToPath(new URL('../..', import.meta.url));

const { values: flags } = parseArgs({
  options: {
    browser: { type: 'boolean', default: false },
    'no-open': { type: 'boolean', default: false },
    'no-build': { type: 'boolean', default: false },
    port: { type: 'string' },
  },
});

const electron = flags.browser || flags['no-open'] ? null : electronRuntime(projectDir);
process.exitCode = electron === null ? await startInBrowser() : await startElectron(electron);

async function startElectron(executable: string): Promise<number> {
  await run(process.execPath, [join(projectDir, 'node_modules/electron-vite/bin/electron-vite.js'), 'build']);
  return run(executable, [projectDir]);
}

async function startInBrowser(): Promise<number> {
  if (!flags['no-build']) await buildRenderer(projectDir);
  const viewer = await serveViewer({
    dataDir: userDataDir(),
    modelsDir: join(projectDir, 'models'),
    resourcesDir: join(projectDir, 'resources'),
    rendererDir: join(projectDir, 'out/renderer'),
    version: projectVersion(),
    port: Number(flags.port ?? 0),
  });
  await runInBrowser(viewer, { open: !flags['no-open'] });
  return 0;
}

function projectVersion(): string {
  const { version }: { version: string } = JSON.parse(readFileSync(join(projectDir, 'package.json'), 'utf8'));
  return version;
}

function run(command: string, args: readonly string[]): Promise<number> {
  if (!existsSync(command)) throw new Error(`${command} is not there: run npm ci first`);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: projectDir, stdio: 'inherit' });
    child.on('exit', (code) => resolve(code ?? 1));
    child.on('error', reject);
  });
}

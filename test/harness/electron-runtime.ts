/** Whether Electron can run here: its npm package comes without the binary, which is fetched from GitHub at first use. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Path of the executable, or null where it was never fetched. Never downloads anything. */
export function electronRuntime(projectDir: string, env: NodeJS.ProcessEnv = process.env): string | null {
  const distDir = env['ELECTRON_OVERRIDE_DIST_PATH'];
  const packageDir = join(projectDir, 'node_modules/electron');
  const pathFile = join(packageDir, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : executableName();
  const executable = join(distDir ?? join(packageDir, 'dist'), name);
  return existsSync(executable) ? executable : null;
}

function executableName(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

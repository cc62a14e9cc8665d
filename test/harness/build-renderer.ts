/** Builds the renderer into out/renderer when its sources are newer than the last build. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';

const SOURCES = ['renderer', 'main/core', 'main/contract', 'vite.config.ts', 'package.json'];

export async function buildRenderer(projectDir: string): Promise<void> {
  const builtAt = await modifiedAt(join(projectDir, 'out/renderer/index.html'));
  const changedAt = Math.max(...(await Promise.all(SOURCES.map((source) => newestBelow(join(projectDir, source))))));
  if (builtAt > changedAt) return;
  await build({ configFile: join(projectDir, 'vite.config.ts'), logLevel: 'warn' });
}

/** Newest modification below a file or folder, ms since 1970. */
async function newestBelow(path: string): Promise<number> {
  const own = await stat(path);
  if (!own.isDirectory()) return own.mtimeMs;
  const names = await readdir(path, { recursive: true });
  const times = await Promise.all(names.map((name) => modifiedAt(join(path, name))));
  return Math.max(own.mtimeMs, ...times);
}

async function modifiedAt(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}

/** electron-builder as a process of its own: first the folder, then, once that was looked at, what is downloaded. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const TARGET_FLAG = { linux: '--linux', win32: '--win', darwin: '--mac' } as const;
export type System = keyof typeof TARGET_FLAG;

export interface BuilderOptions {
  readonly projectDir: string;
  readonly system: System;
  readonly sourceDateS: number;
  /** A folder with the runtime; left out: electron-builder fetches it. */
  readonly runtimeDir?: string;
}

/** Writes dist/<system>-unpacked (dist/mac-arm64 on macOS), fuses flipped and signed where a certificate is set up. */
export function buildFolder(options: BuilderOptions): Promise<void> {
  const { system, runtimeDir } = options;
  const runtime = runtimeDir === undefined ? [] : [`-c.electronDist=${runtimeDir}`];
  return run(options, [TARGET_FLAG[system], 'dir', ...runtime]);
}

export interface DownloadOptions extends BuilderOptions {
  readonly packageDir: string;
  /** Left out: all that electron-builder.yml names. */
  readonly formats?: readonly string[];
  /** false: archives hold the files as they are; compressing them takes minutes. */
  readonly compressed: boolean;
}

/** Makes installers and archives of a folder as it is. */
export function buildDownloads(options: DownloadOptions): Promise<void> {
  const { system, packageDir, formats = [], compressed } = options;
  const compression = compressed ? [] : ['-c.compression=store'];
  return run(options, [TARGET_FLAG[system], ...formats, ...compression, '--prepackaged', packageDir]);
}

async function run({ projectDir, sourceDateS }: BuilderOptions, args: readonly string[]): Promise<void> {
  const cli = join(projectDir, 'node_modules/electron-builder/cli.js');
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: projectDir,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, SOURCE_DATE_EPOCH: String(sourceDateS), NODE_NO_WARNINGS: '1' },
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`electron-builder ${args.join(' ')} ended with ${String(code)}`);
}

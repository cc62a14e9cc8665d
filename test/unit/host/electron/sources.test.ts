/** What must stand nowhere in the sources and in the configuration of the package. */
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const PROJECT = fileURLToPath(new URL('../../../..', import.meta.url));

const lines: { readonly file: string; readonly line: string }[] = [];

beforeAll(async () => {
  for await (const file of glob(['main/**/*.ts', 'renderer/**/*.{ts,tsx,html,css}'], { cwd: PROJECT })) {
    const text = await readFile(join(PROJECT, file), 'utf8');
    lines.push(...text.split('\n').map((line) => ({ file: file.replaceAll('\\', '/'), line })));
  }
});

/** Lines of `main/` or `renderer/` that match, with their file. */
function linesOf(room: 'main/' | 'renderer/', pattern: RegExp): readonly string[] {
  return lines
    .filter(({ file, line }) => file.startsWith(room) && pattern.test(line))
    .map(({ file, line }) => `${file}: ${line.trim()}`);
}

describe('the sources', () => {
  it('hand no address and no path to the system to open', () => {
    expect(linesOf('main/', /\bshell\b.*from 'electron'|openExternal\(|openPath\(/)).toEqual([]);
  });

  it('start no crash reporter and no updater', () => {
    expect(linesOf('main/', /crashReporter|autoUpdater/)).toEqual([]);
  });

  it('have no webview, no frame, and make no markup or code of strings in the page', () => {
    const forbidden =
      /<webview|<iframe|dangerouslySetInnerHTML|\b(inner|outer)HTML\b|insertAdjacentHTML|\beval\(|new Function\(/;
    expect(linesOf('renderer/', forbidden)).toEqual([]);
  });

  it('name no remote address in the page', () => {
    const remote = /\b(?:https?|wss?|ftp):\/\/(?!127\.0\.0\.1|localhost|www\.w3\.org\/|pacs\.example\/)[a-z0-9]/i;
    expect(linesOf('renderer/', remote)).toEqual([]);
  });

  it('give the page two functions and nothing of Electron', async () => {
    const preload = await readFile(join(PROJECT, 'main/preload.ts'), 'utf8');
    expect(preload.match(/exposeInMainWorld/g)).toHaveLength(1);
    expect(preload).not.toMatch(/exposeInMainWorld\('\w+', (?!nativeHost)/);
    expect(preload.match(/^ {2}\w+: \(\w+\) => ipcRenderer\.invoke\([A-Z_]+, .*\),$/gm)).toHaveLength(2);
  });
});

describe('the package', () => {
  it('turns off every fuse that would let someone run code in the name of Quadrant', async () => {
    const { electronFuses, asar } = parse(await readFile(join(PROJECT, 'electron-builder.yml'), 'utf8'));
    expect(asar).toBe(true);
    expect(electronFuses).toEqual({
      resetAdHocDarwinSignature: true, // no fuse: an executable for Apple's processors is signed again after them
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      grantFileProtocolExtraPrivileges: false,
      loadBrowserProcessSpecificV8Snapshot: false,
      enableCookieEncryption: true,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
    });
  });

  it('has the Electron that it was hardened for, or a newer one', async () => {
    const lock = JSON.parse(await readFile(join(PROJECT, 'package-lock.json'), 'utf8'));
    const [major] = String(lock.packages['node_modules/electron'].version).split('.');
    expect(Number(major)).toBeGreaterThanOrEqual(45);
  });
});

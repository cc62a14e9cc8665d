import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scanPackage, type ScanReport } from '../../../../packaging/scan/scan-package.ts';
import { useTemporaryFolder } from '../../io/temporary-folder.ts';
import { pe } from './native-headers.ts';
import { fuseWire, SOUND, writePackage, type SmallPackage } from './small-package.ts';

const folder = useTemporaryFolder();

async function scanOf(changes: Partial<SmallPackage>, spoil?: (folder: string) => Promise<void>): Promise<ScanReport> {
  const packageDir = folder.path;
  const archived = { ...SOUND.archived, ...changes.archived };
  await writePackage(packageDir, { archived, beside: { ...SOUND.beside, ...changes.beside } });
  await spoil?.(packageDir);
  const where = { target: 'linux-x64', resourcesDir: 'resources', fusedFile: 'quadrant' } as const;
  return scanPackage(packageDir, { ...where, buildDirs: ['/builds/quadrant'] });
}

describe('the scan of a package', () => {
  it('finds nothing in a sound one, and counts what is in the archive and beside it', async () => {
    const report = await scanOf({});
    expect(report.faults).toEqual([]);
    expect(report).toMatchObject({ files: 10, archivedFiles: 2, nativeFiles: [] });
  });

  it.each([
    ['source map', { archived: { 'out/main/index.js.map': '{}' } }, 'resources/app.asar/out/main/index.js.map'],
    ['secret', { beside: { 'resources/.npmrc': '' } }, 'resources/.npmrc'],
    ['build path', { archived: { 'a.js': '/builds/quadrant/a.ts' } }, 'resources/app.asar/a.js'],
    ['foreign binary', { beside: { 'resources/x.node': pe(0x8664) } }, 'resources/x.node'],
    ['fuse', { beside: { quadrant: fuseWire('11001100') } }, 'quadrant'],
  ] satisfies [string, Partial<SmallPackage>, string][])(
    'finds a planted %s, and only that',
    async (rule, changes, path) => {
      expect((await scanOf(changes)).faults).toMatchObject([{ rule, path }]);
    },
  );

  it('notices a byte of the archive that was changed', async () => {
    const { faults } = await scanOf({}, async (packageDir) => {
      const archive = join(packageDir, 'resources/app.asar');
      const bytes = await readFile(archive);
      await writeFile(archive, bytes.fill('X', bytes.length - 1));
    });
    expect(faults).toMatchObject([{ rule: 'archive', path: 'app.asar/out/main/index.js' }]);
  });

  it('notices that the licences are missing', async () => {
    const { faults } = await scanOf({}, (packageDir) => rm(join(packageDir, 'resources/THIRD-PARTY-LICENCES.txt')));
    expect(faults).toMatchObject([{ rule: 'missing', path: 'THIRD-PARTY-LICENCES.txt' }]);
  });
});

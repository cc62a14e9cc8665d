/** What may lie in a folder beside files, and paths as they are: nothing hangs, nothing is read twice, nothing is lost. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, test } from 'vitest';
import { asQuadrantError } from '#contract/errors';
import { readCase } from '../../../main/io/case-folder.ts';
import { diskError, DRIVE_GONE } from '../../../main/io/flushed-file.ts';
import { failedReading } from '../../../main/io/scan-errors.ts';
import { readScan, type ReadOptions, type ReadScan } from '../../../main/io/read-scan.ts';
import { readSegmentation } from '../../../main/io/dicom-seg/read-segmentation.ts';
import { readSurface } from '../../../main/io/surface/read-surface.ts';
import { useTemporaryFolder } from './temporary-folder.ts';

const SCAN = fileURLToPath(new URL('../../fixtures/dicom-seg/scan', import.meta.url));
const folder = useTemporaryFolder();
const hasPipes = process.platform !== 'win32';
const maySeeAll = process.getuid?.() === 0;

/** The scan of the fixtures in a folder of that name. */
function scanIn(name: string): string {
  const path = join(folder.path, name);
  cpSync(SCAN, path, { recursive: true });
  return path;
}

function codeOf(reading: Promise<unknown>): Promise<string> {
  return reading.then(
    () => 'result',
    (thrown: unknown) => asQuadrantError(thrown).code,
  );
}

const whole = (): Promise<ReadScan> => readScan(SCAN);

describe.skipIf(!hasPipes)(`beside the slices${hasPipes ? '' : ' (skipped: no pipes on this system)'}`, () => {
  it('a pipe, a socket, a device, and links to them are passed over', async () => {
    const path = scanIn('scan');
    execFileSync('mkfifo', [join(path, 'pipe.dcm')]);
    symlinkSync(join(path, 'pipe.dcm'), join(path, 'link-to-pipe.dcm'));
    symlinkSync('/dev/zero', join(path, 'zeros.dcm'));
    const server = createServer().listen(join(path, 's.dcm'));
    try {
      const scan = await readScan(path);
      expect(scan.fingerprint).toBe((await whole()).fingerprint);
      expect(scan.info.ignoredFiles).toBe(2); // the links
    } finally {
      server.close();
    }
  });

  it('a pipe or a device that is opened itself is told at once', async () => {
    const pipe = join(folder.path, 'pipe');
    execFileSync('mkfifo', [pipe]);
    for (const path of [pipe, '/dev/zero']) {
      expect(await codeOf(readScan(path)), path).toBe('scan.not-found');
      expect(await codeOf(readSurface(path)), path).toBe('surface.not-found');
      expect(await codeOf(readSegmentation(path)), path).toBe('scan.not-found');
    }
    mkdirSync(join(folder.path, 'case'));
    execFileSync('mkfifo', [join(folder.path, 'case', 'case.json')]);
    expect(await codeOf(readCase(join(folder.path, 'case')))).toBe('case.not-found');
  });
});

it('links that lead in a circle, to nothing or out of the folder: each slice once', async () => {
  const path = scanIn('scan');
  symlinkSync(path, join(path, 'circle'));
  symlinkSync('.', join(path, 'itself'));
  symlinkSync(join(path, 'nothing'), join(path, 'dangling.dcm'));
  symlinkSync(join(path, 'b'), join(path, 'a'));
  symlinkSync(join(path, 'a'), join(path, 'b'));
  symlinkSync('/etc/hostname', join(path, 'elsewhere'));
  const scan = await readScan(path);
  expect(scan.fingerprint).toBe((await whole()).fingerprint);
  expect(scan.warnings.map(({ code }) => code)).toContain('scan.unreadable-files'); // what dangles may have been a slice
});

it.each([
  ['longer than 260 characters', Array.from({ length: 4 }, (_, n) => `${'long'.repeat(20)}${n}`).join('/')],
  ['in Cyrillic, Chinese and Arabic', 'Снимок 全景 صورة'],
  ['with combining characters', 'e\u0301te\u0301 A\u030angstrom'],
  ['with an emoji', 'zahn-🦷-👩🏽‍⚕️'],
  ['with a new line, quotes and a percent sign', `two\nlines "and" '%2e%2e' & more`],
])('a path %s is read, and named as it is when it cannot be', async (_what, name) => {
  const path = scanIn(name);
  expect((await readScan(path)).fingerprint).toBe((await whole()).fingerprint);
  const cut = join(path, 'slice-05.dcm');
  truncateSync(cut, statSync(cut).size - 10);
  await expect(readScan(path)).rejects.toMatchObject({ code: 'scan.corrupt-file', facts: { path: cut } });
});

test.skipIf(maySeeAll)(
  `a slice that nobody may read is told${maySeeAll ? ' (skipped: root may read all)' : ''}`,
  async () => {
    const path = scanIn('scan');
    chmodSync(join(path, 'slice-11.dcm'), 0);
    expect((await readScan(path)).warnings.map(({ code }) => code)).toContain('scan.unreadable-files');
  },
);

describe('a drive that vanishes', () => {
  /** Does something to the folder when the first slice is there. */
  function whileReading(path: string, happens: () => void): Promise<string> {
    const growth: ReadOptions['growth'] = { begin: () => {}, slice: () => happens() };
    return codeOf(readScan(path, { growth }));
  }

  it('taken away in the middle of reading: it is gone, not damaged', async () => {
    const path = scanIn('scan');
    expect(await whileReading(path, () => rmSync(path, { recursive: true, force: true }))).toBe('scan.not-found');
  });

  it('with another folder in its place: its files are not taken for the scan', async () => {
    const path = scanIn('scan');
    const swap = (): void => {
      for (const name of ['slice-00.dcm', 'slice-11.dcm', 'slice-03.dcm'])
        writeFileSync(join(path, name), 'another disc');
    };
    expect(await whileReading(path, swap)).toBe('scan.corrupt-file');
  });

  it('a file that becomes shorter while it is read', async () => {
    const path = scanIn('scan');
    const cut = (): void => {
      for (let n = 0; n < 12; n++) truncateSync(join(path, `slice-${String(n).padStart(2, '0')}.dcm`), 900);
    };
    expect(await whileReading(path, cut)).toBe('scan.corrupt-file');
    expect(statSync(join(path, 'slice-00.dcm')).size).toBe(900);
  });

  it.each(DRIVE_GONE)('the code %s: a scan is not found, and a result cannot be written', (code) => {
    const thrown = Object.assign(new Error(`${code}: the drive does not answer`), { code });
    expect(failedReading('scan.dcm', thrown).code).toBe('scan.not-found');
    expect(asQuadrantError(diskError(thrown, 'case')).code).toBe('disk.unwritable');
  });

  it('while its headers are read', async () => {
    const path = scanIn('scan');
    const reading = codeOf(readScan(path));
    rmSync(path, { recursive: true, force: true });
    expect(await reading).toMatch(/^scan\.(not-found|empty-folder|missing-slices)$/);
  });
});

it('reading changes nothing', async () => {
  const path = scanIn('scan');
  const before = readFileSync(join(path, 'slice-00.dcm'));
  await readScan(path);
  expect(readFileSync(join(path, 'slice-00.dcm')).equals(before)).toBe(true);
});

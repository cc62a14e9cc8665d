/** A folder salted with names comes out without any of them, and otherwise as it was. */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import dicomParser, { type DataSet } from 'dicom-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deidentificationKeySchema, deidentificationReportSchema } from '#contract/deidentify';
import { canariesIn } from '../../fixtures/salted-dicom.ts';
import {
  CANARIES,
  EXPECTED,
  FAMILY,
  PATIENT_ID,
  SERIES,
  slicePixels,
  uid,
  UID_ROOT,
  writeSaltedFolder,
} from '../../fixtures/salted-folder.ts';
import { quadrant } from './run-quadrant.ts';

let root = '';
let salted = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'quadrant-deidentify-'));
  salted = await writeSaltedFolder(root);
});
afterAll(() => rm(root, { recursive: true }));

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** All that a run left: bytes of files, their names, and what it said. */
async function tracesOf(out: string, said: { readonly stdout: string; readonly stderr: string }): Promise<Buffer> {
  const files = await filesIn(out);
  const contents = await Promise.all(files.map(async (path) => inflated(await readFile(path))));
  const names = files.map((path) => path.slice(root.length));
  return Buffer.concat([...contents, Buffer.from([...names, said.stdout, said.stderr].join('\n'))]);
}

/** A file, and its data set once more where that is deflated. */
function inflated(file: Buffer): Buffer {
  if (!file.includes('1.2.840.10008.1.2.1.99') || file.toString('latin1', 128, 132) !== 'DICM') return file;
  return Buffer.concat([file, inflateRawSync(file.subarray(144 + file.readUInt32LE(140)))]);
}

async function objectsIn(out: string): Promise<DataSet[]> {
  const files = (await filesIn(out)).filter((path) => path.endsWith('.dcm'));
  const sets: DataSet[] = [];
  for (const path of files) {
    const bytes = await readFile(path);
    if (!bytes.includes('1.2.840.10008.1.2.1.99')) sets.push(dicomParser.parseDicom(bytes));
  }
  return sets;
}

function items(set: DataSet | undefined, tag: string): DataSet[] {
  return (set?.elements[tag]?.items ?? []).flatMap(({ dataSet }) => (dataSet === undefined ? [] : [dataSet]));
}

const ofClass = (sets: readonly DataSet[], sopClass: string): DataSet[] =>
  sets.filter((set) => set.string('x00080016') === sopClass);

describe('quadrant deidentify', () => {
  it('finds every planted name in the salted folder: the search works', async () => {
    const bytes = await tracesOf(salted, { stdout: '', stderr: '' });
    expect(canariesIn(bytes, CANARIES)).toEqual(CANARIES.map(({ name }) => name));
  });

  it('leaves no name in any byte, file name, report or line of a log, whatever is retained', async () => {
    // Table E.1-1 has a device keep its UID and the moments of its calibration.
    const calibration = ['20240229', '101599.25', UID_ROOT];
    const runs: readonly { readonly options: readonly string[]; readonly stays: readonly string[] }[] = [
      { options: [], stays: [] },
      {
        options: ['--include-burned-in', '--retain', 'shifted-dates,patient,descriptors,safe-private'],
        stays: ['101599.25'],
      },
      { options: ['--retain', 'device'], stays: calibration },
    ];
    for (const [n, { options, stays }] of runs.entries()) {
      const out = join(root, `out-${n}`);
      const said = await quadrant('deidentify', salted, '--out', out, '--json', ...options);
      expect(said.code).toBe(1);
      expect(canariesIn(await tracesOf(out, said), CANARIES)).toEqual(stays);
    }
  });

  it('tells what became of each file by its number, and warns on stderr', async () => {
    const out = join(root, 'told');
    const said = await quadrant('deidentify', salted, '--out', out);
    expect(said.code).toBe(1);
    const report = deidentificationReportSchema.parse(
      JSON.parse(await readFile(join(out, 'deidentification-report.json'), 'utf8')),
    );
    expect(report.counts).toEqual({ ...EXPECTED, there: 0 });
    expect(report.files).toHaveLength(23);
    expect(report.patients).toBe(1);
    for (const reason of ['burned into', 'often show', 'document inside', 'private kind', 'cannot be read whole'])
      expect(said.stderr).toContain(reason);
    expect(said.stdout).toMatch(/^14 files de-identified, 4 held back, 2 unreadable, 3 left out; 1 patient/);
    const written = report.files.flatMap((file) => file.written);
    for (const path of written) expect(path).toMatch(/^Q[0-9A-F]{10}\/study-\w{12}\/series-\w{12}\/\w{12}\.dcm$/);
  });

  it('keeps pixels, transfer syntax, geometry and references', async () => {
    const out = join(root, 'kept');
    await quadrant('deidentify', salted, '--out', out);
    const sets = await objectsIn(out);
    const [seg] = ofClass(sets, '1.2.840.10008.5.1.4.1.1.66.4');
    const [sr] = ofClass(sets, '1.2.840.10008.5.1.4.1.1.88.34');
    const [reference] = items(seg, 'x00081115');
    const seriesUid = reference.string('x0020000e');
    const slices = sets.filter((set) => set.string('x0020000e') === seriesUid);
    expect(slices).toHaveLength(3);
    const referred = items(reference, 'x0008114a').map((item) => item.string('x00081155'));
    expect(new Set(referred)).toEqual(new Set(slices.map((set) => set.string('x00080018'))));
    expect(new Set([seg, ...slices].map((set) => set.string('x00200052'))).size).toBe(1);
    expect(new Set([seg, sr, ...slices].map((set) => set.string('x0020000d'))).size).toBe(1);
    const images = items(sr, 'x0040a730').flatMap((item) => items(item, 'x00081199'));
    expect(images.map((item) => item.string('x00081155'))).toEqual([seg.string('x00080018')]);

    const syntaxes = ['1.2.840.10008.1.2.1', '1.2.840.10008.1.2', '1.2.840.10008.1.2.2'];
    expect(new Set(slices.map((set) => set.string('x00020010')))).toEqual(new Set(syntaxes));
    for (const set of slices) {
      const k = Math.round(Number(set.string('x00200032')?.split('\\')[2]) / 0.4);
      const { dataOffset, length } = set.elements.x7fe00010;
      const bigEndian = set.string('x00020010') === '1.2.840.10008.1.2.2';
      const pixels = Buffer.from(set.byteArray.subarray(dataOffset, dataOffset + length));
      const original = slicePixels(k, { uid: '', explicit: true, bigEndian });
      expect(pixels.subarray(0, original.length)).toEqual(original);
      expect(pixels.subarray(original.length).every((byte) => byte === 0)).toBe(true);
      expect(set.string('x00280030')).toBe('0.3\\0.25');
      expect(set.uint16('x00280010')).toBe(4);
    }
  });

  it('says in each object that and how it was de-identified', async () => {
    const out = join(root, 'says');
    await quadrant('deidentify', salted, '--out', out, '--retain', 'shifted-dates', '--retain', 'patient');
    for (const set of await objectsIn(out)) {
      expect(set.string('x00120062')).toBe('YES');
      expect(set.string('x00280303')).toBe('MODIFIED');
      const codes = items(set, 'x00120064').map((item) => item.string('x00080100'));
      expect(codes).toEqual(['113100', '113107', '113108']);
      expect(set.string('x00100010')).toBe(set.string('x00100020'));
      expect(set.string('x00080020')).toMatch(/^20(1[4-9]|2[0-4])\d{4}$/);
      expect(set.elements.x00020016).toBeUndefined();
      expect(set.byteArray.subarray(0, 128).every((byte) => byte === 0)).toBe(true);
    }
  });

  it('cleans a report item by item: what it measured stays, who and what was said goes', async () => {
    const out = join(root, 'report');
    await quadrant('deidentify', salted, '--out', out);
    const [sr] = ofClass(await objectsIn(out), '1.2.840.10008.5.1.4.1.1.88.34');
    const content = items(sr, 'x0040a730');
    expect(content.map((item) => item.string('x0040a040'))).toEqual([
      'PNAME',
      'TEXT',
      'TEXT',
      'DATE',
      'UIDREF',
      'IMAGE',
      'NUM',
    ]);
    expect(content[0].string('x0040a123')).toBe('Removed');
    expect(content[1].text('x0040a160')).toBe('REMOVED');
    expect(content[2].text('x0040a160')).toBe('FDI 11');
    expect(items(content[6], 'x0040a300')[0].string('x0040a30a')).toBe('42.5');
    expect(items(sr, 'x0040a073')[0].string('x0040a075')).toBe('Removed');
  });

  it('keeps a way back only where one was asked for, for its owner alone, and the same key makes the same pseudonyms', async () => {
    const key = join(root, 'key.json');
    const [first, second, other] = ['key-1', 'key-2', 'key-3'].map((name) => join(root, name));
    await quadrant('deidentify', salted, '--out', first, '--key', key);
    await quadrant('deidentify', salted, '--out', second, '--key', key);
    await quadrant('deidentify', salted, '--out', other);
    const below = async (out: string): Promise<string[]> =>
      (await filesIn(out)).map((path) => path.slice(out.length)).toSorted();
    expect(await below(second)).toEqual(await below(first));
    expect(await below(other)).not.toEqual(await below(first));
    const known = deidentificationKeySchema.parse(JSON.parse(await readFile(key, 'utf8')));
    const [pseudonym] = Object.keys(known.patients);
    expect((await below(first)).some((path) => path.includes(pseudonym))).toBe(true);
    expect(known.patients[pseudonym].patientId).toBe(PATIENT_ID);
    expect(Object.values(known.uids)).toEqual(expect.arrayContaining([SERIES, uid(2, 0)]));
    expect(Object.values(known.files)).toHaveLength(23);
    if (process.platform !== 'win32') expect((await stat(key)).mode & 0o777).toBe(0o600);
  });

  it('goes on where an earlier run with this key stopped, and writes nothing twice', async () => {
    const key = join(root, 'resume.json');
    const out = join(root, 'resumed');
    await quadrant('deidentify', salted, '--out', out, '--key', key);
    const [one] = (await filesIn(out)).filter((path) => path.endsWith('.dcm'));
    const others = (await filesIn(out)).filter((path) => path.endsWith('.dcm') && path !== one);
    const before = await Promise.all(others.map(async (path) => (await stat(path)).mtimeMs));
    await rm(one);
    const said = await quadrant('deidentify', salted, '--out', out, '--key', key);
    expect(said.stdout).toMatch(/^1 files de-identified, 13 there already/);
    expect(await stat(one)).toBeTruthy();
    expect(await Promise.all(others.map(async (path) => (await stat(path)).mtimeMs))).toEqual(before);
  });

  it('refuses what makes no sense, without a word of where the originals lie', async () => {
    const full = join(root, 'full');
    await quadrant('deidentify', salted, '--out', full);
    const key = join(root, 'full-key.json');
    const withKey = join(root, 'full-with-key');
    await quadrant('deidentify', salted, '--out', withKey, '--key', key);
    const broken = join(root, 'broken-key.json');
    await writeFile(broken, '{"secret":"Kanarienvogel"}');
    const refused: readonly (readonly string[])[] = [
      [salted],
      [salted, '--out', full],
      [salted, '--out', withKey, '--key', key, '--retain', 'dates'],
      [salted, '--out', join(salted, 'out')],
      [salted, '--out', join(root, 'x'), '--key', join(root, 'x', 'key.json')],
      [salted, '--out', join(root, 'x'), '--key', broken],
      [salted, '--out', join(root, 'x'), '--retain', 'everything'],
      [salted, '--out', join(root, 'x'), '--retain', 'dates,shifted-dates'],
      [salted, '--out', join(root, 'x'), '--layout', 'nifti'],
      [join(salted, 'gone'), '--out', join(root, 'x')],
    ];
    for (const args of refused) {
      const said = await quadrant('deidentify', ...args);
      expect(said.code).toBe(2);
      expect(said.stdout + said.stderr).not.toContain(FAMILY);
    }
    expect(await stat(join(root, 'x')).catch(() => null)).toBe(null);
  });
});

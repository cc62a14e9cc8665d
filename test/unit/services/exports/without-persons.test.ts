/** What leaves a reviewed case with --deidentify names nobody, and fits the scan that was de-identified with the same key. */
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import dicomParser, { type DataSet } from 'dicom-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CbctCase } from '#contract/case';
import { EXPORT_FORMAT_IDS, EXPORT_FORMATS, makesSeveralFiles } from '#contract/exports';
import { voxelCount } from '#core/volume';
import { writeCase } from '../../../../main/io/case-folder.ts';
import { readScan } from '../../../../main/io/read-scan.ts';
import { CASE_FILE, RUN_FILE, TOOTH } from '../../../fixtures/contract/samples.ts';
import { PersonAtWork } from '../../../fixtures/reviewed-case.ts';
import { canariesIn } from '../../../fixtures/salted-dicom.ts';
import { CANARIES, FAMILY, PATIENT_ID, SERIES, SLICE, writePlainSeries } from '../../../fixtures/salted-folder.ts';
import { quadrant } from '../../cli/run-quadrant.ts';

/** Their pages are laid out by a browser: tested with it. */
const LAID_OUT: ReadonlySet<string> = new Set(['pdf', 'dicom-pdf', 'dicom-sc']);
const FORMATS = EXPORT_FORMAT_IDS.filter(
  (format) => EXPORT_FORMATS[format].modalities.includes('cbct') && !LAID_OUT.has(format),
);

let root = '';
let caseDir = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'quadrant-nameless-'));
  const scanPath = join(root, 'Girlitzberg');
  await writePlainSeries(scanPath);
  const { volume, fingerprint } = await readScan(scanPath);
  const { geometry } = volume;
  const data = new Uint8Array(voxelCount(geometry));
  const [ni, nj] = geometry.dims;
  for (const k of [0, 1, 2]) data.fill(16, k * ni * nj + ni, k * ni * nj + ni + 3);
  const source = {
    ...CASE_FILE.source,
    kind: 'dicom',
    path: scanPath,
    seriesUid: SERIES,
    fingerprint,
    patientName: `${FAMILY}, Zeisigmann`,
    patientId: PATIENT_ID,
    studyDate: '2024-02-29',
    geometry: { ...geometry, direction: [...geometry.direction] },
  } as const;
  const bounds = { min: [0, 1, 0], max: [2, 1, 2] } satisfies CbctCase['instances'][number]['boundsIjk'];
  const instances = [{ ...TOOTH, fdi: 16, boundsIjk: bounds, warnings: [] }];
  const warnings = [{ code: 'scan.unreadable-files', message: `1 DICOM file could not be read: ${scanPath}/x.` }];
  caseDir = join(root, FAMILY);
  const caseFile: CbctCase = { ...CASE_FILE, source, instances, warnings };
  await writeCase(caseDir, { caseFile, labelMap: { geometry, data }, describeRun: () => RUN_FILE });
  await new PersonAtWork(caseDir, data, 'Dr. Stieglitzer').act({ kind: 'sign' });
});
afterAll(() => rm(root, { recursive: true }));

async function bytesOf(path: string): Promise<Buffer> {
  if ((await stat(path)).isFile()) return readFile(path);
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Buffer.concat([
    Buffer.from(files.map((file) => file.slice(path.length)).join()),
    ...(await Promise.all(files.map((file) => readFile(file)))),
  ]);
}

function items(set: DataSet | undefined, tag: string): DataSet[] {
  return (set?.elements[tag]?.items ?? []).flatMap(({ dataSet }) => (dataSet === undefined ? [] : [dataSet]));
}

describe('An export that names nobody', () => {
  it.each(FORMATS)('holds no name, date or path as %s, in its file and in what is said', async (format) => {
    const ending = makesSeveralFiles(format, { parts: 'all' }) ? 'zip' : EXPORT_FORMATS[format].ending;
    const out = join(root, `nameless-${format}.${ending}`);
    const said = await quadrant('export', caseDir, '--format', format, '--out', out, '--deidentify', '--json');
    expect(said).toMatchObject({ code: 0, stderr: '' });
    const bytes = Buffer.concat([await bytesOf(out), Buffer.from(said.stdout)]);
    expect(canariesIn(bytes, CANARIES)).toEqual([]);
    expect(bytes.toString('latin1')).not.toContain('2024-02-29');
  });

  it('would hold them otherwise: the search works', async () => {
    const out = join(root, 'named.dcm');
    await quadrant('export', caseDir, '--format', 'dicom-sr', '--out', out);
    const found = canariesIn(await bytesOf(out), CANARIES);
    expect(found).toEqual(expect.arrayContaining([FAMILY, 'Zeisigmann', PATIENT_ID, 'Stieglitzer', '20240229']));
  });

  it('refers to the scan that was de-identified with its key, and the report to the segments', async () => {
    const key = join(root, 'key.json');
    const scanOut = join(root, 'scan-without-name');
    await quadrant('deidentify', join(root, 'Girlitzberg'), '--out', scanOut, '--key', key);
    const objects = new Map<string, DataSet>();
    for (const format of ['dicom-seg', 'dicom-sr']) {
      const out = join(root, `${format}.dcm`);
      await quadrant('export', caseDir, '--format', format, '--out', out, '--deidentify', '--key', key);
      objects.set(format, dicomParser.parseDicom(await readFile(out)));
    }
    const seg = objects.get('dicom-seg');
    const sr = objects.get('dicom-sr');
    const scan = await readScan(scanOut);
    expect(scan.volume.geometry.dims).toEqual([SLICE.columns, SLICE.rows, SLICE.count]);
    const [series] = items(seg, 'x00081115');
    expect(series.string('x0020000e')).toBe(scan.series.uid);
    expect(seg?.string('x00100020')).toBe(scan.info.patientId);
    expect(seg?.string('x00120062')).toBe('YES');
    expect(items(seg, 'x00620002')[0].string('x00620005')).toMatch(/16/);
    const evidence = items(items(sr, 'x0040a375')[0], 'x00081115');
    const referred = evidence.flatMap((one) => items(one, 'x00081199')).map((one) => one.string('x00081155'));
    expect(referred).toContain(seg?.string('x00080018'));
    expect(sr?.string('x0020000d')).toBe(seg?.string('x0020000d'));
  });

  it('keeps the document of an encapsulated object, and says of what type it is', async () => {
    const out = join(root, 'model.dcm');
    await quadrant('export', caseDir, '--format', 'dicom-stl', '--out', out, '--deidentify');
    const object = dicomParser.parseDicom(await readFile(out));
    expect(object.string('x00420012')).toBe('model/stl');
    expect(object.elements.x00420011.length).toBeGreaterThan(84);
    expect(object.string('x00120062')).toBe('YES');
  });

  it('takes a key only together with --deidentify', async () => {
    const said = await quadrant('export', caseDir, '--format', 'dicom-sr', '--out', join(root, 'x.dcm'), '--key', 'k');
    expect(said.code).toBe(2);
    expect(said.stderr).toContain('A key is for --deidentify');
  });
});

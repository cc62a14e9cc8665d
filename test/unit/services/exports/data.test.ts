/** A case as label map, table and document, read back by readers of their own. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseFileSchema, type CbctCase, type OpgCase } from '#contract/case';
import { toothColour } from '#core/fdi';
import { csvText } from '../../../../main/io/csv.ts';
import { readCase, writeCase } from '../../../../main/io/case-folder.ts';
import { readLabelNifti } from '../../../../main/io/nifti-labels.ts';
import { exportCase } from '../../../../main/services/exports/export-case.ts';
import { OPG_CASE, OUTLINED_TOOTH, RUN_FILE } from '../../../fixtures/contract/samples.ts';
import { makePhantom, phantomGrid } from '../../../fixtures/phantom.ts';
import { PersonAtWork, storePhantomCase } from '../../../fixtures/reviewed-case.ts';
import { DIRECTIONS } from '../../core/grids.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'quadrant-data-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** A case of which a person rejected 16 and called 26 a second 36. */
async function reviewedCase(direction: readonly number[]) {
  const folder = await mkdtemp(join(root, 'case-'));
  const phantom = makePhantom(phantomGrid([106, 100, 86], [0.9, 0.8, 1.0], direction), [16, 11, 26, 36]);
  const { caseDir } = await storePhantomCase(folder, phantom);
  const person = new PersonAtWork(caseDir, phantom.truth.data);
  await person.act({ kind: 'decide', decision: 'rejected', labels: [16] });
  await person.act({ kind: 'decide', decision: 'accepted', labels: [36] });
  await person.act({ kind: 'identify', tool: 'number', teeth: [{ label: 26, fdi: 36, type: 'tooth' }] });
  const { caseFile } = await readCase(caseDir);
  if (caseFile.modality !== 'cbct') throw new Error('A phantom is a CBCT');
  const expected = phantom.truth.data.map((label) => (label === 16 ? 0 : label === 26 ? 201 : label));
  return { caseDir, folder, caseFile, expected };
}

interface Nrrd {
  readonly fields: ReadonlyMap<string, string>;
  readonly voxels: Uint8Array;
}

function readNrrd(bytes: Buffer): Nrrd {
  const end = bytes.indexOf('\n\n');
  const [magic, ...lines] = bytes.subarray(0, end).toString().split('\n');
  expect(magic).toMatch(/^NRRD000\d$/);
  const fields = new Map<string, string>();
  for (const line of lines) {
    const field = /^([^:]+):[= ](.*)$/.exec(line);
    if (field !== null) fields.set(field[1], field[2]);
  }
  return { fields, voxels: gunzipSync(bytes.subarray(end + 2)) };
}

const numbersIn = (text: string | undefined): number[] => (text?.match(/-?[\d.]+(e-?\d+)?/g) ?? []).map(Number);

/** RFC 4180. */
function readCsv(text: string): Readonly<Record<string, string>>[] {
  expect(text.endsWith('\r\n')).toBe(true);
  const rows = text
    .slice(0, -2)
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare,
      ),
    );
  const [columns, ...records] = rows;
  return records.map((record) => {
    expect(record.length).toBe(columns.length);
    return Object.fromEntries(columns.map((column, n) => [column, record[n]]));
  });
}

describe.each(DIRECTIONS)('a reviewed case on a grid that is %s', (_name, direction) => {
  let made: Awaited<ReturnType<typeof reviewedCase>>;
  const out = (file: string): string => join(made.folder, file);
  beforeAll(async () => {
    made = await reviewedCase(direction);
  });

  it('is a NIfTI label map without what was rejected', async () => {
    await exportCase({ format: 'nifti', caseDir: made.caseDir, outPath: out('a.nii.gz') });
    const { geometry, data } = await readLabelNifti(out('a.nii.gz'));
    expect(data).toEqual(made.expected);
    geometry.originMm.forEach((mm, axis) => expect(mm).toBeCloseTo(made.caseFile.source.geometry.originMm[axis], 3));
  });

  it('is a NRRD segmentation with names, colours, codes and extents, at its place', async () => {
    await exportCase({ format: 'nrrd', caseDir: made.caseDir, outPath: out('a.seg.nrrd') });
    const { fields, voxels } = readNrrd(await readFile(out('a.seg.nrrd')));
    expect(Buffer.compare(voxels, made.expected)).toBe(0);
    const { dims, spacingMm, originMm, direction: axes } = made.caseFile.source.geometry;
    expect(fields.get('space')).toBe('left-posterior-superior');
    expect(numbersIn(fields.get('sizes'))).toEqual([...dims]);
    expect(numbersIn(fields.get('space origin'))).toEqual([...originMm]);
    expect(numbersIn(fields.get('space directions'))).toEqual(
      axes.map((value, n) => value * spacingMm[Math.floor(n / 3)]),
    );
    const segments = [0, 1, 2].map((n) =>
      ['LabelValue', 'Name', 'Layer'].map((field) => fields.get(`Segment${n}_${field}`)),
    );
    expect(segments).toEqual([
      ['11', 'Tooth 11', '0'],
      ['201', 'Tooth 36-201', '0'],
      ['36', 'Tooth 36', '0'],
    ]);
    expect(fields.has('Segment3_ID')).toBe(false);
    expect(fields.get('Segment0_Color')).toBe(
      toothColour(11)
        .map((value) => (value / 255).toFixed(6))
        .join(' '),
    );
    expect(fields.get('Segment0_Tags')).toContain('~SCT^422653006^Permanent maxillary right central incisor tooth~');
    const [i0, i1, j0, j1, k0, k1] = numbersIn(fields.get('Segment0_Extent'));
    expect({ min: [i0, j0, k0], max: [i1, j1, k1] }).toEqual(boundsOf(made.caseFile, 11));
  });

  it('is a table with a row for each tooth', async () => {
    await exportCase({ format: 'csv', caseDir: made.caseDir, outPath: out('a.csv') });
    const rows = readCsv(await readFile(out('a.csv'), 'utf8'));
    expect(rows.map(({ fdi, label, status }) => [fdi, label, status])).toEqual([
      ['11', '11', 'proposed'],
      ['36', '201', 'edited'],
      ['36', '36', 'accepted'],
    ]);
    const tooth = made.caseFile.instances.find(({ fdi }) => fdi === 11);
    expect(Number(rows[0]['volume_mm3'])).toBe(tooth?.volumeMm3);
    expect(Number(rows[0]['centroid_y_mm'])).toBe(tooth?.centroidMm[1]);
    expect(rows[0]['name']).toBe('central incisor, upper right');
  });

  it('is a document of the documented form, without the place of the scan on this machine', async () => {
    await exportCase({ format: 'json', caseDir: made.caseDir, outPath: out('a.json') });
    const document: unknown = JSON.parse(await readFile(out('a.json'), 'utf8'));
    const caseFile = caseFileSchema.parse(document);
    expect(caseFile.instances.map(({ fdi, label }) => [fdi, label])).toEqual([
      [11, 11],
      [36, 201],
      [36, 36],
    ]);
    expect(caseFile.source.path).toBe('');
    expect(document).toMatchObject({ review: { teeth: { rejected: 1, accepted: 1 } } });
  });
});

function boundsOf({ instances }: CbctCase, wanted: number): unknown {
  return instances.find(({ fdi }) => fdi === wanted)?.boundsIjk;
}

describe('a radiograph', () => {
  const opg: OpgCase = {
    ...OPG_CASE,
    instances: [{ ...OUTLINED_TOOTH, fdi: 11, warnings: [{ code: 'x', message: '=1+1, "quoted"' }] }],
  };
  const data = new Uint8Array(30).fill(11, 3, 9);
  const labelMap = { geometry: OPG_CASE.source.geometry, data };
  let caseDir: string;
  beforeAll(async () => {
    caseDir = join(root, 'opg');
    await writeCase(caseDir, { caseFile: opg, labelMap, describeRun: () => RUN_FILE });
  });

  it('is a picture of labels', async () => {
    const outPath = join(root, 'labels.png');
    await exportCase({ format: 'label-png', caseDir, outPath });
    const { width, height, data: rgba } = PNG.sync.read(await readFile(outPath));
    expect([width, height, [...data.keys()].map((n) => rgba[4 * n])]).toEqual([6, 5, [...data]]);
  });

  it('is a table in pixels, in which no text is a formula', async () => {
    const outPath = join(root, 'opg.csv');
    await exportCase({ format: 'csv', caseDir, outPath });
    const [row] = readCsv(await readFile(outPath, 'utf8'));
    expect(row).toMatchObject({ fdi: '11', area_px2: String(OUTLINED_TOOTH.areaPx), warnings: `'=1+1, "quoted"` });
    expect(row).not.toHaveProperty('centroid_z_px');
  });

  it('is a document', async () => {
    const outPath = join(root, 'opg.json');
    await exportCase({ format: 'json', caseDir, outPath });
    expect(caseFileSchema.parse(JSON.parse(await readFile(outPath, 'utf8'))).instances).toHaveLength(1);
  });

  it.each(['nifti', 'nrrd'] as const)('is refused as %s', async (format) => {
    await expect(exportCase({ format, caseDir, outPath: join(root, 'no') })).rejects.toMatchObject({ code: 'usage' });
  });
});

describe('csvText', () => {
  it.each([
    ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['two\nlines', '"two\nlines"'],
    ['Zahn, oben', '"Zahn, oben"'],
    [-1.5, '-1.5'],
    [1e-7, '1e-7'],
    [null, ''],
    [false, 'false'],
  ])('writes %j as %s', (value, text) => {
    expect(csvText(['a'], [[value]])).toBe(`a\r\n${text}\r\n`);
  });
});

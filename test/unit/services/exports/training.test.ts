/** Reviewed cases as training data: what models/training reads, without a patient's name, id or date anywhere. */
import { cp, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { CbctCase, OpgCase } from '#contract/case';
import { measureTeeth } from '#core/metrics/metrics';
import type { Geometry } from '#core/volume';
import { writeCase } from '../../../../main/io/case-folder.ts';
import { readLabelNifti } from '../../../../main/io/nifti-labels.ts';
import { writeGreyPng } from '../../../../main/io/png.ts';
import { readScan } from '../../../../main/io/read-scan.ts';
import { CASE_FILE, OPG_CASE, OUTLINED_TOOTH, RUN_FILE, TOOTH } from '../../../fixtures/contract/samples.ts';
import { PersonAtWork } from '../../../fixtures/reviewed-case.ts';
import { writeScan } from '../../../fixtures/write-scan.ts';
import { grid, leftHanded, rotation } from '../../core/grids.ts';
import { quadrant } from '../../cli/run-quadrant.ts';

/** What the Python test of models/training reads; delete it and run this test to have it written anew. */
const EXPORTED = new URL('../../../../models/training/tests/exported/', import.meta.url);
const PATIENT = { patientName: 'Mustermann^Erika', patientId: 'PID-4711', studyDate: '2026-01-31' };
const TRACES = [/mustermann/i, /erika/i, /4711/, /2026-?01-?31/];

const GEOMETRY: Geometry = grid([12, 10, 8], [0.8, 1.0, 1.2], leftHanded(rotation(0.4, -0.3)));
const LABELS = Uint8Array.from({ length: 960 }, (_, n) => {
  const [i, j, k] = [n % 12, Math.floor(n / 12) % 10, Math.floor(n / 120)];
  if (j < 3 || j > 6 || k < 2 || k > 6) return 0;
  if (i >= 1 && i <= 3) return 36;
  if (i >= 5 && i <= 7) return 35;
  return i >= 9 && i <= 10 ? 46 : 0;
});
const PIXELS = Uint8Array.from({ length: 30 }, (_, n) => (n % 6 >= 1 && n % 6 <= 2 && n > 6 && n < 24 ? 36 : 0));

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'quadrant-training-'));
});
afterAll(() => rm(root, { recursive: true }));

async function cbct(name: string): Promise<{ caseDir: string; person: PersonAtWork }> {
  const path = join(root, `${name}-mustermann.nii`);
  await writeScan(path, { geometry: GEOMETRY, data: Int16Array.from(LABELS, (label, n) => 10 * label + (n % 7)) });
  const { volume, series, fingerprint } = await readScan(path);
  const { geometry } = volume;
  const { teeth, occlusalPlane } = measureTeeth(volume, { geometry, data: LABELS });
  const source = {
    ...CASE_FILE.source,
    ...PATIENT,
    kind: 'nifti',
    path,
    seriesUid: series.uid,
    fingerprint,
    geometry,
  } as const;
  const caseFile: CbctCase = {
    ...CASE_FILE,
    source,
    instances: teeth.map((tooth) => ({ ...TOOTH, ...tooth, runnerUpFdi: null, warnings: [] })),
    occlusalPlane,
  };
  const caseDir = join(root, name);
  await writeCase(caseDir, { caseFile, labelMap: { geometry, data: LABELS }, describeRun: () => RUN_FILE });
  return { caseDir, person: new PersonAtWork(caseDir, LABELS) };
}

async function opg(name: string, mirrored = false): Promise<{ caseDir: string; person: PersonAtWork }> {
  const path = join(root, `${name}-mustermann.png`);
  await writeGreyPng(path, { width: 6, height: 5, data: Uint8Array.from(PIXELS, (label, n) => 5 * label + n) });
  const { volume, series, fingerprint } = await readScan(path);
  const { geometry } = volume;
  const caseFile: OpgCase = {
    ...OPG_CASE,
    instances: [{ ...OUTLINED_TOOTH, polygons: [[[1, 1], [2, 1], [2, 3], [1, 3]]], boundsPx: { min: [1, 1], max: [2, 3] } }], // prettier-ignore
    source: {
      ...OPG_CASE.source,
      ...PATIENT,
      path,
      seriesUid: series.uid,
      fingerprint,
      geometry,
      radiograph: { pixelSpacingMm: null, mirrored },
    },
  };
  const caseDir = join(root, name);
  await writeCase(caseDir, { caseFile, labelMap: { geometry, data: PIXELS }, describeRun: () => RUN_FILE });
  return { caseDir, person: new PersonAtWork(caseDir, PIXELS) };
}

/** 46 is an implant, 35 is two teeth of one number, all else is accepted. */
async function review(person: PersonAtWork): Promise<void> {
  await person.act({ kind: 'identify', tool: 'type', teeth: [{ label: 46, fdi: 46, type: 'implant' }] });
  await person.split(35, { label: 101, fdi: 35, type: 'supernumerary' });
  await person.act({ kind: 'decide', decision: 'accepted', labels: [36] });
}

const toTraining = (out: string, ...caseDirs: readonly string[]) =>
  quadrant('export', ...caseDirs, '--format', 'training', '--out', out, '--json');

const exportedSchema = z.object({
  exported: z.array(z.object({ name: z.string(), teeth: z.number(), signed: z.boolean() })),
  left: z.array(z.object({ reason: z.string() })),
});

async function filesIn(folder: string): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  for (const entry of await readdir(folder, { recursive: true })) {
    const path = join(folder, entry);
    if (!(await stat(path)).isFile()) continue;
    const bytes = await readFile(path);
    found.set(entry, entry.endsWith('.gz') ? gunzipSync(bytes) : bytes);
  }
  return found;
}

describe('an export for training', () => {
  it('is what the training package reads, and names no patient', async () => {
    const [volume, picture] = [await cbct('volume'), await opg('picture')];
    await review(volume.person);
    await picture.person.act({ kind: 'sign' });
    const out = join(root, 'set');
    const { code, stdout } = await toTraining(out, volume.caseDir, picture.caseDir);
    expect(code).toBe(0);
    expect(exportedSchema.parse(JSON.parse(stdout))).toMatchObject({
      exported: [
        { teeth: 3, signed: false },
        { teeth: 1, signed: true },
      ],
      left: [],
    });
    const files = await filesIn(out);
    for (const [name, bytes] of files) {
      for (const trace of TRACES) expect(name + bytes.toString('latin1'), name).not.toMatch(trace);
    }
    if ((await stat(EXPORTED).catch(() => null)) === null) await cp(out, EXPORTED, { recursive: true });
    expect(files).toEqual(await filesIn(EXPORTED.pathname));

    const labelFile = [...files.keys()].find((name) => name.includes('cbct/labels')) ?? '';
    const { data } = await readLabelNifti(join(out, labelFile));
    const values = new Map([[46, 0], [101, 201]]); // prettier-ignore
    expect(data).toEqual(volume.person.labels.map((label) => values.get(label) ?? label));
  });

  it('leaves out what nobody has finished, and refuses to export nothing', async () => {
    const [one, other] = [await cbct('one'), await cbct('other')];
    const out = join(root, 'refused');
    await one.person.act({ kind: 'decide', decision: 'accepted', labels: [35] });
    const refused = await toTraining(out, one.caseDir, other.caseDir);
    expect(refused.code).toBe(2);
    expect(refused.stdout).toContain('2 teeth are not reviewed yet. Nobody reviewed this case.');
    await expect(stat(out)).rejects.toThrow();
    await one.person.act({ kind: 'decide', decision: 'rejected', labels: [36, 46] });
    const { code, stdout } = await toTraining(out, one.caseDir, other.caseDir);
    expect([code, exportedSchema.parse(JSON.parse(stdout)).left]).toEqual([
      0,
      [{ reason: 'Nobody reviewed this case.' }],
    ]);
  });

  it('keeps what was exported before and replaces the same scan', async () => {
    const [volume, picture] = [await cbct('again'), await opg('beside')];
    for (const { person } of [volume, picture]) await person.act({ kind: 'sign' });
    const out = join(root, 'twice');
    await toTraining(out, volume.caseDir);
    await toTraining(out, picture.caseDir);
    await toTraining(out, volume.caseDir);
    const { items } = z
      .object({ items: z.array(z.unknown()) })
      .parse(JSON.parse(await readFile(join(out, 'dataset.json'), 'utf8')));
    expect(items).toHaveLength(2);
  });

  it('turns a mirrored radiograph the right way round, outlines too', async () => {
    const { caseDir, person } = await opg('mirrored', true);
    await person.act({ kind: 'sign' });
    const out = join(root, 'turned');
    expect((await toTraining(out, caseDir)).code).toBe(0);
    const files = await filesIn(out);
    const json =
      [...files].find(([name]) => name.endsWith('.json') && name.includes('labels'))?.[1] ?? Buffer.from('{}');
    const { shapes } = z
      .object({ shapes: z.array(z.object({ points: z.array(z.array(z.number())) })) })
      .parse(JSON.parse(json.toString()));
    expect(new Set(shapes[0]?.points.map(([x]) => x))).toEqual(new Set([3, 4])); // x 1…2 of 6, mirrored
    const png = [...files.keys()].find((name) => name.endsWith('.png')) ?? '';
    const { volume } = await readScan(join(out, png));
    expect([...volume.data.subarray(0, 6)]).toEqual([5, 4, 3, 2, 1, 0]);
  });

  it('refuses another scan in the place of the one that was segmented', async () => {
    const { caseDir, person } = await cbct('moved');
    await person.act({ kind: 'sign' });
    await writeScan(join(root, 'moved-mustermann.nii'), { geometry: GEOMETRY, data: new Int16Array(960) });
    const { code, stdout } = await toTraining(join(root, 'none'), caseDir);
    expect(code).toBe(2);
    expect(stdout).toMatch(/"code": "scan\.(series-not-found|inconsistent-geometry)"/);
    await expect(stat(join(root, 'none'))).rejects.toThrow();
  });
});

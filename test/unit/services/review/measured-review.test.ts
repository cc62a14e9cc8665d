/** What follows an edit: the reviewed case is measured anew, with the scan in memory, read again, or gone. */
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { labelOf, type CaseFile, type CbctCase, type IosCase, type OpgCase } from '#contract/case';
import type { Identity } from '#core/review/action';
import { measureTeeth } from '#core/metrics/metrics';
import type { LabelMap } from '#core/volume';
import { writeCase } from '../../../../main/io/case-folder.ts';
import type { ReadScan } from '../../../../main/io/read-scan.ts';
import { MeasuredReview } from '../../../../main/services/review/measured-review.ts';
import { ReviewedCases } from '../../../../main/services/review/reviewed-cases.ts';
import { storeBlocksCase } from '../../../fixtures/blocks-case.ts';
import { OPG_CASE, RUN_FILE } from '../../../fixtures/contract/samples.ts';
import { PersonAtWork, STORED_PHANTOM, STORED_TEETH, storePhantomCase } from '../../../fixtures/reviewed-case.ts';

let root = '';
let scan: ReadScan;
let stored = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'quadrant-measured-'));
  ({ scan, caseDir: stored } = await storePhantomCase(root));
});
afterAll(() => rm(root, { recursive: true }));

let caseDir = '';
let person: PersonAtWork;
let cases = 0;
beforeEach(async () => {
  caseDir = join(root, `case-${++cases}`);
  await cp(stored, caseDir, { recursive: true });
  person = new PersonAtWork(caseDir, STORED_PHANTOM.truth.data);
});

const PREMOLAR: Identity = { label: 101, fdi: 15, type: 'tooth' };

function measuredIn(review: MeasuredReview, followed = new ReviewedCases()): Promise<CaseFile> {
  return review.caseOf(() => followed.upTo(caseDir, 0));
}

function cbct(caseFile: CaseFile): CbctCase {
  if (caseFile.modality !== 'cbct') throw new Error('A CBCT was expected');
  return caseFile;
}

/** As if everything were measured for the first time. */
function fresh(numbers: Readonly<Record<number, number>>) {
  const { geometry } = scan.volume;
  const rewritten: LabelMap = { geometry, data: person.labels.map((label) => numbers[label] ?? label) };
  return measureTeeth(scan.volume, rewritten);
}

describe('a reviewed CBCT case', () => {
  it('is what the nets left as long as nobody changed a tooth', async () => {
    const before = cbct(await measuredIn(new MeasuredReview()));
    expect(before.instances.map(({ status }) => status)).toEqual(STORED_TEETH.map(() => 'proposed'));
    await person.act({ kind: 'decide', decision: 'accepted', labels: [11] });
    const after = cbct(await measuredIn(new MeasuredReview()));
    expect(after.instances).toEqual(
      before.instances.map((tooth) => (tooth.fdi === 11 ? { ...tooth, status: 'accepted' } : tooth)),
    );
  });

  it('measures teeth that a person made, reshaped and renumbered, and leaves out what has no voxels', async () => {
    await person.split(16, PREMOLAR);
    await person.act({
      kind: 'identify',
      tool: 'swap',
      teeth: [11, 21].map((label) => ({ label, fdi: 32 - label, type: 'tooth' })),
    });
    await person.reshape((after) => after.forEach((label, n) => (after[n] = label === 46 ? 0 : label)));
    const found = cbct(
      await measuredIn(
        new MeasuredReview({ volumeAtHand: (print) => (print === scan.fingerprint ? scan.volume : null) }),
      ),
    );
    const expected = fresh({ 101: 15, 11: 21, 21: 11 });
    expect(found.instances.map(({ fdi }) => fdi)).toEqual(expected.teeth.map(({ fdi }) => fdi));
    for (const [n, tooth] of expected.teeth.entries()) expect(found.instances[n]).toMatchObject(tooth);
    expect(found.occlusalPlane).toEqual(expected.occlusalPlane);
    expect(found.instances.map((tooth) => [labelOf(tooth), tooth.status])).toEqual([
      [21, 'edited'],
      [12, 'proposed'],
      [14, 'proposed'],
      [101, 'edited'],
      [16, 'edited'],
      [11, 'edited'],
      ...[32, 34, 36, 42].map((label) => [label, 'proposed']),
    ]);
    expect(found.missing).toContain(46);
    expect(found.missing).not.toContain(15);
    expect(found.warnings).toEqual([]);
  });

  it('follows change after change, and back to where it began', async () => {
    const [review, followed] = [new MeasuredReview({ volumeAtHand: () => scan.volume }), new ReviewedCases()];
    const before = await measuredIn(review, followed);
    await person.split(36, PREMOLAR);
    expect(cbct(await measuredIn(review, followed)).instances).toHaveLength(STORED_TEETH.length + 1);
    await person.merge(14, 12);
    const merged = cbct(await measuredIn(review, followed));
    const both = STORED_PHANTOM.truth.data.filter((label) => label === 12 || label === 14).length;
    expect(merged.instances.find(({ fdi }) => fdi === 14)?.voxelCount).toBe(both);
    expect(merged.instances.some(({ fdi }) => fdi === 12)).toBe(false);
    await person.act({ kind: 'undo', of: 2 });
    await person.act({ kind: 'undo', of: 1 });
    expect(await measuredIn(review, followed)).toEqual(before);
  });

  it('tells which teeth the field of view cuts now', async () => {
    await person.reshape((after) => after.fill(32, 0, 1));
    const found = cbct(await measuredIn(new MeasuredReview()));
    expect(found.warnings.map(({ message }) => message)).toEqual(['The field of view ends within tooth 32.']);
    expect(found.instances.find(({ fdi }) => fdi === 32)?.warnings.map(({ code }) => code)).toEqual([
      'tooth.cut-by-border',
    ]);
    await person.act({ kind: 'decide', decision: 'rejected', labels: [32] });
    expect((await measuredIn(new MeasuredReview())).warnings).toEqual([]);
  });

  it('reads the scan where it lay, and without it keeps what was measured and says so', async () => {
    await person.split(16, PREMOLAR);
    const read = cbct(await measuredIn(new MeasuredReview()));
    expect(read.warnings).toEqual([]);
    const { path } = read.source;
    await rename(path, `${path}.away`);
    try {
      const found = cbct(await measuredIn(new MeasuredReview()));
      expect(found.warnings.map(({ code }) => code)).toEqual(['case.scan-missing']);
      const of = ({ instances }: CbctCase, label: number) => instances.find((tooth) => labelOf(tooth) === label);
      expect(of(found, 36)).toMatchObject({ meanGrey: 2000, voxelCount: of(read, 36)?.voxelCount });
      expect(of(found, 16)).toMatchObject({ meanGrey: 2000, lengthMm: of(read, 16)?.lengthMm });
      expect(of(found, 101)).toMatchObject({ meanGrey: 0, volumeMm3: of(read, 101)?.volumeMm3 });
    } finally {
      await rename(`${path}.away`, path);
    }
  });
});

describe('a reviewed radiograph', () => {
  // 6 × 5 pixels; tooth 36 is x 2…3, y 1…3.
  const geometry = OPG_CASE.source.geometry;
  const pixels = (...rows: readonly string[]): Uint8Array =>
    Uint8Array.from(rows.join(''), (pixel) => ({ '.': 0, a: 36, b: 101 })[pixel] ?? 0);
  const before = pixels('......', '..aa..', '..aa..', '..aa..', '......');

  async function after(change: Uint8Array, made: readonly Identity[] = []): Promise<OpgCase> {
    await rm(caseDir, { recursive: true });
    await writeCase(caseDir, { caseFile: OPG_CASE, labelMap: { geometry, data: before }, describeRun: () => RUN_FILE });
    await new PersonAtWork(caseDir, before).reshape((labels) => labels.set(change), made);
    const volume = { geometry, data: Uint8Array.from(before, (_, n) => n) };
    const found = await measuredIn(new MeasuredReview({ volumeAtHand: () => volume }));
    if (found.modality !== 'opg') throw new Error('A radiograph was expected');
    return found;
  }

  it('outlines and measures what was drawn, part by part', async () => {
    const { instances } = await after(pixels('......', '..a...', '..a..b', '.....b', 'aa....'), [
      { label: 101, fdi: 37, type: 'tooth' },
    ]);
    expect(instances).toHaveLength(2);
    const [first, second] = instances;
    expect(first).toMatchObject({ fdi: 36, areaPx: 4, boundsPx: { min: [0, 1], max: [2, 4] }, status: 'edited' });
    expect(first.polygons).toHaveLength(2);
    expect(first.meanGrey).toBe((8 + 14 + 24 + 25) / 4);
    expect(first.touchesBorder).toBe(true);
    expect(second).toMatchObject({ label: 101, fdi: 37, confidence: 1, areaPx: 2, lengthPx: 2, widthPx: 1 });
  });

  it('leaves out what has no pixels, and turns the axis of a tooth that went to the other jaw', async () => {
    expect((await after(pixels(...Array.from({ length: 5 }, () => '......')))).instances).toEqual([]);
    await rm(caseDir, { recursive: true });
    await writeCase(caseDir, { caseFile: OPG_CASE, labelMap: { geometry, data: before }, describeRun: () => RUN_FILE });
    await person.act({ kind: 'identify', tool: 'jaw', teeth: [{ label: 36, fdi: 26, type: 'tooth' }] });
    const { instances } = await measuredIn(new MeasuredReview());
    expect(instances[0]).toMatchObject({ fdi: 26, label: 36, areaPx: 6, status: 'edited' });
    expect('axis' in instances[0] && [...instances[0].axis].map((value) => value + 0)).toEqual([0, 1]);
  });
});

describe('a reviewed intraoral scan', () => {
  const HEIGHT_MM = 4;

  async function storedBlocks() {
    await rm(caseDir, { recursive: true });
    const blocks = await storeBlocksCase(join(root, 'blocks.ply'), caseDir);
    return { ...blocks, person: new PersonAtWork(caseDir, blocks.labels.data) };
  }

  async function measuredNow(review = new MeasuredReview(), followed = new ReviewedCases()): Promise<IosCase> {
    const found = await measuredIn(review, followed);
    if (found.modality !== 'ios') throw new Error('An intraoral scan was expected');
    return found;
  }

  it('has its crowns measured anew after every stroke, and back as they were', async () => {
    const { caseFile, heightsMm, person: painter } = await storedBlocks();
    const [review, followed] = [new MeasuredReview(), new ReviewedCases()];
    const [before, other] = (await measuredNow(review, followed)).instances;
    expect([before.fdi, other.fdi]).toEqual([31, 41]);
    // The walls, a cell of 0.2 mm wide, go to the gums: what stays is the block's top.
    await painter.reshape((faces) =>
      faces.forEach((label, face) => {
        if (label === 31 && heightsMm[face] < HEIGHT_MM - 0.1) faces[face] = 0;
      }),
    );
    const [top, same] = (await measuredNow(review, followed)).instances;
    expect(before.mesiodistalMm - top.mesiodistalMm).toBeCloseTo(0.4, 9);
    expect([top.mesiodistalMm, top.buccolingualMm, top.areaMm2].map((value) => value.toFixed(6))).toEqual([
      '4.000000',
      '4.000000',
      '16.000000',
    ]);
    expect([before.crownHeightMm, top.crownHeightMm]).toEqual([HEIGHT_MM, 0]);
    expect(top.status).toBe('edited');
    // Its width is measured along the way to its neighbour, whose middle moved.
    expect(same).toMatchObject({ areaMm2: other.areaMm2, crownHeightMm: other.crownHeightMm, status: 'proposed' });
    await painter.act({ kind: 'undo', of: 1 });
    expect((await measuredNow(review, followed)).instances).toEqual([before, other]);
    expect(caseFile.instances).toMatchObject([{ areaMm2: before.areaMm2 }, { areaMm2: other.areaMm2 }]);
  });

  it('knows the tooth that was painted, and the row that new numbers make', async () => {
    const { person: painter, heightsMm } = await storedBlocks();
    await painter.split(41, { label: 101, fdi: 42, type: 'tooth' });
    await painter.act({ kind: 'identify', tool: 'number', teeth: [{ label: 31, fdi: 32, type: 'tooth' }] });
    await painter.reshape((faces) => faces.fill(101, 0, 1));
    const { instances, missing } = await measuredNow();
    expect(instances.map(({ fdi, label, confidence }) => [fdi, label, confidence])).toEqual([
      [32, 31, 0.95],
      [41, 41, 0.95],
      [42, 101, 1],
    ]);
    expect(instances[2].warnings.map(({ code }) => code)).toEqual(['tooth.cut-by-border']);
    expect(instances.reduce((sum, { faceCount }) => sum + faceCount, 0)).toBe(
      1 + heightsMm.filter((height) => height > 0.1).length,
    );
    expect(missing).toContain(31);
    expect(missing).not.toContain(42);
  });

  it('keeps what was measured on a tooth that is rejected, and forgets one without faces', async () => {
    const { person: painter } = await storedBlocks();
    await painter.act({ kind: 'decide', decision: 'rejected', labels: [31] });
    const [rejected, left] = (await measuredNow()).instances;
    expect(rejected).toMatchObject({ fdi: 31, status: 'rejected', mesiodistalMm: expect.closeTo(4.4, 6) as number });
    await painter.reshape((faces) => faces.forEach((label, face) => (faces[face] = label === 31 ? 0 : label)));
    expect((await measuredNow()).instances.map(({ fdi }) => fdi)).toEqual([left.fdi]);
  });
});

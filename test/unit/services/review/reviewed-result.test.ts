/** Every reader of a stored case sees what a person decided; of a case that nobody reviewed, what the nets wrote. */
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readCase, readCaseLabels, writeCase } from '../../../../main/io/case-folder.ts';
import { evaluate } from '../../../../main/services/evaluate/evaluate.ts';
import { exportCase } from '../../../../main/services/exports/export-case.ts';
import { isReviewed, readReviewedCase, reviewWords } from '../../../../main/services/review/reviewed-result.ts';
import { OPG_CASE, RUN_FILE } from '../../../fixtures/contract/samples.ts';
import { PersonAtWork, STORED_PHANTOM, STORED_TEETH, storePhantomCase } from '../../../fixtures/reviewed-case.ts';

let root = '';
let stored = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'quadrant-result-'));
  ({ caseDir: stored } = await storePhantomCase(root));
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

/** 14 becomes a second 16, 11 and 21 change places, 46 is no tooth, 36 is rejected, 12 loses a supernumerary one. */
async function review(): Promise<void> {
  await person.act({ kind: 'identify', tool: 'number', teeth: [{ label: 14, fdi: 16, type: 'tooth' }] });
  await person.act({
    kind: 'identify',
    tool: 'swap',
    teeth: [11, 21].map((label) => ({ label, fdi: 32 - label, type: 'tooth' })),
  });
  await person.act({ kind: 'identify', tool: 'type', teeth: [{ label: 46, fdi: 46, type: 'not-a-tooth' }] });
  await person.act({ kind: 'decide', decision: 'rejected', labels: [36] });
  await person.split(12, { label: 101, fdi: 12, type: 'supernumerary' });
  await person.act({ kind: 'decide', decision: 'accepted', labels: [16] });
}

describe('a CBCT case', () => {
  it('that nobody reviewed is what the nets wrote', async () => {
    const { caseFile, labels, review: none } = await readReviewedCase(caseDir);
    expect(caseFile).toEqual((await readCase(caseDir)).caseFile);
    expect(labels).toEqual(await readCaseLabels(caseDir));
    expect(none).toBeNull();
  });

  it('has FDI codes in its label map, and further teeth of a number from 201 on', async () => {
    await review();
    const { caseFile, labels, review: summary } = await readReviewedCase(caseDir);
    expect(caseFile.instances.map(({ fdi, label }) => [fdi, label])).toEqual([
      [11, 11],
      [12, 12],
      [12, 202],
      [16, 201],
      [16, 16],
      [21, 21],
      [32, 32],
      [34, 34],
      [42, 42],
    ]);
    const values = new Map([[0, 0], [11, 21], [21, 11], [14, 201], [101, 202], [36, 0], [46, 0]]); // prettier-ignore
    expect(labels.data).toEqual(person.labels.map((label) => values.get(label) ?? label));
    expect(caseFile.missing).toEqual(expect.arrayContaining([14, 36, 46]));
    expect(summary).toMatchObject({ seq: 6, reviewedBy: ['Dr. Doe'], signed: null });
    expect(summary?.teeth).toEqual({ proposed: 3, accepted: 1, edited: 6, rejected: 1 });
    expect(isReviewed(summary)).toBe(false);
  });

  it('is evaluated and drawn as it was reviewed', async () => {
    const [truth, out] = [join(stored, 'labelmap.nii.gz'), join(root, 'sheet.png')];
    const as = async () => (await evaluate('cbct', truth, caseDir)).cases[0].identification;
    expect(await as()).toBe(1);
    await person.act({ kind: 'decide', decision: 'rejected', labels: [36] });
    expect(await as()).toBeLessThan(1);
    expect(await exportCase({ format: 'contact-sheet', caseDir, outPath: out })).toMatchObject({
      teeth: STORED_TEETH.length - 1,
      facts: { review: { seq: 1, reviewedBy: ['Dr. Doe'] } },
    });
  });

  it('tells who answers for it', async () => {
    await person.act({ kind: 'decide', decision: 'accepted', labels: STORED_TEETH });
    const accepted = (await readReviewedCase(caseDir)).review;
    if (accepted === null) throw new Error('It was reviewed');
    expect([isReviewed(accepted), reviewWords(accepted)]).toEqual([true, 'Reviewed by Dr. Doe; not signed off']);
    await new PersonAtWork(caseDir, person.labels, 'Prof. Poe').act({ kind: 'sign' });
    const signed = (await readReviewedCase(caseDir)).review;
    expect(signed && reviewWords(signed)).toMatch(
      /^Reviewed by Dr\. Doe; signed off by Prof\. Poe on \d{4}-\d\d-\d\d$/,
    );
  });
});

describe("a radiograph's case", () => {
  const geometry = OPG_CASE.source.geometry;
  const labels = Uint8Array.from({ length: 30 }, (_, n) => (n % 6 === 2 && n > 6 && n < 24 ? 36 : 0));
  const document = async (format: 'coco' | 'labelme'): Promise<unknown> => {
    const outPath = join(root, `${format}.json`);
    await exportCase({ caseDir, format, outPath });
    return JSON.parse(await readFile(outPath, 'utf8'));
  };
  beforeEach(async () => {
    await rm(caseDir, { recursive: true });
    await writeCase(caseDir, { caseFile: OPG_CASE, labelMap: { geometry, data: labels }, describeRun: () => RUN_FILE });
    person = new PersonAtWork(caseDir, labels);
  });

  it('is exported under its present numbers, with who reviewed it', async () => {
    const [labelme, coco] = [await document('labelme'), await document('coco')];
    expect(labelme).not.toHaveProperty('review');
    expect(coco).not.toHaveProperty('info.contributor');
    await person.act({ kind: 'identify', tool: 'number', teeth: [{ label: 36, fdi: 37, type: 'tooth' }] });
    await person.split(36, { label: 101, fdi: 38, type: 'supernumerary' });
    expect(await document('labelme')).toMatchObject({
      shapes: [{ label: '37' }, { label: 'supernumerary', group_id: 201 }],
      review: { reviewedBy: ['Dr. Doe'], signed: null },
    });
    expect(await document('coco')).toMatchObject({
      info: { contributor: 'Dr. Doe', description: expect.stringContaining('Reviewed by Dr. Doe; not signed off') },
      annotations: [{ category_id: 37, area: 2 }, { category_id: 201 }],
    });
  });
});

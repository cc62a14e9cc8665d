/** Scans of a salted folder as a data set: geometry and values stay, names do not. */
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeidentificationReport } from '#contract/deidentify';
import { readLabelNifti } from '../../../../main/io/nifti-labels.ts';
import { writeGreyPng, writePng } from '../../../../main/io/png.ts';
import { readScan } from '../../../../main/io/read-scan.ts';
import { deidentifyFolder } from '../../../../main/services/deidentify/deidentify-folder.ts';
import { PersonAtWork, storePhantomCase, STORED_PHANTOM } from '../../../fixtures/reviewed-case.ts';
import { canariesIn } from '../../../fixtures/salted-dicom.ts';
import { CANARIES, FAMILY, writePlainSeries } from '../../../fixtures/salted-folder.ts';

let root = '';
let input = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'quadrant-sts-'));
  input = join(root, FAMILY);
  await mkdir(input);
});
afterAll(() => rm(root, { recursive: true }));

async function laidOut(out: string): Promise<{ report: DeidentificationReport; below: string[] }> {
  const report = await deidentifyFolder({
    inPath: input,
    outDir: join(root, out),
    retain: new Set(),
    keyPath: null,
    layout: 'sts',
    includeBurnedIn: false,
    quadrantVersion: '1.2.3',
  });
  const entries = await readdir(join(root, out), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const below = files.map((path) => path.slice(join(root, out).length + 1).replaceAll('\\', '/'));
  return { report, below: below.toSorted() };
}

describe('The layout of STS-Tooth', () => {
  it('has a CT as NIfTI with its geometry and values, a radiograph as PNG, and a reviewed case with its mask', async () => {
    await writePlainSeries(join(input, 'ct'));
    const data = Uint8Array.from({ length: 40 * 20 }, (_, n) => (7 * n) % 251);
    await writeGreyPng(join(input, 'Zeisigmann.png'), { width: 40, height: 20, data });
    const { caseDir } = await storePhantomCase(input);
    const person = new PersonAtWork(caseDir, STORED_PHANTOM.truth.data, 'Dr. Stieglitzer');
    await person.act({ kind: 'sign' });

    const { report, below } = await laidOut('out');
    expect(report.counts.held + report.counts.refused).toBe(0);
    expect(report.counts.written).toBe(5); // three slices, a picture, a case
    const [labelled, mask, unlabelled] = below.filter((path) => path.endsWith('.nii.gz'));
    expect(labelled).toMatch(/^STS-3D-Tooth\/Integrity\/Labeled\/Image\/Q[\w-]+\.nii\.gz$/);
    expect(mask).toBe(labelled.replace('/Image/', '/Mask/'));
    expect(unlabelled).toMatch(/^STS-3D-Tooth\/Integrity\/Unlabeled\/Image\/Q[\w-]+\.nii\.gz$/);
    const [picture] = below.filter((path) => path.endsWith('.png'));
    expect(picture).toMatch(/^STS-2D-Tooth\/A-PXI\/Unlabeled\/Image\/Q\w+\.png$/);
    expect(below).toHaveLength(5);

    const original = await readScan(join(input, 'ct'));
    const laid = await readScan(join(root, 'out', unlabelled));
    expect(Array.from(laid.volume.data)).toEqual(Array.from(original.volume.data));
    const { geometry } = laid.volume;
    expect(geometry.dims).toEqual(original.volume.geometry.dims);
    geometry.originMm.forEach((mm, n) => expect(mm).toBeCloseTo(original.volume.geometry.originMm[n], 4));
    geometry.direction.forEach((value, n) => expect(value).toBeCloseTo(original.volume.geometry.direction[n], 5));
    expect((await readLabelNifti(join(root, 'out', mask))).data).toEqual(STORED_PHANTOM.truth.data);
    expect((await readScan(join(root, 'out', picture))).volume.data).toEqual(data);

    const all = await Promise.all(below.map((path) => readFile(join(root, 'out', path))));
    const bytes = all.map((file, n) => (below[n].endsWith('.gz') ? gunzipSync(file) : file));
    expect(canariesIn(Buffer.concat([...bytes, Buffer.from(below.join())]), CANARIES)).toEqual([]);
  });

  it('holds back a photograph, which may show a face', async () => {
    await rm(input, { recursive: true });
    await mkdir(input);
    const colours = Uint8ClampedArray.from({ length: 4 * 32 * 32 }, (_, n) => [220, 120, 90, 255][n % 4]);
    await writePng(join(input, `${FAMILY}.png`), { width: 32, height: 32, data: colours });
    const { report, below } = await laidOut('photograph');
    expect(report.files).toMatchObject([{ outcome: 'held', reason: 'A picture in colour is no radiograph.' }]);
    expect(below).toEqual(['deidentification-report.json']);
  });

  it('holds back a case that nobody has finished, and says so', async () => {
    await rm(input, { recursive: true });
    await mkdir(input);
    await storePhantomCase(input);
    const { report, below } = await laidOut('unfinished');
    expect(report.files.find(({ outcome }) => outcome === 'held')?.reason).toBe('Nobody reviewed this case.');
    expect(below.filter((path) => path.includes('/Labeled/'))).toEqual([]);
    expect(below.filter((path) => path.includes('/Unlabeled/'))).toHaveLength(1);
  });
});

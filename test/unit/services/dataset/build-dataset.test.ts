/** A clinic's export with planted faults becomes a data set: each fault found, none invented. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DatasetManifest } from '#contract/dataset';
import { readLabelNifti } from '../../../../main/io/nifti-labels.ts';
import { readScan } from '../../../../main/io/read-scan.ts';
import { readLabelPng } from '../../../../main/io/png-labels.ts';
import { buildDataset, type BuildDatasetOptions } from '../../../../main/services/dataset/build-dataset.ts';
import { checkDataset } from '../../../../main/services/dataset/check-dataset.ts';
import { PersonAtWork, storePhantomCase, STORED_PHANTOM } from '../../../fixtures/reviewed-case.ts';
import { byName, writeSaltedExport } from '../../../fixtures/salted-dataset.ts';
import { sharedData } from '../../io/shared-data.ts';
import { useTemporaryFolder } from '../../io/temporary-folder.ts';

const RADIOGRAPHS = sharedData('opg/ufba');
const folder = useTemporaryFolder();

function built(input: string, more: Partial<BuildDatasetOptions> = {}): Promise<DatasetManifest> {
  return buildDataset({
    inputs: [input],
    outDir: join(folder.path, 'set'),
    retain: new Set(),
    keyPath: null,
    includeBurnedIn: false,
    size: 'original',
    labelsDir: null,
    quadrantVersion: '1.2.3',
    ...more,
  });
}

async function filesOf(place: string): Promise<string[]> {
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(place.length + 1));
}

describe('A reviewed case', () => {
  it('is whole under Integrity and cut out around its teeth under ROI, with the time that it took', async () => {
    const input = join(folder.path, 'export');
    await mkdir(input);
    const { caseDir } = await storePhantomCase(input);
    const person = new PersonAtWork(caseDir, STORED_PHANTOM.truth.data, 'Dr. Stieglitzer');
    await person.act({ kind: 'sign' });
    const manifest = await built(input);
    expect(manifest.left).toEqual([]);
    expect(manifest.counts[2]).toMatchObject({ original: 1, final: 1 });
    const [{ files, reviewSeconds, teeth }] = manifest.scans;
    expect(reviewSeconds).toBeGreaterThanOrEqual(0);
    const [whole, mask, roi, roiMask] = files.map(({ path }) => join(folder.path, 'set', path));
    expect([whole, mask, roi, roiMask].map((path) => path.split('/').slice(-4, -1).join('/'))).toEqual([
      'Integrity/Labeled/Image',
      'Integrity/Labeled/Mask',
      'ROI/Labeled/Image',
      'ROI/Labeled/Mask',
    ]);
    const [all, part] = [await readLabelNifti(mask), await readLabelNifti(roiMask)];
    expect(all.data).toEqual(STORED_PHANTOM.truth.data);
    const [voxels, cut] = [all, part].map(({ data }) => data.filter((label) => label !== 0));
    expect(cut).toEqual(voxels); // every tooth voxel in the same order
    expect((await readScan(roi)).volume.geometry.dims).toEqual(part.geometry.dims);
    expect(teeth).toEqual([...new Set(voxels)].sort((a, b) => a - b));
    expect(await checkDataset({ folder: join(folder.path, 'set'), secondDir: null })).toMatchObject({
      masks: 2,
      faults: [],
    });
  });
});

describe.skipIf(RADIOGRAPHS.absent)(RADIOGRAPHS.title('A salted export of 100 files'), () => {
  it('loses each planted fault to its own filter and nothing else, and the set that is left is whole', async () => {
    const input = join(folder.path, 'export');
    const fates = await writeSaltedExport(input, join(RADIOGRAPHS.path, 'images'));
    expect(fates.size).toBe(100);
    const manifest = await built(input);
    const paths = (await filesOf(input)).map((name) => join(input, name)).toSorted();
    const [left, ignored] = [byName(manifest.left, paths), byName(manifest.ignored, paths)];
    const found = [...fates.keys()].map((name) => [
      name,
      left.get(name)?.filter ?? (ignored.has(name) ? 'ignored' : 'kept'),
      left.get(name)?.reason ?? '',
    ]);
    const wrong = found.filter(([name, fate]) => fate !== fates.get(name));
    expect(wrong).toEqual([]);
    const kept = [...fates.values()].filter((fate) => fate === 'kept').length;
    expect(manifest.scans).toHaveLength(kept);
    expect(manifest.counts.map(({ group, final }) => [group, final])).toEqual([
      ['C-PXI', 1],
      ['A-PXI', kept - 2],
      ['STS-3D-Tooth', 1],
    ]);
    const check = await checkDataset({ folder: join(folder.path, 'set'), secondDir: null });
    expect(check).toMatchObject({ images: kept, masks: 0, hashed: true, faults: [] });

    const names = await filesOf(join(folder.path, 'set'));
    const pages = await Promise.all(
      ['manifest.json', 'datasheet.html'].map((name) => readFile(join(folder.path, 'set', name), 'utf8')),
    );
    expect([...names, ...pages].join('\n')).not.toMatch(/kanarienvogel|mueller|KV-/i);
    expect(pages[1]).not.toMatch(/<script|https?:/);
  }, 240_000);

  it('goes on where it was cut off, writes nothing twice, and is finished then', async () => {
    const input = join(RADIOGRAPHS.path, 'images');
    const some = (await readdir(input)).slice(0, 12).map((name) => join(input, name));
    const controller = new AbortController();
    const cut = built('', {
      inputs: some,
      signal: controller.signal,
      onProgress: (done) => done === 5 && controller.abort(),
    });
    await expect(cut).rejects.toMatchObject({ code: 'job.cancelled' });
    const work = join(folder.path, 'set', '.quadrant-work');
    const before = (await filesOf(work)).filter((name) => name.endsWith('facts.json'));
    expect(before.length).toBeGreaterThanOrEqual(5);
    await Promise.all(before.map((name) => writeFile(join(work, name, '..', 'seen'), '')));
    const manifest = await built('', { inputs: some });
    expect(manifest.scans).toHaveLength(12);
    await expect(built('', { inputs: some })).rejects.toMatchObject({ code: 'usage' });
    expect((await filesOf(join(folder.path, 'set'))).filter((name) => name.startsWith('.'))).toEqual([]);
  }, 60_000);

  it('writes masks beside images in the sizes of STS-Tooth, and finds what is done to the set afterwards', async () => {
    const input = join(RADIOGRAPHS.path, 'images');
    const some = (await readdir(input)).slice(0, 3).map((name) => join(input, name));
    const set = join(folder.path, 'set');
    const labelsDir = join(RADIOGRAPHS.path, 'labels');
    const { scans } = await built('', { inputs: some, size: 'sts', labelsDir });
    expect(scans.map(({ files }) => files.length)).toEqual([2, 2, 2]);
    const [image, mask] = scans[0].files.map(({ path }) => join(set, path));
    expect((await readScan(image)).volume.geometry.dims).toEqual([640, 320, 1]);
    const labels = await readLabelPng(mask);
    expect(labels.geometry.dims).toEqual([640, 320, 1]);
    expect([...new Set(labels.data)].filter((value) => value > 0).sort((a, b) => a - b)).toEqual(scans[0].teeth);

    const masks = join(set, 'STS-2D-Tooth', 'A-PXI', 'Labeled', 'Mask');
    const same = await checkDataset({ folder: set, secondDir: masks });
    expect(same).toMatchObject({ masks: 3, faults: [], meanAnnotation: { pixel: 20, boundary: 20 } });
    await writeFile(image, await readFile(join(set, scans[1].files[0].path)));
    await rm(join(set, scans[2].files[1].path));
    const { faults } = await checkDataset({ folder: set, secondDir: null });
    expect(faults).toHaveLength(3); // another hash, a file that is gone, an image among the labelled ones without its mask
  }, 60_000);
});

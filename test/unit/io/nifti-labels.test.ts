import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import * as niftiReader from 'nifti-reader-js';
import { describe, expect, it } from 'vitest';
import type { Geometry, LabelMap } from '#core/volume';
import { affineRasOf } from '../../../main/io/nifti/nifti-geometry.ts';
import { readLabelNifti, writeLabelNifti } from '../../../main/io/nifti-labels.ts';
import { sharedData } from './shared-data.ts';
import { useTemporaryFolder } from './temporary-folder.ts';

const folder = useTemporaryFolder();
const FIXTURES = fileURLToPath(new URL('../../fixtures/nifti/', import.meta.url));

const GRID = { dims: [4, 3, 5], spacingMm: [0.3, 0.25, 0.5], originMm: [-12.5, 30, 7.25] } as const;
const ORIENTATIONS: Readonly<Record<string, Geometry['direction']>> = {
  axial: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  oblique: [0.8, 0.6, 0, -0.36, 0.48, 0.8, 0.48, -0.64, 0.6],
  'left-handed': [0.8, 0.6, 0, -0.36, 0.48, 0.8, -0.48, 0.64, -0.6],
  'half a turn about x': [1, 0, 0, 0, -1, 0, 0, 0, -1],
  'half a turn about y': [-1, 0, 0, 0, 1, 0, 0, 0, -1],
  sagittal: [0, 1, 0, 0, 0, -1, -1, 0, 0],
};

function labelMap(direction: Geometry['direction']): LabelMap {
  const data = Uint8Array.from({ length: 60 }, (_, p) => (p % 3 === 0 ? 0 : 11 + (p % 38)));
  return { geometry: { ...GRID, direction }, data };
}

function expectSameGrid(found: Geometry, wanted: Geometry): void {
  expect(found.dims).toEqual(wanted.dims);
  const numbers = (geometry: Geometry): readonly number[] => [
    ...geometry.spacingMm,
    ...geometry.originMm,
    ...geometry.direction,
  ];
  numbers(found).forEach((value, index) => expect(value).toBeCloseTo(numbers(wanted)[index], 5));
}

describe('label maps as NIfTI', () => {
  it.each(Object.entries(ORIENTATIONS))('come back as they were written: %s', async (_, direction) => {
    const labels = labelMap(direction);
    const path = join(folder.path, 'labels.nii.gz');
    await writeLabelNifti(path, labels);
    const read = await readLabelNifti(path);
    expectSameGrid(read.geometry, labels.geometry);
    expect(read.data).toEqual(labels.data);
  });

  it.each(Object.entries(ORIENTATIONS))(
    'lie at the same place for another reader, by sform and by qform: %s',
    async (_, direction) => {
      const labels = labelMap(direction);
      const path = join(folder.path, 'labels.nii.gz');
      await writeLabelNifti(path, labels);
      const bytes = new Uint8Array(gunzipSync(readFileSync(path)));
      const bySform = niftiReader.readHeader(bytes.buffer);
      new DataView(bytes.buffer).setInt16(254, 0, true); // without its sform only the qform is left
      const byQform = niftiReader.readHeader(bytes.buffer);
      affineRasOf(labels.geometry).forEach((row, r) =>
        row.forEach((value, c) => {
          expect(bySform.affine[r][c]).toBeCloseTo(value, 5);
          expect(byQform.affine[r][c]).toBeCloseTo(value, 5);
        }),
      );
      expect(bySform.datatypeCode).toBe(2);
    },
  );

  it('read whole numbers of any type', async () => {
    expect((await readLabelNifti(`${FIXTURES}uint16.nii`)).data.at(-1)).toBe(59);
  });

  it.each([
    ['negative', 'int16.nii', -20],
    ['above 255', 'uint16-high.nii', 60000],
    ['not whole', 'float32.nii', -19.75],
  ])('refuse values that are %s', async (_, name, value) => {
    const reading = readLabelNifti(FIXTURES + name);
    await expect(reading).rejects.toMatchObject({ code: 'scan.unsupported-format', facts: { value } });
  });

  it('must fill their grid', async () => {
    const { geometry, data } = labelMap(ORIENTATIONS.axial);
    const writing = writeLabelNifti(join(folder.path, 'x.nii.gz'), { geometry, data: data.subarray(1) });
    await expect(writing).rejects.toThrow('do not fill');
    expect(existsSync(join(folder.path, 'x.nii.gz'))).toBe(false);
  });

  it('are not found where there is none', async () => {
    await expect(readLabelNifti(join(folder.path, 'none.nii'))).rejects.toMatchObject({ code: 'scan.not-found' });
  });
});

const STS = sharedData('shapes/sts-demo/');
it.skipIf(STS.absent)(
  STS.title('reads public tooth labels'),
  async () => {
    const { geometry, data } = await readLabelNifti(`${STS.path}gt/Validation_0001_Mask.nii.gz`);
    expect(geometry.dims).toEqual([640, 640, 400]);
    const present = new Set<number>();
    for (const label of data) present.add(label);
    expect([...present].sort((a, b) => a - b).slice(0, 3)).toEqual([0, 11, 12]);
  },
  60_000,
);

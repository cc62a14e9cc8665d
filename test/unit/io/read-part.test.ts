import { expect, it } from 'vitest';
import { readPartOfScan, readScan } from '../../../main/io/read-scan.ts';
import { writeSlices } from './dicom/synthetic-dicom.ts';
import { useTemporaryFolder } from './temporary-folder.ts';

const folder = useTemporaryFolder();

it('reads the slices that are wanted, at their places, and leaves the others empty', async () => {
  writeSlices(folder.path);
  const { volume: whole } = await readScan(folder.path);
  const { volume: part } = await readPartOfScan(folder.path, { slices: [2, 4] });
  expect(part.geometry).toEqual(whole.geometry);
  const [ni, nj] = whole.geometry.dims;
  const expected = whole.data.map((grey, n) => (n >= 2 * ni * nj && n < 5 * ni * nj ? grey : 0));
  expect(part.data).toEqual(expected);
  expect(expected.some((grey) => grey !== 0)).toBe(true);
});

it('reads all of them when none are named', async () => {
  writeSlices(folder.path);
  expect((await readPartOfScan(folder.path)).volume.data).toEqual((await readScan(folder.path)).volume.data);
});

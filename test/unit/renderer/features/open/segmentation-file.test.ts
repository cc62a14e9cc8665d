import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isSegmentation } from '../../../../../renderer/features/open/segmentation-file.ts';

const FILES = join(import.meta.dirname, '../../../../fixtures/dicom-seg');
const blobOf = (name: string) => new Blob([new Uint8Array(readFileSync(join(FILES, name)))]);

describe('isSegmentation', () => {
  it.each(globSync('*.dcm', { cwd: FILES }))('knows %s by its first bytes', async (name) => {
    expect(await isSegmentation(blobOf(name))).toBe(true);
  });

  it('takes neither a slice of a scan nor any other file for one', async () => {
    expect(await isSegmentation(blobOf('scan/slice-00.dcm'))).toBe(false);
    expect(await isSegmentation(new Blob(['1.2.840.10008.5.1.4.1.1.66.4']))).toBe(false);
    expect(await isSegmentation(new Blob([]))).toBe(false);
  });
});

import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { formatPersonName } from '../../../../main/io/dicom/character-set.ts';
import { readHeader } from '../../../../main/io/dicom/read-header.ts';
import { sharedData } from '../shared-data.ts';
import { readGoldens } from './goldens.ts';
import type { Golden, ImageGolden } from './goldens.ts';
import { summariseStored } from './stored-values.ts';

const FIXTURES = new URL('../../../fixtures/dicom/', import.meta.url);
const SAMPLES = fileURLToPath(new URL('samples/', FIXTURES));
const SHARED = sharedData('dicom/');

/** Lossy codecs may round differently: one grey level in 8 bits, a few in 16. */
const INEXACT_LEVELS = 3;

async function expectGolden(path: string, golden: ImageGolden): Promise<void> {
  const found = await summariseStored(path);
  expect(found.image.transferSyntaxUid).toBe(golden.transferSyntax);
  expect(found.count).toBe(golden.count);
  const [plane] = found.image.frames;
  if (found.image.format.photometric === 'MONOCHROME2' && found.image.frames.length === 1)
    expect([plane.slope, plane.intercept]).toEqual([golden.slope, golden.intercept]);
  if (golden.sha256 !== null) {
    expect([found.type, found.min, found.max]).toEqual([golden.type, golden.min, golden.max]);
    expect(found.sha256).toBe(golden.sha256);
  } else {
    expect(Math.abs(found.min - golden.min)).toBeLessThanOrEqual(INEXACT_LEVELS);
    expect(Math.abs(found.max - golden.max)).toBeLessThanOrEqual(INEXACT_LEVELS);
    expect(found.mean).toBeCloseTo(golden.mean, 1);
  }
}

function withImage(goldens: readonly Golden[]): readonly (readonly [string, ImageGolden])[] {
  return goldens.flatMap(({ file, image }) => (image === null ? [] : [[file, image] as const]));
}

describe('decoding the committed samples', () => {
  const goldens = readGoldens(new URL('samples-goldens.json', FIXTURES));

  it.each(withImage(goldens))('gives %s the values that pydicom gives it', async (file, golden) => {
    await expectGolden(SAMPLES + file, golden);
  });

  it('covers every supported transfer syntax', () => {
    const covered = new Set(
      withImage(goldens).map(([, { transferSyntax }]) => transferSyntax.replace('1.2.840.10008.1.2', '')),
    );
    const wanted = [
      '',
      '.1',
      '.1.99',
      '.2',
      '.5',
      ...[50, 51, 57, 70, 80, 81, 90, 91, 201, 202, 203].map((n) => `.4.${n}`),
    ];
    expect(wanted.filter((syntax) => !covered.has(syntax))).toEqual([]);
  });

  it.each(goldens.filter(({ file }) => file.startsWith('chr')))(
    'reads the name in $file',
    async ({ file, patientName }) => {
      const header = await readHeader(SAMPLES + file);
      if (header.kind === 'image') expect(header.image.patientName).toBe(formatPersonName(patientName));
      else expect(header.kind).toBe('no-image');
    },
  );
});

const sharedGoldens = readGoldens(new URL('shared-goldens.json', FIXTURES));
describe.skipIf(SHARED.absent)(SHARED.title('decoding the public test suites'), () => {
  it.each(withImage(sharedGoldens))('gives %s the values that pydicom gives it', async (file, golden) => {
    await expectGolden(SHARED.path + file, golden);
  });
});

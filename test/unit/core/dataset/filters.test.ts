import { describe, expect, it } from 'vitest';
import { burnedInText } from '#core/dataset/burned-in-text';
import { filterScans, type ComparableScan } from '#core/dataset/filters';
import { correlation, differenceHash, differingBits, projectionOf, thumbnailOf } from '#core/dataset/likeness';
import { headerTells, nameTells, personWords } from '#core/dataset/telling-words';
import type { Volume } from '#core/volume';
import { written } from '../../../fixtures/salted-dataset.ts';
import { randomNumbers } from '../random-numbers.ts';

describe('A name of a file', () => {
  const persons = new Set(personWords('Kanarienvogel^Zita', 'KV-4711'));

  it.each([
    'Hans_Mueller_pan',
    '1977-12-31',
    'scan 31.12.1977',
    'Mueller^Hans',
    'pan kanarienvogel',
    'KV-4711',
    'x/Anna Schmidt/pan',
  ])('tells a person: %s', (name) => expect(nameTells(name, persons)).not.toBeNull());

  it.each([
    'cate1-00002',
    'IMG_0042',
    'Panoramic_Image_12',
    'A_L_001',
    'scan-20991',
    'Train-Labeled/Images/Validation_0001',
    'DSC10245678',
  ])('tells nobody: %s', (name) => expect(nameTells(name, persons)).toBeNull());

  it('is not the only place: text beside a picture tells too', () => {
    expect(headerTells('Patient: Hans Mueller', new Set())).not.toBeNull();
    expect(headerTells('Software: Adobe Photoshop CS6\n2024:03:01 10:00:00', new Set())).toBeNull();
  });
});

describe('Writing in a picture', () => {
  const random = randomNumbers(5);
  const plain = {
    width: 700,
    height: 400,
    data: Uint8Array.from({ length: 280_000 }, (_, n) => 60 + 80 * Math.sin((n % 700) / 90) ** 2 + 20 * random()),
  };

  it.each([
    ['MUELLER HANS', 14, 255],
    ['Anna Schmidt, 12.03.1980', 24, 255],
    ['Anna Schmidt', 24, 0],
  ] as const)('is found: %s in capitals of %i pixels, grey %i', (text, size, ink) => {
    const onGrey = ink === 0 ? { ...plain, data: plain.data.map((grey) => grey + 70) } : plain;
    const [line] = burnedInText(written(onGrey, text, size, ink), 255);
    expect(line.glyphs).toBeGreaterThanOrEqual(8);
  });

  it.each(['R', 'L 12'])('is not a side marker: %s', (text) => {
    expect(burnedInText(written(plain, text, 40, 255), 255)).toEqual([]);
  });
});

describe('The filters', () => {
  const random = randomNumbers(11);
  const quality = { contrast: 18, sharpness: 18, artefacts: 18 };
  const jaw = (seed: number): Uint8Array =>
    Uint8Array.from(
      { length: 2048 },
      (_, n) => 100 + 60 * Math.sin(n / 300) + 40 * Math.sin((n * (seed + 3)) / 7) + 10 * random(),
    );
  const scan = (seed: number, more: Partial<ComparableScan> = {}): ComparableScan => ({
    modality: 'opg',
    labelled: false,
    dims: [640, 320, 1],
    spacingMm: [1, 1, 1],
    contentHash: `${seed}`,
    identity: null,
    thumbnail: jaw(seed),
    quality,
    ...more,
  });

  it('keep the labelled one of two that are the same', () => {
    const verdicts = filterScans([scan(1), scan(1, { labelled: true })]);
    expect(verdicts).toMatchObject([{ filter: 'duplicate' }, null]);
  });

  it('count a scan by the first filter in the order of the table', () => {
    const poor = { contrast: 2, sharpness: 18, artefacts: 18 };
    const verdicts = filterScans([
      scan(1),
      scan(1, { identity: 'x', quality: poor }),
      scan(2, { identity: 'x', quality: poor }),
      scan(3, { quality: poor }),
    ]);
    expect(verdicts.map((verdict) => verdict?.filter ?? 'kept')).toEqual(['kept', 'duplicate', 'identity', 'quality']);
  });

  it('call nothing an outlier where there are too few to know what is usual, but voxels that no CBCT has', () => {
    const cbct = { modality: 'cbct', dims: [400, 400, 300] } as const;
    const verdicts = filterScans([
      scan(1, { ...cbct, spacingMm: [0.3, 0.3, 0.3] }),
      scan(2, { ...cbct, spacingMm: [3, 3, 3] }),
      scan(3),
      scan(4, { dims: [9000, 320, 1] }),
    ]);
    expect(verdicts.map((verdict) => verdict?.filter ?? 'kept')).toEqual(['kept', 'outlier', 'kept', 'kept']);
  });
});

describe('A volume as a picture', () => {
  it('is the same whatever the order and the sense of its voxel axes', () => {
    const [nx, ny, nz] = [30, 24, 36];
    const value = (x: number, y: number, z: number): number => 5 * x + 3 * y * (x % 3) + z * z;
    const straight = Int16Array.from({ length: nx * ny * nz }, (_, n) =>
      value(n % nx, Math.floor(n / nx) % ny, Math.floor(n / (nx * ny))),
    );
    // Axes: z down, x to the left as it is, y forward.
    const turned = Int16Array.from({ length: nx * ny * nz }, (_, n) => {
      const [i, j, k] = [n % nz, Math.floor(n / nz) % nx, Math.floor(n / (nz * nx))];
      return value(j, ny - 1 - k, nz - 1 - i);
    });
    const grid = { spacingMm: [0.3, 0.3, 0.3], originMm: [0, 0, 0] } as const;
    const a: Volume = {
      geometry: { ...grid, dims: [nx, ny, nz], direction: [1, 0, 0, 0, 1, 0, 0, 0, 1] },
      data: straight,
    };
    const b: Volume = {
      geometry: { ...grid, dims: [nz, nx, ny], direction: [0, 0, -1, 1, 0, 0, 0, -1, 0] },
      data: turned,
    };
    expect(projectionOf(b)).toEqual(projectionOf(a));
    const [first, second] = [thumbnailOf(projectionOf(a)), thumbnailOf(projectionOf(b))];
    expect(differingBits(differenceHash(first), differenceHash(second))).toBe(0);
    expect(correlation(first, second)).toBeCloseTo(1, 6);
  });
});

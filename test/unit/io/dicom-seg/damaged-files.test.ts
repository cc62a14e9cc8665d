/** Cut and changed segmentations: a typed error or a result, never a crash, and no memory for what is only claimed. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QuadrantError } from '#contract/errors';
import { placeLabels } from '#core/voxels/label-stack';
import { paintSegments } from '../../../../main/io/dicom-seg/paint-segments.ts';
import { readSegmentation } from '../../../../main/io/dicom-seg/read-segmentation.ts';
import { teethOfSegments } from '../../../../main/io/dicom-seg/teeth-of-segments.ts';
import { grid } from '../../core/grids.ts';

const FIXTURES = fileURLToPath(new URL('../../../fixtures/dicom-seg', import.meta.url));
const SCAN_GRID = grid([23, 19, 12], [0.4, 0.5, 0.6], [1, 0, 0, 0, 1, 0, 0, 0, 1]);

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'quadrant-damaged-seg-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** 'opened', or the code of the error. */
async function outcomeOf(bytes: Uint8Array): Promise<string> {
  const path = join(root, 'damaged.dcm');
  await writeFile(path, bytes);
  try {
    const segmentation = await readSegmentation(path);
    const { teeth } = teethOfSegments(segmentation.segments);
    const wanted = new Map(teeth.slice(0, 255).map(({ segment }, n) => [segment.number, n + 1]));
    placeLabels((await paintSegments(segmentation, wanted, async () => {})).stack, SCAN_GRID);
    return 'opened';
  } catch (thrown) {
    if (!(thrown instanceof QuadrantError)) throw thrown;
    return thrown.code;
  }
}

/** A repeatable series of numbers from 0 up to `below` (Numerical Recipes). */
function randoms(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe.each([
  'highdicom-binary.dcm',
  'highdicom-implicit.dcm',
  'highdicom-deflated.dcm',
  'highdicom-big-endian.dcm',
  'highdicom-fractional.dcm',
  'highdicom-labelmap-rle.dcm',
  'highdicom-labelmap-16.dcm',
  'dcmqi-deflate.dcm',
])('%s', (name) => {
  it('gives a typed error or a result when it is cut anywhere', async () => {
    const bytes = await readFile(join(FIXTURES, name));
    const outcomes = new Set<string>();
    for (let n = 0; n < 40; n++) outcomes.add(await outcomeOf(bytes.subarray(0, Math.floor((n * bytes.length) / 40))));
    outcomes.add(await outcomeOf(bytes.subarray(0, bytes.length - 50)));
    for (const outcome of outcomes) expect(outcome).toMatch(/^(import\.unsupported|scan\.corrupt-file)$/);
  });

  it('gives a typed error or a result when bytes of it are changed', async () => {
    const bytes = await readFile(join(FIXTURES, name));
    const random = randoms(bytes.length);
    for (let n = 0; n < 60; n++) {
      const changed = Uint8Array.from(bytes);
      for (let m = 0; m <= n % 8; m++) changed[132 + random(bytes.length - 132)] = random(256);
      expect(await outcomeOf(changed)).toMatch(/^(opened|import\.|scan\.)/);
    }
  });
});

describe('a header that claims more than there is', () => {
  /** The value of an element (explicit, little-endian) replaced. */
  function claiming(bytes: Buffer, element: readonly [tag: string, vr: string], value: Buffer): Buffer {
    const [tag, vr] = element;
    const at = bytes.indexOf(Buffer.concat([Buffer.from(tag, 'hex'), Buffer.from(vr)]));
    const changed = Buffer.from(bytes);
    value.copy(changed, at + 8, 0, changed.readUInt16LE(at + 6));
    return changed;
  }
  const size = (pixels: number): Buffer => Buffer.from(Uint16Array.of(pixels).buffer);
  const ROWS = ['28001000', 'US'] as const;
  const COLUMNS = ['28001100', 'US'] as const;
  const FRAMES = ['28000800', 'IS'] as const;

  it.each(['highdicom-binary.dcm', 'highdicom-labelmap.dcm'])(
    'is refused without taking memory for it: %s',
    async (name) => {
      const bytes = await readFile(join(FIXTURES, name));
      const before = process.memoryUsage();
      const huge = claiming(claiming(bytes, ROWS, size(65535)), COLUMNS, size(65535));
      expect(await outcomeOf(huge)).toBe('scan.too-large');
      expect(await outcomeOf(claiming(bytes, ROWS, size(65535)))).toBe('scan.corrupt-file');
      expect(await outcomeOf(claiming(bytes, FRAMES, Buffer.from('99')))).toMatch(
        /^(scan\.corrupt-file|import\.unsupported)$/,
      );
      const after = process.memoryUsage();
      expect(after.rss - before.rss).toBeLessThan(100e6);
    },
  );
});

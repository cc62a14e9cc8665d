import { describe, expect, test } from 'vitest';
import type { CbctCard } from '#contract/model-card';
import type { Vec3 } from '#core/volume';
import { stridedDims } from '#core/voxels/patches';
import type { NetInput, NetOutput, SegmentationNet } from '../../../main/inference/session.ts';
import { runNet, smallestTile } from '../../../main/pipeline/run-net.ts';

const CARD: CbctCard = {
  id: 'echo',
  role: 'cbct-fine',
  version: '1',
  file: 'echo.onnx',
  sha256: '',
  spacingMm: 1,
  sizeMultiple: 4,
  maxPatch: [8, 16, 12], // k, j, i
  normalisation: { kind: 'zscore', clipPercentiles: [0, 100] },
  inputs: { image: 'image', guidance: 'guidance' },
  guidanceStride: 2,
  outputs: { labels: 'labels', confidence: 'confidence' },
  outputStride: 2,
  offsets: { output: 'offsets', stride: 2, stepMm: 0.25 },
  classes: [0],
  training: { data: '', licence: '', command: '' },
  figures: [],
  limits: [],
};

/** Answers each cell with the image value at its first voxel, its guidance as confidence and, less 1…3, as offsets. */
class EchoNet implements SegmentationNet {
  readonly card = CARD;
  readonly provider = 'test';
  readonly precision = 'fp32';
  readonly sha256 = '';
  readonly patches: Vec3[] = [];

  async run({ dims, image, guidance }: NetInput): Promise<NetOutput> {
    this.patches.push(dims);
    const cells = stridedDims(dims, 2);
    const labels = new Uint8Array(cells[0] * cells[1] * cells[2]);
    for (let k = 0, n = 0; k < cells[2]; k++) {
      for (let j = 0; j < cells[1]; j++) {
        for (let i = 0; i < cells[0]; i++, n++) labels[n] = image[2 * i + dims[0] * (2 * j + dims[1] * 2 * k)];
      }
    }
    const confidence = Uint8Array.from(guidance ?? []);
    const offsets = new Int8Array(3 * confidence.length);
    for (let axis = 0; axis < 3; axis++) {
      offsets.set(
        Array.from(confidence, (value) => value - axis - 1),
        axis * confidence.length,
      );
    }
    return { dims: cells, labels, confidence, offsets };
  }

  async release(): Promise<void> {}
}

const DIMS: Vec3 = [31, 9, 20];

function ramp(length: number): Float32Array {
  return Float32Array.from({ length }, (_, n) => (n * 7) % 251);
}

describe('runNet', () => {
  test('tiles meet without a seam: every cell holds its own voxel and guidance', async () => {
    const net = new EchoNet();
    const image = ramp(31 * 9 * 20);
    const cells = stridedDims(DIMS, 2);
    const guidance = Uint8Array.from({ length: cells[0] * cells[1] * cells[2] }, (_, n) => n % 33);
    const fractions: number[] = [];
    const checkpoint = async (fraction: number): Promise<void> => void fractions.push(fraction);
    const result = await runNet(net, { dims: DIMS, image, fill: 9, guidance, checkpoint });
    expect(net.patches.length).toBeGreaterThan(4);
    for (const [pi, pj, pk] of net.patches) {
      expect([pi <= 12, pj <= 16, pk <= 8, pi % 4, pj % 4, pk % 4]).toEqual([true, true, true, 0, 0, 0]);
    }
    expect(result.dims).toEqual(cells);
    expect(result.confidence).toEqual(guidance);
    for (let axis = 0; axis < 3; axis++) {
      const found = result.offsets?.steps.subarray(axis * guidance.length, (axis + 1) * guidance.length);
      expect(found).toEqual(Int8Array.from(guidance, (value) => value - axis - 1));
    }
    for (let k = 0, n = 0; k < cells[2]; k++) {
      for (let j = 0; j < cells[1]; j++) {
        for (let i = 0; i < cells[0]; i++, n++) expect(result.labels[n]).toBe(image[2 * i + 31 * (2 * j + 9 * 2 * k)]);
      }
    }
    expect(fractions[0]).toBe(0);
    expect(fractions.at(-1)).toBe(1);
  });

  test('skips tiles without guidance when told to', async () => {
    const net = new EchoNet();
    const cells = stridedDims(DIMS, 2);
    const guidance = new Uint8Array(cells[0] * cells[1] * cells[2]);
    guidance[0] = 4;
    const checkpoint = async (): Promise<void> => {};
    const grid = { dims: DIMS, image: ramp(31 * 9 * 20), fill: 0, guidance, skipUnguided: true, checkpoint };
    const result = await runNet(net, grid);
    expect(net.patches).toHaveLength(1);
    expect(result.labels.at(-1)).toBe(0);
  });

  test('stops between tiles when the checkpoint throws', async () => {
    const net = new EchoNet();
    const checkpoint = async (fraction: number): Promise<void> => {
      if (fraction > 0.3) throw new Error('enough');
    };
    const image = ramp(31 * 9 * 20);
    await expect(
      runNet(net, { dims: DIMS, image, fill: 0, guidance: new Uint8Array(16 * 5 * 10), checkpoint }),
    ).rejects.toThrow('enough');
    expect(net.patches.length).toBeGreaterThan(0);
  });
});

test.each([
  ['as large as the grid where that fits', [100, 256, 31], [128, 256, 32]],
  ['two of 192 instead of two of 256', [300, 300, 300], [192, 192, 192]],
  ['three where two do not reach', [500, 470, 460], [224, 192, 192]],
] as const)('the smallest tile is %s', (_why, dims, expected) => {
  expect(smallestTile(dims, [256, 256, 256], 32)).toEqual(expected);
});

import { describe, expect, test } from 'vitest';
import { FINE_CARD } from '../../fixtures/contract/samples.ts';
import type { CbctCard } from '#contract/model-card';
import type { NetInput, NetOutput, SegmentationNet } from '../../../main/inference/session.ts';
import { lookingTwice, mergeViews, mirroredClasses } from '../../../main/pipeline/mirrored-net.ts';

const CARD: CbctCard = {
  ...FINE_CARD,
  classes: [0, 11, 12, 21, 22, 51, 61],
  guidanceStride: 2,
  outputStride: 1,
  offsets: { output: 'offsets', stride: 2, stepMm: 0.25 },
};
const DIMS = [6, 2, 2] as const;

/** Answers with what `look` says of an input, and keeps the inputs. */
function netThat(
  look: (input: NetInput) => Omit<NetOutput, 'dims'>,
): SegmentationNet & { readonly inputs: NetInput[] } {
  const inputs: NetInput[] = [];
  return {
    card: CARD,
    provider: 'test',
    precision: 'fp32',
    sha256: '',
    inputs,
    async run(input) {
      inputs.push(input);
      return { dims: input.dims, ...look(input) };
    },
    async release() {},
  };
}

/** Rows of 6 voxels, repeated over j and k. */
const rows = (row: readonly number[]): number[] => [row, row, row, row].flat();

describe('a net that looks twice', () => {
  test('shows the patch in the mirror with the guidance of the other side', async () => {
    const blank = { labels: new Uint8Array(24), confidence: new Uint8Array(24) };
    const net = netThat(() => blank);
    const image = Float32Array.from(rows([1, 2, 3, 4, 5, 6]));
    await lookingTwice(net).run({ dims: DIMS, image, guidance: Float32Array.of(1, 4, 6) });
    expect(net.inputs[0]).toEqual({ dims: DIMS, image, guidance: Float32Array.of(1, 4, 6) });
    expect(net.inputs[1]).toEqual({
      dims: DIMS,
      image: Float32Array.from(rows([6, 5, 4, 3, 2, 1])),
      guidance: Float32Array.of(5, 2, 3), // 61 → 51, 22 → 12, 11 → 21
    });
  });

  test('gives a net that knows no side its own answer back', async () => {
    // Bright voxels are tooth 11 right of the middle (the first half of a row) and 21 left of it; vectors point inwards.
    const net = netThat(({ image }) => ({
      labels: Uint8Array.from(image, (value, n) => (value > 2 ? (n % 6 < 3 ? 1 : 3) : 0)),
      confidence: Uint8Array.from(image, (value) => 40 * value),
      offsets: Int8Array.from([8, 0, -8, 1, 1, 1, 2, 2, 2]),
    }));
    const input = { dims: DIMS, image: Float32Array.from(rows([0, 3, 4, 5, 0, 3])), guidance: new Float32Array(3) };
    const once = await net.run(input);
    expect(await lookingTwice(net).run(input)).toEqual(once);
  });

  test('every class has its twin, and a one-sided model is refused', () => {
    expect([...mirroredClasses(CARD)]).toEqual([0, 3, 4, 1, 2, 6, 5]);
    expect(() => mirroredClasses({ id: 'half', classes: [0, 11, 12] })).toThrow(/11/);
  });
});

describe('two views of a voxel', () => {
  test.each([
    ['agree', [2, 200], [2, 100], [2, 150]],
    ['see two numbers: the surer one, at half its confidence', [2, 200], [4, 100], [2, 100]],
    ['both see background', [0, 20], [0, 40], [0, 30]],
    ['sure tooth, doubtful background', [2, 230], [0, 60], [2, 145]],
    ['sure tooth, sure background', [2, 230], [0, 10], [0, 120]],
    ['doubtful number, but nearly a tooth for the other', [0, 60], [2, 100], [2, 80]],
    ['doubtful number, and no tooth for the other', [0, 40], [2, 100], [0, 70]],
  ] as const)('%s', (_what, [labelA, sureA], [labelB, sureB], [label, sure]) => {
    const view = (l: number, c: number): NetOutput => ({
      dims: [1, 1, 1],
      labels: Uint8Array.of(l),
      confidence: Uint8Array.of(c),
    });
    const merged = mergeViews(view(labelA, sureA), view(labelB, sureB), CARD);
    expect([merged.labels[0], merged.confidence[0]]).toEqual([label, sure]);
  });

  test('vectors to one tooth are averaged, of two teeth the surer view’s holds', () => {
    const view = (sure: number, offsets: readonly number[]): NetOutput => ({
      dims: [2, 2, 2],
      labels: new Uint8Array(8).fill(1),
      confidence: new Uint8Array(8).fill(sure),
      offsets: Int8Array.from(offsets),
    });
    expect([...(mergeViews(view(90, [4, -3, 0]), view(99, [6, -3, 2]), CARD).offsets ?? [])]).toEqual([5, -3, 1]);
    expect([...(mergeViews(view(90, [20, 0, 0]), view(99, [-20, 1, 1]), CARD).offsets ?? [])]).toEqual([-20, 1, 1]);
  });
});

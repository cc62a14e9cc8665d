import { expect, test } from 'vitest';
import type { ToothProposal } from '#core/panoramic/candidates';
import type { WindowMask } from '#core/panoramic/mask-outline';
import { describeOutlines } from '../../../main/pipeline/outlined-teeth.ts';

/** A tooth of `height` pixels, and its mask, the `n`th from the left. */
function toothOf(n: number, height: number, replacedScore: number): readonly [ToothProposal, WindowMask] {
  const [x0, y0, width] = [5 + 20 * n, 5, 10];
  const proposal: ToothProposal = {
    box: [x0, y0, x0 + width, y0 + height],
    centre: [x0 + width / 2, y0 + height / 2],
    scores: Float32Array.of(0.9),
    bestScore: 0.9,
    toothScore: 0.9,
    replacedScore,
    mask: { x0: 0, y0: 0, width: 1, height: 1, logits: new Float32Array(1), stride: 2 },
  };
  return [proposal, { x0, y0, width, height, inside: new Uint8Array(width * height).fill(1) }];
}

test('what looks like an implant or a pontic gets that type and a warning, and keeps its number', () => {
  const teeth = [
    { fdi: 14, tooth: toothOf(0, 60, 0.02) },
    { fdi: 15, tooth: toothOf(1, 50, 0.93) },
    { fdi: 16, tooth: toothOf(2, 15, 0.7) },
    { fdi: 17, tooth: toothOf(3, 62, 0.39) },
    { fdi: 24, tooth: toothOf(5, 28, 0.9) }, // a bare implant
  ];
  const [surplus, surplusMask] = toothOf(4, 55, 0.8);
  const described = describeOutlines({
    picture: { width: 140, height: 80, data: new Float32Array(140 * 80) },
    pixelSpacingMm: null,
    numbering: {
      teeth: teeth.map(({ fdi, tooth: [proposal] }) => ({
        fdi,
        proposal,
        evidence: 0.9,
        confidence: 0.9,
        runnerUpFdi: null,
        warnings: [],
      })),
      supernumerary: [{ proposal: surplus, nearFdi: 17, confidence: 0.8 }],
      fit: null,
    },
    masks: new Map([...teeth.map(({ tooth }) => tooth), [surplus, surplusMask] as const]),
  });
  expect(described.instances.map(({ fdi, type }) => [fdi, type])).toEqual([
    [14, undefined],
    [15, 'implant'],
    [16, 'pontic'],
    [17, undefined],
    [24, 'implant'],
  ]);
  expect(described.instances.map(({ warnings }) => warnings.map(({ code }) => code))).toEqual([
    [],
    ['tooth.replaced'],
    ['tooth.replaced'],
    [],
    ['tooth.replaced'],
  ]);
  expect(described.supernumerary[0].warnings[0].message).toMatch(/^To 80 % it looks like an implant/);
  expect(described.missing).not.toContain(15);
});

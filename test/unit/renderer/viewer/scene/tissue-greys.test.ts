import { describe, expect, it } from 'vitest';
import { tissueGreys } from '../../../../../renderer/viewer/scene/tissue-greys.ts';
import { byteRangeOf, volumeLook, type VolumeLook } from '../../../../../renderer/viewer/scene/volume-presets.ts';
import { randomNumbers } from '../../../core/random-numbers.ts';

/** The opacity of a look at a grey value, between its points in a straight line. */
function opacityAt({ curve }: VolumeLook, grey: number): number {
  if (grey <= curve[0].grey) return curve[0].opacity;
  for (let n = 1; n < curve.length; n++) {
    const [a, b] = [curve[n - 1], curve[n]];
    if (grey <= b.grey) return a.opacity + ((grey - a.grey) / (b.grey - a.grey)) * (b.opacity - a.opacity);
  }
  return curve[curve.length - 1].opacity;
}

/** A scan of air, soft tissue, bone and teeth, with noise, in greys of a machine's own: `scale` and `shift` of HU. */
function scanOf(scale: number, shift: number, { labelled }: { readonly labelled: boolean }) {
  const random = randomNumbers(7);
  const voxels = new Int16Array(200_000);
  const labels = new Uint8Array(voxels.length);
  for (let n = 0; n < voxels.length; n++) {
    const kind = random();
    const hu = kind < 0.4 ? -1000 : kind < 0.8 ? 60 : kind < 0.96 ? 700 : 1500;
    labels[n] = hu === 1500 && labelled ? 16 : 0;
    voxels[n] = (hu + 120 * (random() - 0.5)) * scale + shift;
  }
  const sorted = voxels.toSorted();
  const at = (share: number) => sorted[Math.floor(share * sorted.length)];
  return { voxels, labels: labelled ? labels : null, greyRange: [at(0.005), at(0.995)] as const };
}

describe.each([
  ['in HU', 1, 0],
  ['darker and flatter', 0.5, -200],
  ['all above zero', 2, 2400],
])('a scan %s', (_, scale, shift) => {
  const grey = (hu: number) => hu * scale + shift;

  it.each([true, false])('shows where its tissues lie (teeth known: %s)', (labelled) => {
    const { air, soft, tooth } = tissueGreys(scanOf(scale, shift, { labelled }));
    expect(Math.abs(air - grey(-1040)) / scale).toBeLessThan(60);
    expect(Math.abs(soft - grey(60)) / scale).toBeLessThan(60);
    expect(Math.abs(tooth - grey(1500)) / scale).toBeLessThan(labelled ? 30 : 700);
  });

  it('has curves that show bone, teeth and skin, and nothing in front of them', () => {
    const tissues = tissueGreys(scanOf(scale, shift, { labelled: true }));
    const at = (preset: 'bone' | 'teeth' | 'skin', hu: number) => opacityAt(volumeLook(preset, tissues, 1), grey(hu));
    expect([at('bone', -1000), at('bone', 60)]).toEqual([0, 0]);
    expect(at('bone', 700)).toBeGreaterThan(0.4);
    expect(at('bone', 1500)).toBeGreaterThan(0.9);
    expect([at('teeth', 60), at('teeth', 700)]).toEqual([0, 0]);
    expect(at('teeth', 1700)).toBeGreaterThan(0.5);
    expect(at('skin', -1000)).toBe(0);
    expect(at('skin', 0)).toBeGreaterThan(0.7);
    const [low, high] = byteRangeOf(tissues);
    expect(low).toBeLessThan(grey(-900));
    expect(high).toBeGreaterThan(grey(2200));
  });
});

it('scales a curve by its strength', () => {
  const tissues = { air: -1000, soft: 50, tooth: 1400 };
  const [full, half] = [1, 0.5].map((strength) => opacityAt(volumeLook('bone', tissues, strength), 1500));
  expect(half).toBeCloseTo(full / 2);
});

import { expect, test } from 'vitest';
import {
  frameInput,
  mirroredInput,
  placeInFrame,
  type FrameSpec,
} from '../../../../main/core/panoramic/picture-frame.ts';
import { mirroredMask, mirroredPicture, turnedUpsideDown } from '../../../../main/core/panoramic/turn-picture.ts';

const FRAME: FrameSpec = {
  width: 8,
  height: 6,
  channels: 1,
  stretchPercentiles: [0, 100],
  mean: [0],
  sd: [1],
  padding: -5,
};

test('a wide picture touches both sides, a high one top and bottom', () => {
  expect(placeInFrame({ width: 1991, height: 1127 }, { width: 896, height: 512 })).toEqual({
    scale: 896 / 1991,
    width: 896,
    height: 507,
  });
  expect(placeInFrame({ width: 100, height: 300 }, { width: 896, height: 512 })).toMatchObject({
    width: 171,
    height: 512,
  });
});

test('a picture of the frame’s own size is only stretched', () => {
  const data = Uint16Array.from({ length: 48 }, (_, n) => 1000 + 10 * n);
  const input = frameInput({ width: 8, height: 6, data }, FRAME);
  for (let n = 0; n < 48; n++) expect(input[n]).toBeCloseTo((255 * n) / 47, 3);
});

test('reducing averages, so that fine stripes become their mean', () => {
  const data = Uint8Array.from({ length: 64 * 48 }, (_, n) => (n % 2 === 0 ? 0 : 200));
  const input = frameInput({ width: 64, height: 48, data }, FRAME);
  for (const value of input) expect(Math.abs(value - 127.5)).toBeLessThan(16);
});

test('a ramp keeps its place when enlarged: pixel centres stay on pixel centres', () => {
  const data = Float32Array.from({ length: 4 * 3 }, (_, n) => n % 4);
  const input = frameInput({ width: 4, height: 3, data }, FRAME);
  const row = [0, 0.25, 0.75, 1.25, 1.75, 2.25, 2.75, 3];
  for (let x = 0; x < 8; x++) expect(input[x]).toBeCloseTo((255 * row[x]) / 3, 3);
});

test('around the picture lies padding, and three channels are three times the same grey', () => {
  const frame: FrameSpec = { ...FRAME, channels: 3, mean: [10, 20, 30], sd: [2, 4, 5] };
  const input = frameInput({ width: 8, height: 3, data: new Uint8Array(24).fill(7) }, frame);
  expect(input.length).toBe(3 * 48);
  // one value only: black
  expect([input[0], input[48], input[96]]).toEqual([-5, -5, -6]);
  expect(input[47]).toBe(-5);
});

test('mirrored and turned pictures keep their rows, and masks follow', () => {
  const picture = { width: 3, height: 2, data: Uint8Array.of(1, 2, 3, 4, 5, 6) };
  expect([...mirroredPicture(picture).data]).toEqual([3, 2, 1, 6, 5, 4]);
  expect([...turnedUpsideDown(picture).data]).toEqual([4, 5, 6, 1, 2, 3]);
  const mask = { x0: 0, y0: 1, width: 2, height: 1, inside: Uint8Array.of(1, 0) };
  expect(mirroredMask(mask, 3)).toEqual({ x0: 1, y0: 1, width: 2, height: 1, inside: Uint8Array.of(0, 1) });
});

test('the input of the mirrored picture is the mirrored input, padding stays on the right', () => {
  const picture = { width: 5, height: 6, data: Uint8Array.from({ length: 30 }, (_, n) => (n * 7) % 31) };
  const { width } = placeInFrame(picture, FRAME);
  expect(width).toBeLessThan(FRAME.width);
  const turned = mirroredInput(frameInput(picture, FRAME), FRAME, width);
  const expected = frameInput(mirroredPicture(picture), FRAME);
  for (const [n, value] of expected.entries()) expect(turned[n]).toBeCloseTo(value, 3);
});

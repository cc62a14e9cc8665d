import { describe, expect, it } from 'vitest';
import { patchFromText, patchToText } from '#contract/review';
import {
  applyPatchInto,
  decodePatch,
  encodePatch,
  labelsTouchedBy,
  PatchBuilder,
  PatchError,
  patchBetween,
} from '#core/review/label-patch';

const BEFORE = Uint8Array.from([0, 0, 11, 11, 12, 0, 12, 12]);
const AFTER = Uint8Array.from([0, 11, 11, 0, 0, 0, 11, 11]);

describe('a change of labels', () => {
  it('turns one label map into the other and back', () => {
    const patch = patchBetween(BEFORE, AFTER);
    const labels = BEFORE.slice();
    applyPatchInto(labels, patch);
    expect(labels).toEqual(AFTER);
    applyPatchInto(labels, patch, 'back');
    expect(labels).toEqual(BEFORE);
    expect(labelsTouchedBy(patch)).toEqual(new Set([11, 12]));
  });

  it('survives bytes and text, also far into a large volume', () => {
    const builder = new PatchBuilder();
    builder.add(5, 0, 48);
    for (let n = 0; n < 70_000; n++) builder.add(1_000_000_000 + n, 48, 255);
    builder.add(4_000_000_000, 255, 0);
    const patch = builder.build();
    expect(patch.runs).toHaveLength(3);
    expect(decodePatch(encodePatch(patch))).toEqual(patch);
    expect(patchFromText(patchToText(patch))).toEqual(patch);
  });

  it('changes nothing when the labels are not those that it was made for', () => {
    const patch = patchBetween(BEFORE, AFTER);
    const other = BEFORE.slice();
    other[7] = 13;
    const untouched = other.slice();
    expect(() => applyPatchInto(other, patch)).toThrow(PatchError);
    expect(other).toEqual(untouched);
    expect(() => applyPatchInto(new Uint8Array(3), patch)).toThrow(PatchError);
  });

  it.each([[[1]], [[0, 0, 1, 2]], [[0, 1, 3, 3]], [[255, 255, 255, 255, 255, 255, 255, 1, 1, 2]]])(
    'refuses damaged bytes (%#)',
    (bytes) => {
      expect(() => decodePatch(Uint8Array.from(bytes))).toThrow(PatchError);
    },
  );

  it('refuses text that is no base64', () => {
    expect(() => patchFromText('%%%')).toThrow(PatchError);
  });
});

/** Any edits after one another: taken back they leave no trace, and each keeps to its own labels and to its box. */
import { describe, expect, it } from 'vitest';
import type { Bounds } from '#core/geometry';
import { applyPatchInto, labelsTouchedBy, type LabelPatch } from '#core/review/label-patch';
import { eraseStroke, paintStroke } from '#core/review/shapes/brush';
import { cutShape } from '#core/review/shapes/cut';
import { EditError } from '#core/review/shapes/edit-error';
import { fillBetweenSlices } from '#core/review/shapes/fill-slices';
import { growShape, shrinkShape } from '#core/review/shapes/grow';
import { dropIslands } from '#core/review/shapes/islands';
import { knownBox } from '#core/review/shapes/known-box';
import { mergeShapes } from '#core/review/shapes/merge';
import { restoreShape } from '#core/review/shapes/restore';
import { smoothShape } from '#core/review/shapes/smooth';
import { splitShape } from '#core/review/shapes/split';
import type { Vec3 } from '#core/volume';
import { randomNumbers } from '../../random-numbers.ts';
import { DIMS, eachVoxel, FIRST, GRIDS, phantomLabels, SECOND, worldOf } from './phantom.ts';

/** Where the labels were measured, in voxels. */
function measuredBox(labels: Uint8Array, label: number): Bounds | null {
  const found: Vec3[] = [];
  eachVoxel(DIMS, (ijk, n) => {
    if (labels[n] === label) found.push(ijk);
  });
  if (found.length === 0) return null;
  const ends = (pick: (...values: number[]) => number): Vec3 => [
    pick(...found.map(([i]) => i)),
    pick(...found.map(([, j]) => j)),
    pick(...found.map(([, , k]) => k)),
  ];
  return { min: ends(Math.min), max: ends(Math.max) };
}

describe.each(GRIDS)('edits on a grid that is %s', (_, geometry) => {
  const original = phantomLabels(geometry);
  const measured = new Map([FIRST, SECOND].map((label) => [label, measuredBox(original, label)]));

  it.each([1, 2, 3, 4])('are taken back to the byte, and restored tooth by tooth (%i)', (seed) => {
    const random = randomNumbers(seed);
    const labels = original.slice();
    const patches: LabelPatch[] = [];
    let newLabel = 100;
    const boxOf = (label: number): Bounds => {
      const box = knownBox(label, measured.get(label) ?? null, patches, DIMS);
      if (box === null) throw new EditError('no-tooth');
      return box;
    };
    const anywhere = (): Vec3 => worldOf(geometry, [random() * DIMS[0], random() * DIMS[1], random() * DIMS[2]]);
    const edit = (): [LabelPatch, readonly number[]] => {
      const known = [FIRST, SECOND, ...Array.from({ length: newLabel - 100 }, (_unused, n) => 101 + n)];
      const label = known[Math.floor(random() * known.length)];
      const stroke = { label, pointsMm: [anywhere(), anywhere()], radiusMm: 0.5 + random(), limits: null };
      const byMm = 0.4 + random() * 0.5;
      const part = { label, newLabel: newLabel + 1 };
      switch (Math.floor(random() * 10)) {
        case 0:
          return [paintStroke(labels, geometry, { ...stroke, over: 'background' }), [label]];
        case 1:
          return [eraseStroke(labels, geometry, stroke), [label]];
        case 2: {
          const from = known[Math.floor(random() * known.length)];
          return [mergeShapes(labels, geometry, { from, into: label, box: boxOf(from) }), [from, label]];
        }
        case 3: {
          const split = { ...part, seedsMm: [anywhere(), anywhere()] as const, box: boxOf(label) };
          return [splitShape(labels, geometry, split), [label, ++newLabel]];
        }
        case 4: {
          const lineMm = [anywhere(), anywhere()] as const;
          const cut = { ...part, lineMm, normal: [0.2, 0.4, 0.9] as const, keepsMm: null, box: boxOf(label) };
          return [cutShape(labels, geometry, cut), [label, ++newLabel]];
        }
        case 5:
          return [growShape(labels, geometry, { label, byMm, box: boxOf(label), limits: null }), [label]];
        case 6:
          return [shrinkShape(labels, geometry, { label, byMm: 0.4, box: boxOf(label) }), [label]];
        case 7:
          return [smoothShape(labels, geometry, { label, radiusMm: 1, box: boxOf(label) }), [label]];
        case 8:
          return [fillBetweenSlices(labels, geometry, { label, axis: 2, limits: null, box: boxOf(label) }), [label]];
        default:
          return [dropIslands(labels, geometry, { label, box: boxOf(label) }), [label]];
      }
    };
    for (let n = 0; n < 40; n++) {
      try {
        const [patch, mayTouch] = edit();
        for (const label of labelsTouchedBy(patch)) expect(mayTouch).toContain(label);
        applyPatchInto(labels, patch);
        patches.push(patch);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(EditError);
      }
      for (let label = 101; label <= newLabel; label++)
        expectWithin(labels, label, knownBox(label, null, patches, DIMS));
      for (const label of [FIRST, SECOND]) expectWithin(labels, label, boxOf(label));
    }
    expect(patches.length).toBeGreaterThan(10);
    expect(labels).not.toEqual(original);

    const restored = labels.slice();
    const since = [...patches];
    for (const label of [FIRST, SECOND]) {
      const box = knownBox(label, measured.get(label) ?? null, since, DIMS);
      if (box === null) continue;
      const patch = restoreShape(restored, geometry, { label, patches: since, box });
      applyPatchInto(restored, patch);
      since.push(patch);
      expect(restored.map((at) => Number(at === label))).toEqual(original.map((at) => Number(at === label)));
    }

    for (const patch of patches.toReversed()) applyPatchInto(labels, patch, 'back');
    expect(labels).toEqual(original);
  });

  it('takes room back from another tooth only where the AI gave it to this one', () => {
    const labels = original.slice();
    const merge = mergeShapes(labels, geometry, { from: SECOND, into: FIRST, box: measured.get(SECOND)! });
    applyPatchInto(labels, merge);
    const grow = growShape(labels, geometry, {
      label: FIRST,
      byMm: 0.8,
      box: knownBox(FIRST, measured.get(FIRST)!, [merge], DIMS)!,
      limits: null,
    });
    applyPatchInto(labels, grow);
    const patches = [merge, grow];
    const box = knownBox(SECOND, measured.get(SECOND)!, patches, DIMS)!;
    const grown = labels.slice();
    applyPatchInto(labels, restoreShape(labels, geometry, { label: SECOND, patches, box }));
    expect(labels).toEqual(grown.map((label, n) => (original[n] === SECOND ? SECOND : label)));
  });
});

function expectWithin(labels: Uint8Array, label: number, box: Bounds | null): void {
  const real = measuredBox(labels, label);
  if (real === null) return;
  expect(box).not.toBeNull();
  for (let axis = 0; axis < 3; axis++) {
    expect(box!.min[axis]).toBeLessThanOrEqual(real.min[axis]);
    expect(box!.max[axis]).toBeGreaterThanOrEqual(real.max[axis]);
  }
}

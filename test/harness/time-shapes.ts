/**
 * How long each edit of a shape takes on a scan of 600 × 600 × 450, from the call to the labels changed: medians of CPU
 * time, since other processes may be at work. Run alone (`node test/harness/time-shapes.ts --json`) or from another harness.
 */
import { fileURLToPath } from 'node:url';
import { patchToText } from '#contract/review';
import type { Bounds } from '#core/geometry';
import { applyPatchInto, type LabelPatch } from '#core/review/label-patch';
import { eraseStroke, paintStroke } from '#core/review/shapes/brush';
import { cutShape } from '#core/review/shapes/cut';
import { fillBetweenSlices } from '#core/review/shapes/fill-slices';
import { growShape, shrinkShape } from '#core/review/shapes/grow';
import { dropIslands } from '#core/review/shapes/islands';
import { mergeShapes } from '#core/review/shapes/merge';
import { restoreShape } from '#core/review/shapes/restore';
import { smoothShape } from '#core/review/shapes/smooth';
import { splitShape } from '#core/review/shapes/split';
import { voxelCount, type Geometry, type Vec3 } from '#core/volume';

export interface ShapeTime {
  readonly edit: string;
  readonly medianMs: number;
  readonly worstMs: number;
  /** Characters of the action in the log. */
  readonly patchCharacters: number;
}

const GRID: Geometry = {
  dims: [600, 600, 450],
  spacingMm: [0.2, 0.2, 0.2],
  originMm: [0, 0, 0],
  direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
};
const ROUNDS = 9;
/** Molars of 11 × 11 × 22 mm, side by side: 166,000 voxels each. */
const RADII: Vec3 = [28, 28, 55];
const MIDDLES = { 16: [300, 300, 200], 17: [352, 300, 205] } as const;

/** Two molars; the second one is called `one`. */
function teeth(one: 16 | 17): Uint8Array {
  const labels = new Uint8Array(voxelCount(GRID));
  for (const label of [16, 17] as const) {
    const [mi, mj, mk] = MIDDLES[label];
    for (let k = -RADII[2]; k <= RADII[2]; k++) {
      for (let j = -RADII[1]; j <= RADII[1]; j++) {
        for (let i = -RADII[0]; i <= RADII[0]; i++) {
          if ((i / RADII[0]) ** 2 + (j / RADII[1]) ** 2 + (k / RADII[2]) ** 2 > 1) continue;
          const n = mi + i + GRID.dims[0] * (mj + j + GRID.dims[1] * (mk + k));
          if (labels[n] === 0) labels[n] = label === 17 ? one : 16;
        }
      }
    }
  }
  return labels;
}

export function timeShapes(): readonly ShapeTime[] {
  const labels = teeth(17);
  const box: Bounds = { min: [272, 272, 145], max: [328, 328, 255] };
  const both: Bounds = { min: [272, 272, 145], max: [380, 328, 260] };
  const world = ([i, j, k]: Vec3): Vec3 => [i * 0.2, j * 0.2, k * 0.2];
  const pointsMm = Array.from({ length: 40 }, (_, n) => world([270 + n, 260 + n, 200]));
  const label = 16;
  const rows: ShapeTime[] = [];
  const time = (edit: string, on: Uint8Array, make: () => LabelPatch): LabelPatch => {
    const times: number[] = [];
    let patch: LabelPatch = { runs: [] };
    for (let round = 0; round < ROUNDS; round++) {
      const start = process.cpuUsage();
      patch = make();
      applyPatchInto(on, patch);
      const { user, system } = process.cpuUsage(start);
      times.push((user + system) / 1000);
      applyPatchInto(on, patch, 'back');
    }
    times.sort((a, b) => a - b);
    const patchCharacters = patchToText(patch).length;
    rows.push({ edit, medianMs: times[Math.floor(ROUNDS / 2)], worstMs: times[ROUNDS - 1], patchCharacters });
    return patch;
  };
  const brush = { label, radiusMm: 1.5, limits: null };
  time('paint, a step of the brush', labels, () =>
    paintStroke(labels, GRID, { ...brush, pointsMm: pointsMm.slice(0, 2), over: 'all' }),
  );
  time('paint, a stroke of 12 mm', labels, () => paintStroke(labels, GRID, { ...brush, pointsMm, over: 'all' }));
  time('erase, a stroke of 12 mm', labels, () => eraseStroke(labels, GRID, { ...brush, pointsMm }));
  time('merge', labels, () => mergeShapes(labels, GRID, { from: 17, into: 16, box: both }));
  const lineMm = [world([300, 250, 200]), world([300, 350, 200])] as const;
  const cut = { label, newLabel: 101, lineMm, normal: [0, 0, 1] as const, keepsMm: null, box };
  time('cut by a line', labels, () => cutShape(labels, GRID, cut));
  const grown = time('grow by 0.6 mm', labels, () => growShape(labels, GRID, { label, byMm: 0.6, box, limits: null }));
  time('shrink by 0.4 mm', labels, () => shrinkShape(labels, GRID, { label, byMm: 0.4, box }));
  time('smooth, 1 mm', labels, () => smoothShape(labels, GRID, { label, radiusMm: 1, box }));
  time('largest part', labels, () => dropIslands(labels, GRID, { label, box }));
  applyPatchInto(labels, grown);
  time('restore', labels, () => restoreShape(labels, GRID, { label, patches: [grown], box: both }));
  applyPatchInto(labels, grown, 'back');
  const [ni, nj, nk] = GRID.dims;
  for (let k = 0; k < nk; k++) {
    if (k % 8 === 0) continue;
    for (let n = k * ni * nj; n < (k + 1) * ni * nj; n++) if (labels[n] === label) labels[n] = 0;
  }
  time('fill between slices', labels, () => fillBetweenSlices(labels, GRID, { label, axis: 2, limits: null, box }));
  const joined = teeth(16);
  const seedsMm = [world(MIDDLES[16]), world(MIDDLES[17])] as const;
  time('split two joined molars', joined, () => splitShape(joined, GRID, { label, newLabel: 101, seedsMm, box: both }));
  return rows;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const rows = timeShapes();
  if (process.argv.includes('--json')) console.log(JSON.stringify({ shapes: rows }));
  else
    console.table(
      rows.map((row) => ({ ...row, medianMs: +row.medianMs.toFixed(1), worstMs: +row.worstMs.toFixed(1) })),
    );
}

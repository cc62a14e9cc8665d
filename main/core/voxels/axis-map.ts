/** Two grids whose axes run along each other, flipped or permuted: the case that separable loops can use. */
import type { Vec3 } from '../volume.ts';

/** Where a target grid lies in a source grid whose axes run along it: target axis t reads source axis `sourceAxis[t]`. */
export interface AxisMap {
  readonly sourceAxis: readonly number[];
  /** Source index at target index 0, per target axis. */
  readonly start: readonly number[];
  /** Source voxels per target step, per target axis; negative when the axes run against each other. */
  readonly step: readonly number[];
}

/**
 * The axis-to-axis map of a target→source index affine, or null when the grids are oblique to each other,
 * that is when ignoring the cross terms would move some voxel by more than a hundredth of a source voxel.
 */
export function axisMapOf(targetToSource: Float64Array, targetDims: Vec3): AxisMap | null {
  const sourceAxis = [-1, -1, -1];
  const start = [0, 0, 0];
  const step = [0, 0, 0];
  for (let row = 0; row < 3; row++) {
    const terms = [0, 1, 2].map((t) => Math.abs(targetToSource[row * 4 + t]) * targetDims[t]);
    const target = [0, 1, 2].reduce((a, b) =>
      Math.abs(targetToSource[row * 4 + b]) > Math.abs(targetToSource[row * 4 + a]) ? b : a,
    );
    const cross = terms[0] + terms[1] + terms[2] - terms[target];
    if (cross > 0.01 || sourceAxis[target] !== -1) return null;
    sourceAxis[target] = row;
    start[target] = targetToSource[row * 4 + 3];
    step[target] = targetToSource[row * 4 + target];
  }
  return { sourceAxis, start, step };
}

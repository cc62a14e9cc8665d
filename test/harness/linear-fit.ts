import { leastSquares } from '#core/math/least-squares';

/** y ≈ offset + slope · x. */
export interface LinearFit {
  readonly slope: number;
  readonly offset: number;
  /** Share of the variance of y that the line explains, 0…1. */
  readonly rSquared: number;
}

/** The least-squares line through points (x, y); null when all x are the same. */
export function linearFit(points: readonly (readonly [number, number])[]): LinearFit | null {
  const values = points.map(([, y]) => y);
  const solved = leastSquares(
    points.map(([x]) => [1, x]),
    values,
  );
  if (solved === null) return null;
  const [offset, slope] = solved;
  const mean = values.reduce((sum, y) => sum + y, 0) / values.length;
  const total = values.reduce((sum, y) => sum + (y - mean) ** 2, 0);
  const left = points.reduce((sum, [x, y]) => sum + (y - offset - slope * x) ** 2, 0);
  return { slope, offset, rSquared: total === 0 ? 1 : 1 - left / total };
}

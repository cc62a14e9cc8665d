/** Motions without change of shape: p ↦ R·p + t. */
import type { Vec3 } from '../volume.ts';

export interface RigidMotion {
  readonly rotation: readonly number[]; // 3×3, row-major
  readonly translation: Vec3;
}

export function moved({ rotation: r, translation: t }: RigidMotion, [x, y, z]: Vec3): Vec3 {
  return [
    r[0] * x + r[1] * y + r[2] * z + t[0],
    r[3] * x + r[4] * y + r[5] * z + t[1],
    r[6] * x + r[7] * y + r[8] * z + t[2],
  ];
}

export function turned(r: readonly number[], [x, y, z]: Vec3): Vec3 {
  return [r[0] * x + r[1] * y + r[2] * z, r[3] * x + r[4] * y + r[5] * z, r[6] * x + r[7] * y + r[8] * z];
}

/** First `inner`, then `outer`. */
export function composed(outer: RigidMotion, inner: RigidMotion): RigidMotion {
  return { rotation: product(outer.rotation, inner.rotation), translation: moved(outer, inner.translation) };
}

export function product(a: readonly number[], b: readonly number[]): number[] {
  return Array.from({ length: 9 }, (_, n) => {
    const [row, column] = [n - (n % 3), n % 3];
    return a[row] * b[column] + a[row + 1] * b[3 + column] + a[row + 2] * b[6 + column];
  });
}

export function inverse({ rotation: r, translation: t }: RigidMotion): RigidMotion {
  const rotation = [r[0], r[3], r[6], r[1], r[4], r[7], r[2], r[5], r[8]];
  const [x, y, z] = turned(rotation, t);
  return { rotation, translation: [-x, -y, -z] };
}

/** About a unit axis (Rodrigues). */
export function rotationAbout([x, y, z]: Vec3, angleRad: number): number[] {
  const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
  const rest = 1 - cos;
  return [
    cos + x * x * rest,
    x * y * rest - z * sin,
    x * z * rest + y * sin,
    x * y * rest + z * sin,
    cos + y * y * rest,
    y * z * rest - x * sin,
    x * z * rest - y * sin,
    y * z * rest + x * sin,
    cos + z * z * rest,
  ];
}

export function angleDegOf(rotation: readonly number[]): number {
  const cosine = (rotation[0] + rotation[4] + rotation[8] - 1) / 2;
  return (Math.acos(Math.max(-1, Math.min(1, cosine))) * 180) / Math.PI;
}

/** The values that everything else passes around: a grid in space, grey values on it, labels on it. */

/** Three numbers in the order i, j, k (voxel space) or x, y, z (world). */
export type Vec3 = readonly [number, number, number];

/**
 * Where a voxel grid lies in the patient. World is LPS millimetres (x to the patient's left, y to the back, z up).
 * `direction` is column-major 3×3: elements 0–2 are the unit world vector of the i axis, 3–5 of j, 6–8 of k.
 * It may be oblique and left-handed. World of voxel (i,j,k) = origin + D · (spacing ∘ ijk); voxel centres are integers.
 */
export interface Geometry {
  readonly dims: Vec3;
  readonly spacingMm: Vec3;
  readonly originMm: Vec3;
  readonly direction: readonly number[];
}

export type VoxelArray = Int16Array | Uint8Array | Uint16Array | Float32Array;

/** Grey values after the modality rescale (HU-like for CBCT); flat index i + j·ni + k·ni·nj. */
export interface Volume {
  readonly geometry: Geometry;
  readonly data: VoxelArray;
}

/** One FDI code per voxel, 0 for background; flat index i + j·ni + k·ni·nj. */
export interface LabelMap {
  readonly geometry: Geometry;
  readonly data: Uint8Array;
}

/** Told how far a long step is, 0…1; throws to stop the step when the job was cancelled. */
export type Report = (fraction: number) => void;

export function voxelCount(geometry: Geometry): number {
  return geometry.dims[0] * geometry.dims[1] * geometry.dims[2];
}

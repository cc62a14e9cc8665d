import type { Geometry, Vec3 } from '#core/volume';
import { affineIjkToWorld, applyAffine } from '#core/geometry';
import { stridedDims } from '#core/voxels/patches';

/**
 * The grid of a strided network output or guidance: cell (a,b,c) is centred on voxel stride·a + (stride − 1)/2 of the
 * input grid. Dims are rounded up; direction is kept.
 */
export function stridedGrid(geometry: Geometry, stride: number): Geometry {
  const offset = (stride - 1) / 2;
  const [si, sj, sk] = geometry.spacingMm;
  const spacingMm: Vec3 = [si * stride, sj * stride, sk * stride];
  const originMm = applyAffine(affineIjkToWorld(geometry), [offset, offset, offset]);
  return { ...geometry, dims: stridedDims(geometry.dims, stride), spacingMm, originMm };
}

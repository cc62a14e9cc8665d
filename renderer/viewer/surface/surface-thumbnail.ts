/** A small picture of an intraoral scan for the lists: its biting surfaces, lit from where one looks. */
import type { SurfaceFacts } from '#contract/scan';
import { dot, unit } from '#core/vector';
import type { Vec3 } from '#core/volume';
import { rayAt } from '../scene/camera-pose.ts';
import { PLASTER } from './face-colours.ts';
import { patientBounds, patientFrame, viewPose } from './patient-frame.ts';
import type { ScanMesh } from './scan-mesh.ts';

export interface SurfaceThumbnailOptions {
  readonly mesh: ScanMesh;
  readonly facts: SurfaceFacts;
  readonly sizePx: readonly [width: number, height: number];
  /** Called between rows, so that the window stays responsive: all of it takes some tenths of a second. */
  readonly pause: () => Promise<void>;
}

const ROWS_AT_ONCE = 16;
/** Of a face that is seen from the side. */
const LEAST_LIGHT = 0.3;

/** Where the scan is not, the picture is clear. */
export async function surfaceThumbnail({ mesh, facts, sizePx, pause }: SurfaceThumbnailOptions): Promise<ImageData> {
  const [widthPx, heightPx] = sizePx;
  const frame = patientFrame(null, facts);
  const size = { widthPx, heightPx };
  const pose = viewPose('occlusal', frame, patientBounds(frame, mesh.positions), size);
  const image = new ImageData(widthPx, heightPx);
  for (let y = 0; y < heightPx; y++) {
    if (y % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await pause();
    for (let x = 0; x < widthPx; x++) {
      const { originMm, direction } = rayAt(pose, size, [x + 0.5, y + 0.5]);
      const hit = mesh.tree.firstHit(originMm, direction);
      if (hit !== null) image.data.set(litFace(mesh, hit.face, direction), 4 * (x + widthPx * y));
    }
  }
  return image;
}

function litFace({ normals, faceColours }: ScanMesh, face: number, direction: Vec3): readonly number[] {
  const n = 3 * face;
  const normal = unit([normals[n], normals[n + 1], normals[n + 2]]);
  const light = LEAST_LIGHT + (1 - LEAST_LIGHT) * (normal === null ? 1 : Math.abs(dot(normal, direction)));
  const colour = faceColours === null ? PLASTER : faceColours.subarray(n, n + 3);
  return [light * colour[0], light * colour[1], light * colour[2], 255];
}

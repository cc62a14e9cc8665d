/** A small picture of the open scan, for the lists of scans and of cases. */
import type { OpenScan } from '#contract/api';
import { presetWindow } from '../../viewer/grey/grey-window.ts';
import type { ScanImages } from '../../viewer/scan-images.ts';
import type { OpenSurface } from '../../viewer/surface/open-surface.ts';
import { surfaceThumbnail } from '../../viewer/surface/surface-thumbnail.ts';
import { encodeThumbnail, greyImage, thumbnailOf } from '../../viewer/thumbnail.ts';

const THUMBNAIL_PX = [320, 208] as const;
/** The panes draw first. */
const THUMBNAIL_DELAY_MS = 600;

/** What is open: one of the two is empty. */
export interface Pictured {
  readonly images: ScanImages;
  readonly surface: OpenSurface;
}

/** As a data URL, when all of the scan is there; null when another one was opened meanwhile. */
export async function pictureOfScan(
  { images, surface }: Pictured,
  { info, greyRange }: Pick<OpenScan, 'info' | 'greyRange'>,
  scope: AbortSignal,
): Promise<string | null> {
  await afterMs(THUMBNAIL_DELAY_MS);
  if (scope.aborted) return null;
  const { modality, surface: facts } = info;
  const pause = (): Promise<void> => afterMs(0);
  if (facts !== undefined) {
    const { mesh } = surface;
    if (mesh === null) return null;
    const picture = await surfaceThumbnail({ mesh, facts, sizePx: THUMBNAIL_PX, pause });
    return scope.aborted ? null : encodeThumbnail(picture);
  }
  const image = images.scan;
  if (image === null) return null;
  const window = presetWindow(modality === 'cbct' ? 'teeth' : 'auto', greyRange);
  const thumbnail = await thumbnailOf({ image, modality, window, mostPx: THUMBNAIL_PX, pause });
  return scope.aborted ? null : encodeThumbnail(greyImage(thumbnail));
}

function afterMs(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

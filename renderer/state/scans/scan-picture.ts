/** A small picture of the open scan, for the lists of scans and of cases. */
import type { OpenScan } from '#contract/api';
import { presetWindow } from '../../viewer/grey/grey-window.ts';
import type { ScanImages } from '../../viewer/scan-images.ts';
import { encodeThumbnail, thumbnailOf } from '../../viewer/thumbnail.ts';

const THUMBNAIL_PX = [320, 208] as const;
/** The panes draw first. */
const THUMBNAIL_DELAY_MS = 600;

/** As a data URL, when all voxels are there; null when another scan was opened meanwhile. */
export async function pictureOfScan(
  images: ScanImages,
  { info, greyRange }: Pick<OpenScan, 'info' | 'greyRange'>,
  scope: AbortSignal,
): Promise<string | null> {
  await afterMs(THUMBNAIL_DELAY_MS);
  const image = images.scan;
  if (scope.aborted || image === null) return null;
  const { modality } = info;
  const window = presetWindow(modality === 'cbct' ? 'teeth' : 'auto', greyRange);
  const thumbnail = await thumbnailOf({ image, modality, window, mostPx: THUMBNAIL_PX, pause: () => afterMs(0) });
  return scope.aborted ? null : encodeThumbnail(thumbnail);
}

function afterMs(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

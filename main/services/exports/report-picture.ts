/** The picture of a report: the scan with outlines; numbers are put on it where it is laid out. */
import { FIRST_SUPERNUMERARY, labelOf, type CbctCase, type OpgCase } from '#contract/case';
import { toothColour } from '#core/fdi';
import { pictureOf } from '#core/panoramic/picture-frame';
import type { ReportPicture } from '#core/report/report-content';
import { panoramaPicture } from '#core/sheet/panorama-picture';
import type { Raster } from '#core/sheet/raster';
import { beyondRoot, outlinedRadiograph } from '#core/sheet/radiograph-sheet';
import type { Volume } from '#core/volume';
import { pngBytes } from '../../io/png.ts';
import type { ReviewedResult } from '../review/reviewed-result.ts';

/** 200 dots an inch on the width of a page. */
const PANORAMA_PIXELS = { maxWidth: 1400, maxHeight: 760, shareOfVoxel: 0.8 } as const;

/** Null without teeth: a panorama follows them. */
export function reportPicture(
  { caseFile, labels }: ReviewedResult,
  volume: Volume,
  otherGreys: boolean,
): ReportPicture | null {
  if (caseFile.modality === 'opg') return { ...radiographPicture(caseFile, volume), otherGreys };
  if (caseFile.modality === 'ios') throw new TypeError('An intraoral scan has no grey values to show');
  const picture = panoramaPicture(volume, labels, caseFile.instances, PANORAMA_PIXELS);
  if (picture === null) return null;
  const numbers = caseFile.instances.flatMap((tooth: CbctCase['instances'][number]) => {
    const label = labelOf(tooth);
    const at = picture.middles.get(label);
    if (at === undefined) return [];
    return [{ fdi: tooth.fdi, extra: label >= FIRST_SUPERNUMERARY, x: at[0], y: at[1], colour: toothColour(label) }];
  });
  return { ...asImage(picture.raster), numbers, mirrored: false, otherGreys };
}

function radiographPicture(
  { instances, supernumerary, source }: OpgCase,
  volume: Volume,
): Omit<ReportPicture, 'otherGreys'> {
  const teeth = [
    ...instances.map((tooth) => ({ ...tooth, extra: false })),
    ...supernumerary.map((tooth) => ({ ...tooth, fdi: tooth.nearFdi, extra: true })),
  ];
  const raster = outlinedRadiograph(pictureOf(volume), teeth);
  const beyondPx = 0.012 * raster.width;
  const numbers = teeth.map((tooth) => {
    const [x, y] = beyondRoot(tooth, beyondPx);
    return {
      fdi: tooth.fdi,
      extra: tooth.extra,
      x: Math.min(raster.width - beyondPx, Math.max(beyondPx, x)),
      y: Math.min(raster.height - beyondPx, Math.max(beyondPx, y)),
      colour: toothColour(tooth.fdi),
    };
  });
  return { ...asImage(raster), numbers, mirrored: source.radiograph.mirrored };
}

function asImage(raster: Raster): Pick<ReportPicture, 'url' | 'width' | 'height'> {
  const png = Buffer.from(pngBytes(raster, 1));
  return { url: `data:image/png;base64,${png.toString('base64')}`, width: raster.width, height: raster.height };
}

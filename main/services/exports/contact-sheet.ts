/** A case and its scan go in, one picture for judging it at a glance comes out. */
import { FIRST_SUPERNUMERARY, labelOf, type CaseFile, type CbctCase, type OpgCase } from '#contract/case';
import { pictureOf } from '#core/panoramic/picture-frame';
import { drawContactSheet } from '#core/sheet/contact-sheet';
import { drawRadiographSheet, type RadiographSheetTooth } from '#core/sheet/radiograph-sheet';
import type { Raster } from '#core/sheet/raster';
import { PRODUCT_WORDS } from '#core/words/product-words';
import { readCase } from '../../io/case-folder.ts';
import { writePng } from '../../io/png.ts';
import { readScan, type ReadScan } from '../../io/read-scan.ts';
import { readReviewedCase, reviewWords, type ReviewedResult } from '../review/reviewed-result.ts';
import type { ExportJob, Written } from './export-case.ts';
import { scanOfCase } from './scan-of-case.ts';

/** The contact sheet of a case, or the outlined radiograph. @throws QuadrantError scan.* (also when it is another one) */
export async function writeContactSheet(job: ExportJob): Promise<Written> {
  const { caseDir } = job;
  const scan = await scanOfCase((await readCase(caseDir)).caseFile, job, readScan);
  const { volume, fingerprint } = scan;
  const result = job.shown(
    await readReviewedCase(caseDir, { volumeAtHand: (print) => (print === fingerprint ? volume : null) }),
  );
  const raster = drawSheet(job.caseName, result, scan);
  await writePng(job.outPath, raster);
  const { review, caseFile } = result;
  const { width, height } = raster;
  const teeth = caseFile.instances.length;
  return {
    teeth,
    facts: { width, height, ...(review && { review }) },
    summary: `${teeth} teeth on ${width} × ${height} pixels`,
  };
}

const NOTICE = PRODUCT_WORDS.en.researchUse;

function drawSheet(
  name: string,
  { caseFile, labels, review }: ReviewedResult,
  { volume, fingerprint }: ReadScan,
): Raster {
  if (caseFile.modality === 'ios') throw new TypeError('An intraoral scan has no grey values to draw');
  const reviewed = review === null ? [] : [reviewWords(review)];
  const warnings = [
    ...(fingerprint === caseFile.source.fingerprint ? [] : ['The grey values are not those that were segmented.']),
    ...caseFile.warnings.map(({ message }) => message),
  ];
  if (caseFile.modality === 'opg') {
    return drawRadiographSheet({
      title: [titleOf(name, caseFile), ...reviewed].join('  ·  '),
      notice: NOTICE,
      warnings,
      picture: pictureOf(volume),
      teeth: sheetTeeth(caseFile),
    });
  }
  // The chart has one tile for a number.
  const beside = caseFile.instances.filter((tooth) => labelOf(tooth) >= FIRST_SUPERNUMERARY);
  return drawContactSheet({
    title: titleOf(name, caseFile),
    notice: NOTICE,
    facts: [...factsOf(caseFile), ...reviewed],
    warnings: [...warnings, ...beside.map(({ fdi }) => `A further tooth near ${fdi} has no tile.`)],
    volume,
    labels,
    teeth: caseFile.instances.filter((tooth) => labelOf(tooth) < FIRST_SUPERNUMERARY),
  });
}

function sheetTeeth({ instances, supernumerary }: OpgCase): RadiographSheetTooth[] {
  return [
    ...instances.map((tooth) => ({ ...tooth, mark: String(tooth.fdi) })),
    ...supernumerary.map((tooth, n) => ({ ...tooth, mark: `S${n + 1}`, fdi: tooth.nearFdi })),
  ];
}

function titleOf(name: string, { models, source, modality }: CaseFile): string {
  const nets = models.map(({ id, version }) => `${id} ${version}`).join(', ');
  const [width, height, slices] = source.geometry.dims;
  const size = modality === 'opg' ? `${width} × ${height} pixels` : `${width} × ${height} × ${slices} voxels`;
  return `${name}  ·  ${size}  ·  ${nets}`;
}

function factsOf({ source, quadrantVersion, createdAt, provider }: CbctCase): string[] {
  const { dims, spacingMm } = source.geometry;
  const sizeMm = dims.map((size, axis) => (size * spacingMm[axis]).toFixed(0)).join(' × ');
  const voxelMm = spacingMm.map((mm) => Number(mm.toFixed(3))).join(' × ');
  return [
    `Scan ${sizeMm} mm, voxels of ${voxelMm} mm`,
    `Segmented ${createdAt.slice(0, 10)} by Quadrant ${quadrantVersion} on ${provider}`,
  ];
}

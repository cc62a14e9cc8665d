/** A case and its scan go in, one picture for judging it at a glance comes out. */
import { basename } from 'node:path';
import { FIRST_SUPERNUMERARY, labelOf, type CaseFile, type OpgCase } from '#contract/case';
import { QuadrantError } from '#contract/errors';
import { sameGrid } from '#core/geometry';
import { pictureOf } from '#core/panoramic/picture-frame';
import { drawContactSheet } from '#core/sheet/contact-sheet';
import { drawRadiographSheet, type RadiographSheetTooth } from '#core/sheet/radiograph-sheet';
import type { Raster } from '#core/sheet/raster';
import { readCase } from '../../io/case-folder.ts';
import { writePng } from '../../io/png.ts';
import { readScan, scanInfo, type ReadScan } from '../../io/read-scan.ts';
import { readReviewedCase, reviewWords, type ReviewedResult } from '../reviewed-result.ts';
import type { ExportJob, Written } from './export-case.ts';

/** The contact sheet of a case, or the outlined radiograph. @throws QuadrantError scan.* (also when it is another one) */
export async function writeContactSheet(job: ExportJob): Promise<Written> {
  const { raster, result } = await drawSheet(job);
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

/** The picture and what it shows. @throws QuadrantError scan.* (also when it is another one) */
export async function drawSheet(job: ExportJob): Promise<{ readonly raster: Raster; readonly result: ReviewedResult }> {
  const { caseDir } = job;
  const scan = await scanOfCase((await readCase(caseDir)).caseFile, job);
  const { volume, fingerprint } = scan;
  const result = await readReviewedCase(caseDir, { volumeAtHand: (print) => (print === fingerprint ? volume : null) });
  return { raster: sheetOf(basename(caseDir), result, scan), result };
}

const NOTICE = 'Research use, not for diagnosis';

function sheetOf(
  name: string,
  { caseFile, labels, review }: ReviewedResult,
  { volume, fingerprint }: ReadScan,
): Raster {
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

/** The scan that the case was made from. Other grey values on the same grid are taken; the sheet says so. */
async function scanOfCase({ source }: CaseFile, { scanPath }: ExportJob): Promise<ReadScan> {
  const path = scanPath ?? source.path;
  const scan = await readSeries(path, source.seriesUid).catch((cause: unknown) => {
    if (scanPath !== undefined || !(cause instanceof QuadrantError) || cause.code !== 'scan.not-found') throw cause;
    throw new QuadrantError(
      'scan.not-found',
      `The scan of this case is no longer at ${path}.`,
      'Say where it lies now: --scan <scan>.',
      { path },
      cause,
    );
  });
  if (sameGrid(scan.volume.geometry, source.geometry)) return scan;
  throw new QuadrantError(
    'scan.inconsistent-geometry',
    'This is not the scan that the case was made from: its grid is another one.',
    'Give the scan that was segmented: --scan <scan>.',
    { path, expectedDims: source.geometry.dims.join('×'), foundDims: scan.volume.geometry.dims.join('×') },
  );
}

/** The series of a case where it is among those found; a copy in another format has a name of its own. */
async function readSeries(path: string, seriesUid: string): Promise<ReadScan> {
  const info = await scanInfo(path);
  const isThere = info.series.some(({ uid }) => uid === seriesUid);
  return readScan(path, isThere ? { seriesUid } : {});
}

function titleOf(name: string, { models, source, modality }: CaseFile): string {
  const nets = models.map(({ id, version }) => `${id} ${version}`).join(', ');
  const [width, height, slices] = source.geometry.dims;
  const size = modality === 'opg' ? `${width} × ${height} pixels` : `${width} × ${height} × ${slices} voxels`;
  return `${name}  ·  ${size}  ·  ${nets}`;
}

function factsOf({ source, quadrantVersion, createdAt, provider }: CaseFile): string[] {
  const { dims, spacingMm } = source.geometry;
  const sizeMm = dims.map((size, axis) => (size * spacingMm[axis]).toFixed(0)).join(' × ');
  const voxelMm = spacingMm.map((mm) => Number(mm.toFixed(3))).join(' × ');
  return [
    `Scan ${sizeMm} mm, voxels of ${voxelMm} mm`,
    `Segmented ${createdAt.slice(0, 10)} by Quadrant ${quadrantVersion} on ${provider}`,
  ];
}

/** One series as a possible volume: how it lies, what speaks against it, and how it is listed. */
import { QuadrantError, asQuadrantError } from '#contract/errors';
import type { SeriesInfo, Warning } from '#contract/scan';
import { orientationCode } from '#core/geometry';
import { voxelCount } from '#core/volume';
import type { Geometry } from '#core/volume';
import { inconsistentGeometry, noImageSeries, tooLarge, unsupportedTransferSyntax } from '../scan-errors.ts';
import { MAX_VOXELS } from '../scan-limits.ts';
import type { ImageHeader } from './image-header.ts';
import { radiographCandidates } from './radiograph-candidate.ts';
import type { RadiographCandidate } from './radiograph-candidate.ts';
import { pixelCount, placesOf, splitIntoStacks } from './stack.ts';
import type { Stack } from './stack.ts';
import { layOutStack, regularGeometry, slotCount, uprightGeometry } from './stack-layout.ts';
import type { StackLayout } from './stack-layout.ts';
import { describeTransferSyntax, transferSyntax } from './transfer-syntax.ts';

export interface SeriesCandidate {
  readonly form: 'volume';
  readonly info: SeriesInfo;
  /** The first of its images. */
  readonly image: ImageHeader;
  readonly stack: Stack;
  /** null when the headers do not say where the slices lie. */
  readonly layout: StackLayout | null;
  /** The grid the volume will have; null together with `layout`. */
  readonly geometry: Geometry | null;
  readonly problem: QuadrantError | null;
  /** A reconstructed X-ray volume by modality or by SOP class: X-Ray 3D images call themselves DX or XA. */
  readonly ctLike: boolean;
  /** Localizers and projections: volumes by form, never what one wants to segment. */
  readonly secondary: boolean;
}

export const XRAY_3D_CLASSES = ['1.2.840.10008.5.1.4.1.1.13.1.1', '1.2.840.10008.5.1.4.1.1.13.1.2'];

/** More missing slices than this share of the stack, or this many in a row, is no longer one scan. */
const MAX_MISSING_SHARE = 0.02;
const MAX_MISSING_IN_A_ROW = 2;

/** Upright around a stack tilted by 60°, with gaps, there is room for three of it; more is a damaged header. */
const MAX_REGRID_GROWTH = 4;

/** Segmentations, dose grids, presentation states and microscopy: images by form, no scans. */
export const NO_SCAN_CLASSES: Readonly<Record<string, string>> = {
  '1.2.840.10008.5.1.4.1.1.66.4': 'a segmentation',
  '1.2.840.10008.5.1.4.1.1.66.7': 'a label map',
  '1.2.840.10008.5.1.4.1.1.481.2': 'a radiotherapy dose grid',
  '1.2.840.10008.5.1.4.1.1.77.1.6': 'a microscopy image',
};

/** A volume or a radiograph to choose among. */
export type Candidate = SeriesCandidate | RadiographCandidate;

/**
 * Groups images by series and examines each; never throws: what is wrong is kept as the candidate's problem. A series
 * that makes no volume is listed as the radiographs in it, if there are any.
 */
export function seriesCandidates(images: readonly ImageHeader[]): readonly Candidate[] {
  const bySeries = Map.groupBy(images, (image) => image.seriesUid || 'series-without-uid');
  return [...bySeries].flatMap(([uid, members]): readonly Candidate[] => {
    const volume = examineSeries(uid, members);
    const radiographs = volume.problem === null ? [] : radiographCandidates(members);
    return radiographs.length > 0 ? radiographs : [volume];
  });
}

function examineSeries(uid: string, images: readonly ImageHeader[]): SeriesCandidate {
  const [stack, ...others] = splitIntoStacks(images);
  const { image } = stack.frames[0];
  const { layout, geometry, problem } = examineStack(stack);
  const leftOut = others.reduce((sum, { frames }) => sum + frames.length, 0);
  const warnings = [...(leftOut > 0 ? [mixedStack(leftOut)] : []), ...stackWarnings(stack, layout)];
  const dims = geometry?.dims ?? [image.format.columns, image.format.rows, stack.frames.length];
  const info: SeriesInfo = {
    uid,
    kind: image.frames.length > 1 ? 'dicom-multiframe' : 'dicom',
    description: image.seriesDescription,
    modality: image.modality,
    dims,
    spacingMm: geometry?.spacingMm ?? [...(stack.frames[0].plane.spacingMm ?? ([0, 0] as const)), 0],
    orientation: geometry === null ? '' : orientationCode(geometry),
    bits: image.format.bitsStored,
    transferSyntax: describeTransferSyntax(image.transferSyntaxUid),
    sizeBytes: images.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    usable: problem === null,
    ...(problem === null ? {} : { problem: problem.message }),
    warnings,
  };
  const ctLike = image.modality === 'CT' || XRAY_3D_CLASSES.includes(image.sopClassUid);
  return { form: 'volume', info, image, stack, layout, geometry, problem, ctLike, secondary: isSecondary(image) };
}

/** Image Type value 3 onwards (PS3.3 C.8.2.1.1.1): LOCALIZER, and derived projections. */
function isSecondary(image: ImageHeader): boolean {
  return image.imageType.some((value) =>
    /LOCALIZER|SCOUT|(^|_)(MIP|MINIP|PROJECTION|PROJECTION IMAGE)($|_)/i.test(value),
  );
}

type Examined = Pick<SeriesCandidate, 'layout' | 'geometry' | 'problem'>;

function examineStack(stack: Stack): Examined {
  const unreadable = formatProblem(stack);
  if (unreadable !== null) return { layout: null, geometry: null, problem: unreadable };
  if (stack.frames.length === 1) return { layout: null, geometry: null, problem: singleSlice(stack) };
  const places = placesOf(stack);
  if (places === null)
    return {
      layout: null,
      geometry: null,
      problem: inconsistentGeometry(
        'The images do not say where they lie in the patient or how far apart their pixels are.',
        {
          file: stack.frames[0].image.path,
        },
      ),
    };
  try {
    const layout = layOutStack(places.positionsMm, places.grid);
    const geometry = layout.uneven || layout.tilted ? regularGeometry(layout) : uprightGeometry(layout);
    return { layout, geometry, problem: layoutProblem(stack, layout, geometry) };
  } catch (thrown) {
    return { layout: null, geometry: null, problem: asQuadrantError(thrown) };
  }
}

/** Why the pixels cannot become grey values of a volume, seen from the headers. */
function formatProblem({ frames }: Stack): QuadrantError | null {
  const noScan = (what: string, file: string): QuadrantError =>
    noImageSeries(`The series is ${what}, not a grey-value scan.`, file);
  for (const { image } of frames) {
    const { format, path } = image;
    const known = NO_SCAN_CLASSES[image.sopClassUid];
    if (known !== undefined) return noScan(known, path);
    if (format.photometric === 'PALETTE COLOR' || format.samplesPerPixel !== 1 || format.photometric.startsWith('YBR'))
      return noScan('colour images', path);
    if (transferSyntax(image.transferSyntaxUid).codec === null)
      return unsupportedTransferSyntax(path, transferSyntax(image.transferSyntaxUid));
    const readable = format.kind === 'integer' ? [8, 16, 32] : [32, 64];
    if (!readable.includes(format.bitsAllocated)) return noScan(`images of ${format.bitsAllocated} bits a pixel`, path);
  }
  return null;
}

function singleSlice(stack: Stack): QuadrantError {
  return new QuadrantError(
    'scan.single-slice',
    'The series is a single image: there is no volume to look for teeth in.',
    'Open the folder with all slices of the scan.',
    { file: stack.frames[0].image.path },
  );
}

function layoutProblem(stack: Stack, layout: StackLayout, geometry: Geometry): QuadrantError | null {
  const { path } = stack.frames[0].image;
  if (layout.slices.length === 1) return singleSlice(stack);
  const expected = slotCount(layout);
  if (layout.missing > MAX_MISSING_SHARE * expected || layout.longestGap > MAX_MISSING_IN_A_ROW)
    return new QuadrantError(
      'scan.missing-slices',
      `${layout.missing} of ${expected} slices are missing` +
        (layout.longestGap > 1 ? `, up to ${layout.longestGap} in a row.` : '.'),
      'Copy or export the whole series again; a volume with such gaps would give wrong measurements.',
      { missing: layout.missing, expected, found: layout.slices.length, longestGap: layout.longestGap },
    );
  if (voxelCount(geometry) > MAX_VOXELS) return tooLarge(path, voxelCount(geometry), MAX_VOXELS);
  if (voxelCount(geometry) > MAX_REGRID_GROWTH * pixelCount(stack))
    return inconsistentGeometry('The slices do not lie above each other: their positions run apart.', {
      file: path,
      dims: geometry.dims.join(' × '),
    });
  return null;
}

function mixedStack(leftOut: number): Warning {
  return {
    code: 'scan.mixed-stack',
    message: `${leftOut} ${leftOut === 1 ? 'image' : 'images'} of another size or orientation in the same series were left out.`,
  };
}

/** What the reader will go on with but says; the wording is final once the pixels are read (duplicates may yet refuse). */
function stackWarnings(stack: Stack, layout: StackLayout | null): Warning[] {
  const warnings: Warning[] = [];
  const warn = (code: string, message: string): number => warnings.push({ code, message });
  if (stack.frames[0].image.assumedPlaces)
    warn(
      'scan.assumed-geometry',
      'The file gives one slice spacing but no slice positions: they were assumed evenly spaced in the order of the frames.',
    );
  if (layout === null) return warnings;
  if (layout.duplicates.length > 0) {
    const doubles = layout.duplicates.reduce((sum, group) => sum + group.length - 1, 0);
    warn('scan.duplicate-slices', `${doubles} slices came twice and were used once.`);
  }
  if (layout.missing > 0)
    warn('scan.missing-slices', `${layout.missing} of ${slotCount(layout)} slices are missing and were interpolated.`);
  if (layout.uneven)
    warn('scan.uneven-spacing', `The slices are unevenly spaced; resampled to ${layout.stepMm.toFixed(3)} mm.`);
  if (layout.tilted)
    warn('scan.tilted', `The slices are stacked at ${layout.tiltDeg.toFixed(1)}° to their normal; resampled upright.`);
  return warnings;
}

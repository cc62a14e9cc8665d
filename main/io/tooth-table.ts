/** All measurements of a case as a table, a row for each tooth. */
import { labelOf, type CaseFile, type CbctCase, type OpgCase, type ScannedTooth } from '#contract/case';
import { toothName } from '#core/fdi';
import { csvText, type CsvValue } from './csv.ts';

type Columns<Tooth> = readonly (readonly [name: string, valueOf: (tooth: Tooth) => CsvValue | undefined])[];

/**
 * Columns bear their unit; coordinates are LPS mm (x left, y back, z up), of a radiograph pixels (x right, y down), of an
 * intraoral scan mm in the space of its file.
 */
export function toothTable(caseFile: CaseFile): string {
  switch (caseFile.modality) {
    case 'cbct':
      return table(CBCT_COLUMNS, caseFile.instances);
    case 'opg':
      return table(OPG_COLUMNS, outlinesOf(caseFile));
    case 'ios':
      return table(IOS_COLUMNS, caseFile.instances);
  }
}

function table<Tooth>(columns: Columns<Tooth>, teeth: readonly Tooth[]): string {
  return csvText(
    columns.map(([name]) => name),
    teeth.map((tooth) => columns.map(([, valueOf]) => valueOf(tooth) ?? null)),
  );
}

type CbctTooth = CbctCase['instances'][number];
/** Supernumerary teeth stand under the number that suits them best. */
type Outline = OpgCase['instances'][number];

function outlinesOf({ instances, supernumerary }: OpgCase): readonly Outline[] {
  const beside = supernumerary.map(({ nearFdi, ...tooth }): Outline => ({
    ...tooth,
    fdi: nearFdi,
    type: 'supernumerary',
    runnerUpFdi: null,
  }));
  return [...instances, ...beside];
}

const XYZ = ['x', 'y', 'z'];
const XY = ['x', 'y'];

const IDENTITY: Columns<CbctTooth | Outline | ScannedTooth> = [
  ['fdi', ({ fdi }) => fdi],
  ['label', labelOf],
  ['name', ({ fdi }) => toothName(fdi)],
  ['type', ({ type }) => type ?? 'tooth'],
  ['status', ({ status }) => status ?? 'proposed'],
  ['confidence', ({ confidence }) => confidence],
  ['runner_up_fdi', ({ runnerUpFdi }) => runnerUpFdi],
];

const MEAN_GREY: Columns<CbctTooth | Outline> = [['mean_grey', ({ meanGrey }) => meanGrey]];

const REMARKS: Columns<CbctTooth | Outline | ScannedTooth> = [
  ['touches_border', ({ touchesBorder }) => touchesBorder],
  ['warnings', ({ warnings }) => warnings.map(({ message }) => message).join(' ')],
];

const CBCT_COLUMNS: Columns<CbctTooth> = [
  ...IDENTITY,
  ['voxel_count', ({ voxelCount }) => voxelCount],
  ['volume_mm3', ({ volumeMm3 }) => volumeMm3],
  ['length_mm', ({ lengthMm }) => lengthMm],
  ['crown_length_mm', ({ crownLengthMm }) => crownLengthMm],
  ['root_length_mm', ({ rootLengthMm }) => rootLengthMm],
  ['mesiodistal_mm', ({ mesiodistalMm }) => mesiodistalMm],
  ['buccolingual_mm', ({ buccolingualMm }) => buccolingualMm],
  ['tilt_deg', ({ tiltDeg }) => tiltDeg],
  ['occlusal_depth_mm', ({ occlusalDepthMm }) => occlusalDepthMm],
  ['root_tip_to_border_mm', ({ rootTipToBorderMm }) => rootTipToBorderMm],
  ['bright_share', ({ brightShare }) => brightShare],
  ['mesial_neighbour_fdi', ({ neighbours }) => neighbours?.mesial?.fdi],
  ['mesial_distance_mm', ({ neighbours }) => neighbours?.mesial?.distanceMm],
  ['distal_neighbour_fdi', ({ neighbours }) => neighbours?.distal?.fdi],
  ['distal_distance_mm', ({ neighbours }) => neighbours?.distal?.distanceMm],
  ...places<CbctTooth>(XYZ, 'centroid', 'mm', ({ centroidMm }) => centroidMm),
  ...places<CbctTooth>(XYZ, 'min', 'mm', ({ boundsMm }) => boundsMm.min),
  ...places<CbctTooth>(XYZ, 'max', 'mm', ({ boundsMm }) => boundsMm.max),
  ...places<CbctTooth>(XYZ, 'axis', null, ({ axis }) => axis),
  ...MEAN_GREY,
  ...REMARKS,
  ['hints', ({ hints }) => hints?.map(({ message }) => message).join(' ')],
];

const OPG_COLUMNS: Columns<Outline> = [
  ...IDENTITY,
  ['length_px', ({ lengthPx }) => lengthPx],
  ['width_px', ({ widthPx }) => widthPx],
  ['area_px2', ({ areaPx }) => areaPx],
  ['length_mm', ({ lengthMm }) => lengthMm],
  ['width_mm', ({ widthMm }) => widthMm],
  ...places<Outline>(XY, 'centroid', 'px', ({ centroidPx }) => centroidPx),
  ...places<Outline>(XY, 'min', 'px', ({ boundsPx }) => boundsPx.min),
  ...places<Outline>(XY, 'max', 'px', ({ boundsPx }) => boundsPx.max),
  ...places<Outline>(XY, 'axis', null, ({ axis }) => axis),
  ...MEAN_GREY,
  ...REMARKS,
];

const IOS_COLUMNS: Columns<ScannedTooth> = [
  ...IDENTITY,
  ['face_count', ({ faceCount }) => faceCount],
  ['area_mm2', ({ areaMm2 }) => areaMm2],
  ['mesiodistal_mm', ({ mesiodistalMm }) => mesiodistalMm],
  ['buccolingual_mm', ({ buccolingualMm }) => buccolingualMm],
  ['crown_height_mm', ({ crownHeightMm }) => crownHeightMm],
  ...places<ScannedTooth>(XYZ, 'centroid', 'mm', ({ centroidMm }) => centroidMm),
  ...places<ScannedTooth>(XYZ, 'min', 'mm', ({ boundsMm }) => boundsMm.min),
  ...places<ScannedTooth>(XYZ, 'max', 'mm', ({ boundsMm }) => boundsMm.max),
  ...places<ScannedTooth>(XYZ, 'axis', null, ({ axis }) => axis),
  ...REMARKS,
];

function places<Tooth extends CbctTooth | Outline | ScannedTooth>(
  letters: readonly string[],
  what: string,
  unit: 'mm' | 'px' | null,
  placeOf: (tooth: Tooth) => readonly number[],
): Columns<Tooth> {
  return letters.map((letter, axis) => [
    [what, letter, ...(unit === null ? [] : [unit])].join('_'),
    (tooth) => placeOf(tooth)[axis],
  ]);
}

/** A case under review as the checks see it. */
import { patientPoint } from './arch-frame.ts';
import {
  labelOf,
  type CaseFile,
  type OutlinedTooth,
  type ScannedTooth,
  type SupernumeraryTooth,
  type ToothInstance,
} from './case.ts';
import type { CheckedCase, CheckedTooth } from '#core/checks/checked-tooth';
import { counts } from '#core/review/review';

/** What the nets say of a tooth whose number they doubted; what else they noticed, the checks find themselves. */
export const DOUBTS: ReadonlySet<string> = new Set([
  'tooth.number-uncertain',
  'tooth.vote-overruled',
  'tooth.duplicate-resolved',
  'tooth.jaw-overruled',
  'tooth.uncertain',
]);

/** @param piecesOf how many pieces a tooth has, null while nobody has counted */
export function checkedCase(
  caseFile: CaseFile,
  missing: readonly number[],
  piecesOf: (tooth: ToothInstance) => number | null,
): CheckedCase {
  switch (caseFile.modality) {
    case 'cbct':
      return {
        kind: 'cbct',
        missing,
        teeth: caseFile.instances.filter(belongs).map((tooth): CheckedTooth => {
          const { volumeMm3, lengthMm, mesiodistalMm, hints = [] } = tooth;
          return {
            ...common(tooth),
            centre: tooth.centroidMm,
            sizes: { volumeMm3, lengthMm, mesiodistalMm },
            impacted: hints.some(({ code }) => code === 'tooth.possibly-impacted'),
            pieces: piecesOf(tooth),
          };
        }),
      };
    case 'opg':
      return {
        kind: 'opg',
        missing,
        teeth: [
          ...caseFile.instances.filter(belongs).map((tooth) => ({ ...common(tooth), ...outlined(tooth) })),
          ...caseFile.supernumerary.map((tooth): CheckedTooth => ({
            ...common({ ...tooth, fdi: tooth.nearFdi, runnerUpFdi: null, type: 'supernumerary' }),
            ...outlined(tooth),
          })),
        ],
      };
    case 'ios':
      return {
        kind: 'ios',
        missing,
        teeth: caseFile.instances.filter(belongs).map((tooth): CheckedTooth => ({
          ...common(tooth),
          centre: patientPoint(caseFile, tooth.centroidMm),
          // Of a crown's height and area alone nothing follows: the gums cover more or less of it.
          sizes: { volumeMm3: null, lengthMm: null, mesiodistalMm: tooth.mesiodistalMm },
          impacted: false,
          pieces: null,
        })),
      };
  }
}

function belongs({ type = 'tooth', status }: CaseFile['instances'][number]): boolean {
  return counts({ decision: status === 'rejected' ? 'rejected' : 'proposed', type });
}

function common(
  tooth: Pick<
    ToothInstance | OutlinedTooth | ScannedTooth,
    'fdi' | 'label' | 'type' | 'status' | 'confidence' | 'runnerUpFdi' | 'touchesBorder' | 'warnings'
  >,
) {
  const { fdi, type = 'tooth', status = 'proposed', confidence, runnerUpFdi, touchesBorder, warnings } = tooth;
  const doubted = warnings.some(({ code }) => DOUBTS.has(code));
  return { label: labelOf(tooth), fdi, type, status, confidence, runnerUpFdi, touchesBorder, doubted };
}

/** Lengths in pixels serve as well: only their ratios are compared. */
function outlined({ centroidPx: [x, y], lengthPx, widthPx, polygons }: OutlinedTooth | SupernumeraryTooth) {
  return {
    centre: [x, y, 0],
    sizes: { volumeMm3: null, lengthMm: lengthPx, mesiodistalMm: widthPx },
    impacted: false,
    pieces: polygons.length,
  } as const;
}

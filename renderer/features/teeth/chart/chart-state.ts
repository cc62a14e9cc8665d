/** What the chart says about each tooth of a case. */
import { labelOf, type CaseFile, type ToothInstance } from '#contract/case';
import { DOUBTFUL_BELOW } from '../../../viewer/doubtful.ts';

export const TOOTH_STATES = ['present', 'missing', 'impacted'] as const;
/** What a tooth is drawn as. */
export type ToothState = (typeof TOOTH_STATES)[number];

export const TOOTH_MARKS = ['restored', 'doubtful', 'edited'] as const;
/** What is drawn on it besides. */
export type ToothMark = (typeof TOOTH_MARKS)[number];

export interface ChartTooth {
  /** Of its tooth; null when it is missing. */
  readonly label: number | null;
  readonly fdi: number;
  readonly state: ToothState;
  readonly marks: readonly ToothMark[];
  /** null when it is missing. */
  readonly confidence: number | null;
}

/** The numbered teeth of a case, by FDI; what is not among them is missing. */
export function chartTeeth(caseFile: CaseFile): ReadonlyMap<number, ChartTooth> {
  const hints = (tooth: { readonly hints?: ToothInstance['hints'] }): readonly string[] =>
    (tooth.hints ?? []).map(({ code }) => code);
  return new Map(
    caseFile.instances.filter(isAtPlace).map((tooth: CaseFile['instances'][number]) => {
      const codes = 'hints' in tooth ? hints(tooth) : [];
      const marks: ToothMark[] = [];
      if (codes.includes('tooth.possibly-restored')) marks.push('restored');
      if (tooth.confidence < DOUBTFUL_BELOW && (tooth.status ?? 'proposed') === 'proposed') marks.push('doubtful');
      if (tooth.status === 'edited') marks.push('edited');
      const state = codes.includes('tooth.possibly-impacted') ? 'impacted' : 'present';
      return [tooth.fdi, { label: labelOf(tooth), fdi: tooth.fdi, state, marks, confidence: tooth.confidence }];
    }),
  );
}

/** Whether a tooth takes the place of its number. */
function isAtPlace({ type = 'tooth', status }: CaseFile['instances'][number]): boolean {
  return status !== 'rejected' && type !== 'not-a-tooth' && type !== 'supernumerary';
}

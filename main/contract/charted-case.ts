/** What the chart says about each tooth of a case. */
import { FIRST_SUPERNUMERARY, labelOf, type CaseFile, type ToothInstance } from './case.ts';
import type { Beside, ToothMark, ToothState } from '#core/chart/tooth-state';
import { DOUBTFUL_BELOW } from '#core/doubtful';
import type { ToothStatus, ToothType } from '#core/review/action';
import { counts } from '#core/review/review';

export interface ChartTooth {
  /** Of its tooth; null when it is missing. */
  readonly label: number | null;
  /** Further teeth with the same number. */
  readonly others: readonly number[];
  readonly fdi: number;
  readonly state: ToothState;
  readonly marks: readonly ToothMark[];
  /** null when it is missing. */
  readonly confidence: number | null;
}

type Tooth = CaseFile['instances'][number];

/** The numbered teeth of a case, by FDI; what is not among them is missing. */
export function chartTeeth(caseFile: CaseFile): ReadonlyMap<number, ChartTooth> {
  const teeth = new Map<number, ChartTooth>();
  const placed: readonly Tooth[] = caseFile.instances.filter(isAtPlace);
  for (const tooth of placed) {
    const first = teeth.get(tooth.fdi);
    teeth.set(tooth.fdi, first === undefined ? chartTooth(tooth) : withAnother(first, labelOf(tooth)));
  }
  return teeth;
}

function chartTooth(tooth: Tooth): ChartTooth {
  const { fdi, confidence, status = 'proposed' } = tooth;
  const codes = 'hints' in tooth ? hintCodes(tooth) : [];
  const marks: ToothMark[] = [];
  if (codes.includes('tooth.possibly-restored')) marks.push('restored');
  if (confidence < DOUBTFUL_BELOW && status === 'proposed') marks.push('doubtful');
  if (status === 'edited' || status === 'accepted') marks.push(status);
  return { label: labelOf(tooth), others: [], fdi, state: stateOf(tooth, codes), marks, confidence };
}

function withAnother(tooth: ChartTooth, label: number): ChartTooth {
  const marks = tooth.marks.includes('double') ? tooth.marks : [...tooth.marks, 'double' as const];
  return { ...tooth, others: [...tooth.others, label], marks };
}

function hintCodes({ hints = [] }: { readonly hints?: ToothInstance['hints'] }): readonly string[] {
  return hints.map(({ code }) => code);
}

function stateOf({ type }: Tooth, hints: readonly string[]): ToothState {
  if (type === 'implant' || type === 'pontic' || type === 'remnant') return type;
  return hints.includes('tooth.possibly-impacted') ? 'impacted' : 'present';
}

/** Whether a tooth takes the place of its number. */
function isAtPlace(tooth: Tooth): boolean {
  return whyBeside(tooth) === null;
}

export interface BesideTooth {
  readonly label: number;
  /** The number that it bears, or the place that it is near. */
  readonly fdi: number;
  readonly why: Beside;
}

/** The teeth that take no place in the chart: supernumerary ones first, then what does not count. */
export function teethBeside(caseFile: CaseFile): readonly BesideTooth[] {
  const beside: BesideTooth[] = [];
  for (const tooth of caseFile.instances) {
    const why = whyBeside(tooth);
    if (why !== null) beside.push({ label: labelOf(tooth), fdi: tooth.fdi, why });
  }
  for (const { label, nearFdi } of caseFile.modality === 'opg' ? caseFile.supernumerary : []) {
    beside.push({ label, fdi: nearFdi, why: 'supernumerary' });
  }
  const rank = ({ why, label }: BesideTooth): number =>
    (why === 'supernumerary' ? 0 : 1000) + (label >= FIRST_SUPERNUMERARY ? label - FIRST_SUPERNUMERARY : label);
  return beside.toSorted((a, b) => rank(a) - rank(b));
}

interface Decided {
  readonly type?: ToothType | undefined;
  readonly status?: ToothStatus | undefined;
}

function whyBeside({ type = 'tooth', status }: Decided): Beside | null {
  if (status === 'rejected') return 'rejected';
  if (!counts({ decision: 'proposed', type })) return 'not-a-tooth';
  return type === 'supernumerary' ? 'supernumerary' : null;
}

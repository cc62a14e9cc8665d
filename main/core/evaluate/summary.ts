/** Figures over many cases: means, one row per tooth and per kind of tooth, groups of scans, the worst cases. */
import { isDeciduous, isFdi, jawOf, positionOf, type Jaw } from '../fdi.ts';
import { meanOf, meanOverlap, type OverlapScore, type Score, type ToothScore } from './score.ts';

export interface CaseScore extends Score {
  readonly name: string;
}

/** Means over the cases in which there is something to score; null when there is none. */
export type MeanScore = Pick<Score, 'image' | 'instance' | 'identification'>;

export const TOOTH_KINDS = ['incisor', 'canine', 'premolar', 'molar', 'third molar', 'deciduous'] as const;
export type ToothKind = (typeof TOOTH_KINDS)[number];

/** What became of all true teeth of one kind or number, over all cases. */
export interface TeethScore {
  readonly teeth: number; // in the truth
  readonly found: number; // of these, with the right number and IoU > 0.5
  readonly extra: number; // predicted in a case whose truth does not have that number
  readonly mean: OverlapScore | null; // over the true teeth, a missed one counted as 0
  readonly dscOfFound: number | null; // over the found ones only: how good outlines are, whatever the numbers
}

export interface KindScore extends TeethScore {
  readonly kind: ToothKind;
  readonly jaw: Jaw;
}

export interface NumberScore extends TeethScore {
  readonly fdi: number;
}

export interface GroupScore {
  readonly group: string;
  readonly cases: number;
  readonly mean: MeanScore;
  readonly kinds: readonly KindScore[];
}

export interface EvaluationSummary {
  readonly mean: MeanScore;
  readonly kinds: readonly KindScore[]; // in the order of TOOTH_KINDS, upper first; those that occur
  readonly teeth: readonly NumberScore[]; // ascending FDI; those that occur
  readonly groups: readonly GroupScore[]; // by name; one when no name has a prefix
  readonly worst: readonly string[]; // names of up to ten cases, the lowest instance Dice first
}

const WORST_CASES = 10;

/** Sums up scores, each first rounded to four digits as the STS challenge does. */
export function summarize(cases: readonly CaseScore[]): EvaluationSummary {
  const groups = Map.groupBy(cases, ({ name }) => groupOf(name));
  return {
    mean: meanScore(cases),
    kinds: kindScores(cases),
    teeth: numberScores(cases),
    groups: [...groups]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([group, members]) => ({
        group,
        cases: members.length,
        mean: meanScore(members),
        kinds: kindScores(members),
      })),
    worst: worstCases(cases).map(({ name }) => name),
  };
}

/** The group a case's name tells: the text before the first "-" that digits follow, as in shift-96050. */
export function groupOf(name: string): string {
  return /^(.+?)-\d/.exec(name)?.[1] ?? 'standard';
}

export function kindOf(fdi: number): ToothKind {
  if (isDeciduous(fdi)) return 'deciduous';
  const position = positionOf(fdi);
  if (position <= 2) return 'incisor';
  if (position === 3) return 'canine';
  if (position <= 5) return 'premolar';
  return position <= 7 ? 'molar' : 'third molar';
}

/** A score with four digits. */
export function roundScore(score: Score): Score {
  return {
    image: roundOverlap(score.image),
    instance: roundOverlap(score.instance),
    identification: roundOrNull(score.identification),
    perTooth: score.perTooth.map((tooth) => ({ ...tooth, ...roundOverlap(tooth) })),
    extra: score.extra,
  };
}

function meanScore(cases: readonly Score[]): MeanScore {
  return {
    image: roundOverlap(meanOverlap(cases.flatMap(({ image }) => image ?? []))),
    instance: roundOverlap(meanOverlap(cases.flatMap(({ instance }) => instance ?? []))),
    identification: roundOrNull(meanOf(cases.flatMap(({ identification }) => identification ?? []))),
  };
}

function kindScores(cases: readonly Score[]): KindScore[] {
  return TOOTH_KINDS.flatMap((kind) =>
    (['upper', 'lower'] as const).flatMap((jaw) => {
      const score = teethScore(cases, (fdi) => isFdi(fdi) && kindOf(fdi) === kind && jawOf(fdi) === jaw);
      return score === null ? [] : [{ kind, jaw, ...score }];
    }),
  );
}

function numberScores(cases: readonly Score[]): NumberScore[] {
  return Array.from({ length: 256 }, (_, fdi) => fdi).flatMap((fdi) => {
    const score = isFdi(fdi) ? teethScore(cases, (other) => other === fdi) : null;
    return score === null ? [] : [{ fdi, ...score }];
  });
}

function teethScore(cases: readonly Score[], belongs: (fdi: number) => boolean): TeethScore | null {
  const teeth: readonly ToothScore[] = cases.flatMap(({ perTooth }) => perTooth.filter(({ fdi }) => belongs(fdi)));
  const extra = cases.flatMap((score) => score.extra.filter(belongs)).length;
  if (teeth.length === 0 && extra === 0) return null;
  const found = teeth.filter((tooth) => tooth.found);
  return {
    teeth: teeth.length,
    found: found.length,
    extra,
    mean: roundOverlap(meanOverlap(teeth)),
    dscOfFound: roundOrNull(meanOf(found.map(({ dsc }) => dsc))),
  };
}

function worstCases(cases: readonly CaseScore[]): CaseScore[] {
  const marks = ({ instance, identification }: Score): readonly [number, number] => [
    instance?.dsc ?? Infinity,
    identification ?? Infinity,
  ];
  return cases
    .filter(({ instance }) => instance !== null)
    .toSorted((a, b) => marks(a)[0] - marks(b)[0] || marks(a)[1] - marks(b)[1])
    .slice(0, WORST_CASES);
}

function roundOverlap<Scores extends OverlapScore | null>(score: Scores): OverlapScore | Extract<Scores, null>;
function roundOverlap(score: OverlapScore | null): OverlapScore | null {
  if (score === null) return null;
  const { dsc, iou, nsd2vox, nsd1mm } = score;
  return { dsc: fourDigits(dsc), iou: fourDigits(iou), nsd2vox: fourDigits(nsd2vox), nsd1mm: roundOrNull(nsd1mm) };
}

function roundOrNull(value: number | null): number | null {
  return value === null ? null : fourDigits(value);
}

function fourDigits(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

/**
 * Which number each tooth candidate gets: jaw, then side and place along the arch, for all candidates at once, because
 * outlines are easy and numbers are hard.
 */
import { fitArch, type ArchFit, type ArchTooth } from './arch-fit.ts';
import { decideJaws } from './decide-jaws.ts';
import { DECIDUOUS_FDI, mirrored, positionOf, predecessorOf, successorOf, type Jaw } from '../fdi.ts';
import type { Finding } from '../finding.ts';
import type { ToothCandidate } from './instances.ts';
import { planJaw, UNNUMBERED, type JawPlan } from './jaw-plan.ts';
import { ARCH_ORDER, ARCH_TEMPLATE, typicalVolumeMm3, volumeScaleOf } from '../teeth/tooth-norms.ts';

export interface NumberedTooth {
  readonly fdi: number;
  readonly candidate: ToothCandidate;
  readonly confidence: number; // 0…1: the network's mean confidence × the share this number has against the next best plan
  readonly runnerUpFdi: number | null;
  readonly warnings: readonly Finding[];
}

export interface Numbering {
  readonly teeth: readonly NumberedTooth[]; // ascending FDI, each number once
  readonly unnumbered: readonly ToothCandidate[]; // left out on purpose: a wrong number is worse than none
  readonly warnings: readonly Finding[];
}

/** Cost difference to the next best plan below which a person should look; costs are negative log probabilities. */
const UNCERTAIN_MARGIN = 2;
/** Times the expected volume from which a tooth may be two. */
const LARGE_VOLUME = 1.8;
/** Median volume against the usual one, up or down, from which the spacing is doubted. */
const ODD_SCALE = 1.7;

/**
 * Numbers tooth candidates (patient's right = smaller x, world LPS). Each gets an FDI code of its own jaw, permanent or
 * deciduous by its votes, or none; either dentition is in strictly ascending order along the arch.
 */
export function numberTeeth(candidates: readonly ToothCandidate[]): Numbering {
  const warnings: Finding[] = [];
  const jaws = decideJaws(candidates, warnings);
  const teeth = candidates.map((candidate, n) => archTooth(candidate, jaws[n].jaw, false));
  const asVoted = fitArch(teeth);
  const swapped = sidesLookMirrored(teeth, asVoted);
  if (swapped) {
    warnings.push({
      code: 'case.sides-mirrored',
      message:
        'The network put right teeth on the left. They were numbered by where they lie, with the patient’s right at smaller x; check that the scan is not mirrored.',
    });
  }
  const placed = swapped ? candidates.map((candidate, n) => archTooth(candidate, jaws[n].jaw, true)) : teeth;
  const fit = swapped ? fitArch(placed) : asVoted;

  const numbered: NumberedTooth[] = [];
  const unnumbered = candidates.filter((_, n) => jaws[n].outOfReach);
  for (const jaw of ['upper', 'lower'] as const) {
    for (const dentition of [PERMANENT, DECIDUOUS]) {
      const members = candidates.flatMap((candidate, n) =>
        jaws[n].jaw === jaw && !jaws[n].outOfReach && dentitionOf(candidate) === dentition
          ? [{ candidate, tooth: placed[n], overruled: jaws[n].overruled }]
          : [],
      );
      const plan = planJaw(
        jaw,
        members.map(({ tooth }) => tooth),
        fit,
        members.map(({ candidate }) => candidate.volumeMm3),
        dentition.positions,
      );
      members.forEach(({ candidate, overruled }, n) => {
        const place = plan.places[n];
        if (place === UNNUMBERED) unnumbered.push(candidate);
        else numbered.push(describeTooth({ jaw, dentition, candidate, plan, n, overruled, swapped }));
      });
    }
  }
  numbered.sort((a, b) => a.fdi - b.fdi);
  for (const candidate of unnumbered) warnings.push(unnumberedWarning(candidate));
  return { teeth: withSizeWarnings(withSequenceWarnings(numbered, fit), warnings), unnumbered, warnings };
}

/** Distance of neighbouring numbers, against the usual one, from which there is room for a tooth between them. */
const WIDE_GAP = 1.6;
/** The same from which no tooth fits between numbers that are not neighbours. */
const CLOSED_GAP = 0.6;

/** Numbers that skip a place without a gap, or follow each other across one, may all be off by one. */
function withSequenceWarnings(teeth: readonly NumberedTooth[], fit: ArchFit): NumberedTooth[] {
  const warnings = new Map<number, Finding>();
  for (const jaw of ['upper', 'lower'] as const) {
    const order = ARCH_ORDER[jaw];
    const row = teeth
      .filter(({ fdi }) => order.includes(fdi))
      .map(({ fdi, candidate }) => ({ fdi, place: order.indexOf(fdi), centre: candidate.centroidMm }))
      .sort((a, b) => a.place - b.place);
    for (let n = 1; n < row.length; n++) {
      const [a, b] = [row[n - 1], row[n]];
      const [[ax, ay], [bx, by]] = [ARCH_TEMPLATE[jaw][a.place], ARCH_TEMPLATE[jaw][b.place]];
      const usual = fit.scale * Math.hypot(ax - bx, ay - by);
      const found = Math.hypot(a.centre[0] - b.centre[0], a.centre[1] - b.centre[1]);
      const skips = b.place - a.place > 1;
      if (skips ? found >= CLOSED_GAP * usual : found <= WIDE_GAP * usual) continue;
      const what = skips ? 'stand side by side' : 'have room for a tooth between them';
      const message = `${a.fdi} and ${b.fdi} ${what} (centres ${found.toFixed(0)} mm apart, usually ${usual.toFixed(0)}): numbers on one side of them may be off by one.`;
      warnings.set(positionOf(a.fdi) > positionOf(b.fdi) ? a.fdi : b.fdi, { code: 'tooth.sequence-jump', message });
    }
  }
  return teeth.map((tooth) => {
    const warning = warnings.get(tooth.fdi);
    return warning === undefined ? tooth : { ...tooth, warnings: [...tooth.warnings, warning] };
  });
}

/** Against the patient's own teeth, a tooth is too large; against the usual volume, all of them are. */
function withSizeWarnings(teeth: readonly NumberedTooth[], caseWarnings: Finding[]): NumberedTooth[] {
  const scale = volumeScaleOf(teeth.map(({ fdi, candidate }) => ({ fdi, volumeMm3: candidate.volumeMm3 })));
  if (scale > ODD_SCALE || scale < 1 / ODD_SCALE) {
    caseWarnings.push({
      code: 'case.unusual-scale',
      message: `The teeth of this scan have about ${scale.toFixed(1)} times the usual volume. If its voxel spacing is wrong, every length in mm is wrong too: check it.`,
    });
  }
  return teeth.map((tooth) => {
    const usual = Math.round(scale * typicalVolumeMm3(tooth.fdi));
    if (tooth.candidate.volumeMm3 <= LARGE_VOLUME * usual) return tooth;
    const found = Math.round(tooth.candidate.volumeMm3);
    const message = `${found} mm³ is large for a ${tooth.fdi} beside this patient’s other teeth (expected about ${usual}); it may hold two teeth.`;
    return { ...tooth, warnings: [...tooth.warnings, { code: 'tooth.volume-large', message }] };
  });
}

/** One of the two sets of teeth that a jaw may hold, each numbered for itself. */
interface Dentition {
  readonly positions: 5 | 8;
  readonly fdiAt: (jaw: Jaw, place: number) => number;
}

const PERMANENT: Dentition = { positions: 8, fdiAt: (jaw, place) => ARCH_ORDER[jaw][place] };
const DECIDUOUS: Dentition = { positions: 5, fdiAt: (jaw, place) => ARCH_ORDER[jaw][place] + 40 };
/** A share of deciduous votes from here to 1 − here leaves the dentition in doubt. */
const DENTITION_DOUBT = 0.3;

function deciduousShare({ votes }: ToothCandidate): number {
  return DECIDUOUS_FDI.reduce((sum, fdi) => sum + votes[fdi], 0);
}

function dentitionOf(candidate: ToothCandidate): Dentition {
  return deciduousShare(candidate) > 0.5 ? DECIDUOUS : PERMANENT;
}

function archTooth(candidate: ToothCandidate, jaw: Jaw, swapSides: boolean): ArchTooth {
  const votes = jawVotes(candidate, jaw, swapSides);
  const strongest = votes.reduce((a, b) => Math.max(a, b), 0);
  return { jaw, point: [candidate.centroidMm[0], candidate.centroidMm[1]], votes, weight: Math.max(0.01, strongest) };
}

/**
 * Votes for the 16 places of a jaw in ARCH_ORDER, adding up to 1; a deciduous tooth stands in its successor's place, and
 * a vote for the other jaw counts for the antagonist.
 */
function jawVotes(candidate: ToothCandidate, jaw: Jaw, swapSides: boolean): Float64Array {
  const votes = candidate.votes.map((share, fdi) => share + (fdi < 50 ? (candidate.votes[fdi + 40] ?? 0) : 0));
  const own = ARCH_ORDER[jaw];
  const other = ARCH_ORDER[jaw === 'upper' ? 'lower' : 'upper'];
  const ownTotal = own.reduce((sum, fdi) => sum + votes[fdi], 0);
  const otherShare = ownTotal < 0.1 ? 1 : 0; // only when the jaw was decided against the votes
  const result = Float64Array.from(own, (fdi, n) => {
    const [a, b] = swapSides ? [mirrored(fdi), mirrored(other[n])] : [fdi, other[n]];
    return votes[a] + otherShare * votes[b];
  });
  const total = result.reduce((a, b) => a + b, 0);
  return total > 0 ? result.map((value) => value / total) : result.fill(1 / 16);
}

/** Whether the votes fit the teeth clearly better with left and right exchanged. */
function sidesLookMirrored(teeth: readonly ArchTooth[], asVoted: ArchFit): boolean {
  if (teeth.length < 6) return false;
  return fitArch(teeth, true).residualMm < 0.5 * asVoted.residualMm;
}

interface PlacedTooth {
  readonly jaw: Jaw;
  readonly dentition: Dentition;
  readonly candidate: ToothCandidate;
  readonly plan: JawPlan;
  readonly n: number; // which of the plan's candidates
  readonly overruled: boolean; // its jaw was decided against its votes
  readonly swapped: boolean; // left and right of all votes were exchanged
}

function describeTooth({ jaw, dentition, candidate, plan, n, overruled, swapped }: PlacedTooth): NumberedTooth {
  const fdi = dentition.fdiAt(jaw, plan.places[n]);
  const margin = plan.margins[n];
  const warnings: Finding[] = [];
  const voted = topVote(candidate);
  const rival = plan.rivals[n] === UNNUMBERED ? null : dentition.fdiAt(jaw, plan.rivals[n]);
  if (overruled) {
    warnings.push({
      code: 'tooth.jaw-overruled',
      message: `The network called this tooth ${voted}, but it stands in the ${jaw} row; it is numbered ${fdi}.`,
    });
  } else if (voted !== fdi && !(swapped && mirrored(voted) === fdi)) {
    const duplicate = plan.places.some((other, m) => m !== n && dentition.fdiAt(jaw, other) === voted);
    warnings.push(
      duplicate
        ? {
            code: 'tooth.duplicate-resolved',
            message: `Two teeth looked like ${voted}; by its place this one is ${fdi}.`,
          }
        : {
            code: 'tooth.vote-overruled',
            message: `The network called this tooth ${voted}; its neighbours make it ${fdi}.`,
          },
    );
  }
  const deciduous = deciduousShare(candidate);
  const inDoubt = deciduous > DENTITION_DOUBT && deciduous < 1 - DENTITION_DOUBT;
  const other = dentition === DECIDUOUS ? successorOf(fdi) : predecessorOf(fdi);
  const runnerUp = inDoubt && other !== null ? other : rival;
  if (margin < UNCERTAIN_MARGIN || (inDoubt && other !== null)) {
    warnings.push({
      code: 'tooth.number-uncertain',
      message: `The number ${fdi} is uncertain${runnerUp === null ? '' : `; it could be ${runnerUp}`}. Please review.`,
    });
  }
  return {
    fdi,
    candidate,
    confidence: candidate.meanConfidence / (1 + Math.exp(-margin)),
    runnerUpFdi: runnerUp ?? secondVote(candidate, fdi),
    warnings,
  };
}

function topVote({ votes }: ToothCandidate): number {
  return votes.reduce((best, share, fdi) => (share > votes[best] ? fdi : best), 0);
}

/** The number with the most votes after the given one, if it has at least a twentieth of them. */
function secondVote({ votes }: ToothCandidate, fdi: number): number | null {
  const second = votes.reduce((best, share, code) => (code !== fdi && share > votes[best] ? code : best), 0);
  return votes[second] >= 0.05 ? second : null;
}

function unnumberedWarning(candidate: ToothCandidate): Finding {
  const where = candidate.centroidMm.map((value) => value.toFixed(0)).join(', ');
  return {
    code: 'case.tooth-unnumbered',
    message: `A piece of ${Math.round(candidate.volumeMm3)} mm³ at (${where}) mm that looks like ${topVote(candidate)} fits no free number and was left out.`,
  };
}

/** What a restless person might do next to a case: every kind of action that makes sense there. */
import { NO_ANNOTATIONS } from '#contract/annotations';
import { patchToText, type Action, type CaseReview } from '#contract/review';
import { DECIDUOUS_FDI, PERMANENT_FDI } from '#core/fdi';
import { DECISIONS, MISSING_REASONS, RESHAPE_TOOLS, TOOTH_TYPES, type ReshapeTool } from '#core/review/action';
import { labelsTouchedBy, patchBetween } from '#core/review/label-patch';
import { freeLabel } from '#core/review/review';
import type { LabelMap } from '#core/volume';

type Random = () => number;
const ALL_FDI = [...PERMANENT_FDI, ...DECIDUOUS_FDI];

export function randomAction(review: CaseReview, labels: LabelMap, random: Random): Action {
  if (review.signed !== null) return { kind: 'reopen' };
  const dice = random();
  const last = review.done.at(-1);
  const next = review.undone.at(-1);
  if (dice < 0.2 && last !== undefined) return { kind: 'undo', of: last.entry.seq };
  if (dice < 0.35 && next !== undefined) return { kind: 'redo', of: next.entry.seq };
  if (dice < 0.38) return { kind: 'sign' };
  if (dice < 0.65) return reshape(review, labels, random);
  return changeOfTables(review, random);
}

function changeOfTables(review: CaseReview, random: Random): Action {
  const label = oneOf([...review.now.teeth.keys()], random);
  const fdi = oneOf(ALL_FDI, random);
  switch (Math.floor(random() * 5)) {
    case 0:
      return { kind: 'identify', tool: 'number', teeth: [{ label, fdi, type: oneOf(TOOTH_TYPES, random) }] };
    case 1:
      return { kind: 'decide', decision: oneOf(DECISIONS, random), labels: [label] };
    case 2:
      return { kind: 'missing', fdi, reason: oneOf([...MISSING_REASONS, null], random) };
    case 3:
      return { kind: 'settle', findings: [`finding:${label}`], settled: random() < 0.5 };
    default:
      return { kind: 'draw', drawn: { ...NO_ANNOTATIONS, measurements: [randomDistance(random)] } };
  }
}

function randomDistance(random: Random) {
  const point = () => [random() * 10, random() * 10, random() * 10] as const;
  return {
    id: `m${Math.floor(random() * 1e6)}`,
    name: 'Strecke',
    kind: 'distance' as const,
    pointsMm: [point(), point()],
    surface: { kind: 'plane' as const, normal: [0, 0, 1] as const, up: [0, 1, 0] as const },
  };
}

/** A box of voxels given to another label, an old one, a new one or the background. */
function reshape({ now }: CaseReview, { geometry, data }: LabelMap, random: Random): Action {
  const known = [...now.teeth.keys()];
  const splits = known.length < 40 && random() < 0.2;
  const to = splits ? freeLabelOf(known) : oneOf([0, ...known], random);
  const [ni, nj, nk] = geometry.dims;
  const at = [ni, nj, nk].map((size) => Math.floor(random() * (size - 5)));
  const after = data.slice();
  for (let k = at[2]; k < at[2] + 5; k++) {
    for (let j = at[1]; j < at[1] + 5; j++) {
      const start = at[0] + ni * (j + nj * k);
      after.fill(to, start, start + 1 + Math.floor(random() * 5));
    }
  }
  const patch = patchBetween(data, after);
  const tool: ReshapeTool = splits ? 'split' : oneOf(RESHAPE_TOOLS, random);
  return {
    kind: 'reshape',
    tool,
    patch: patchToText(patch),
    touched: [...labelsTouchedBy(patch)],
    made: splits ? [{ label: to, fdi: oneOf(ALL_FDI, random), type: 'tooth' }] : [],
  };

  function freeLabelOf(taken: readonly number[]): number {
    return freeLabel({ now, done: [], undone: [], seq: 0, signed: null }, taken);
  }
}

function oneOf<T>(values: readonly T[], random: Random): T {
  return values[Math.floor(random() * values.length)];
}

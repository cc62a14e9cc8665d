/** Dentitions as the checks see them, built from the arch phantom; and the steps of a person on them. */
import { isDeciduous, jawOf, predecessorOf } from '#core/fdi';
import type { StepAction } from '#core/review/action';
import { checkCase } from '#core/checks/check-case';
import type { CheckedCase, CheckedTooth, CheckFinding } from '#core/checks/checked-tooth';
import { usualPlace } from '#core/panoramic/arch-places';
import { usualRange } from '#core/teeth/tooth-sizes';
import { dentition, type DentitionOptions, type PhantomTooth } from '../arch-phantom.ts';

const PLAIN = {
  type: 'tooth',
  status: 'proposed',
  confidence: 0.9,
  runnerUpFdi: null,
  touchesBorder: false,
  impacted: false,
  doubted: false,
  pieces: 1,
} as const;

/** A phantom tooth as it would be measured. */
export function checkedTooth({ fdi, centreMm, radiiMm: [along, across, up] }: PhantomTooth): CheckedTooth {
  return {
    ...PLAIN,
    label: fdi,
    fdi,
    centre: centreMm,
    sizes: { volumeMm3: 4 * along * across * up * 0.6, lengthMm: 2 * up, mesiodistalMm: 2 * along },
  };
}

export function scanOf(options: DentitionOptions = {}): CheckedCase {
  return { kind: 'cbct', teeth: dentition(options).map(checkedTooth), missing: [] };
}

/** Milk teeth in the front and at the sides, first molars through, premolars and canines on their way above and below. */
export function mixedScan(): CheckedCase {
  const teeth = dentition({ missing: [17, 18, 27, 28, 37, 38, 47, 48] }).flatMap((tooth): CheckedTooth[] => {
    const permanent = checkedTooth(tooth);
    const milk = predecessorOf(tooth.fdi);
    if (milk === null || tooth.fdi % 10 <= 2) return [permanent];
    const [x, y, z] = tooth.centreMm;
    const deeper = jawOf(tooth.fdi) === 'upper' ? 9 : -9;
    const { volumeMm3, lengthMm, mesiodistalMm } = permanent.sizes;
    return [
      { ...permanent, centre: [x, y, z + deeper], impacted: true },
      {
        ...permanent,
        label: milk,
        fdi: milk,
        sizes: {
          volumeMm3: (volumeMm3 ?? 0) / 2,
          lengthMm: (lengthMm ?? 0) * 0.7,
          mesiodistalMm: (mesiodistalMm ?? 0) * 1.05,
        },
      },
    ];
  });
  return { kind: 'cbct', teeth, missing: [] };
}

/** A panoramic radiograph that is enlarged, shifted and a little turned; pixels. */
export function pictureOf(codes: readonly number[]): CheckedCase {
  const teeth = codes.map((fdi): CheckedTooth => {
    const [u, v] = usualPlace(fdi);
    return {
      ...PLAIN,
      label: fdi,
      fdi,
      centre: [1000 + 700 * u - 40 * v, 560 + 820 * v + 25 * u, 0],
      sizes: {
        volumeMm3: null,
        lengthMm: 11 * usualRange(fdi, 'lengthMm').mean,
        mesiodistalMm: 13 * usualRange(fdi, 'mesiodistalMm').mean,
      },
    };
  });
  return { kind: 'opg', teeth, missing: [] };
}

/** Gives teeth other numbers, by label. */
export function renumbered(checked: CheckedCase, numbers: Readonly<Record<number, number>>): CheckedCase {
  return {
    ...checked,
    teeth: checked.teeth.map((tooth) => ({ ...tooth, fdi: numbers[tooth.label] ?? tooth.fdi })),
  };
}

export function changed(checked: CheckedCase, label: number, change: Partial<CheckedTooth>): CheckedCase {
  return { ...checked, teeth: checked.teeth.map((tooth) => (tooth.label === label ? { ...tooth, ...change } : tooth)) };
}

export function afterStep(checked: CheckedCase, step: StepAction<never>): CheckedCase {
  switch (step.kind) {
    case 'identify':
      return step.teeth.reduce((now, { label, fdi, type }) => changed(now, label, { fdi, type }), checked);
    case 'missing':
      return { ...checked, missing: checked.missing.filter((fdi) => fdi !== step.fdi || step.reason !== null) };
    default:
      throw new Error(`No check proposes ${step.kind}`);
  }
}

/** Takes the first fix that is offered again and again; how many steps it took, and where it led. */
export function fixed(checked: CheckedCase): { readonly steps: number; readonly after: CheckedCase } {
  let [after, steps] = [checked, 0];
  for (; steps < 5; steps++) {
    const fix = checkCase(after).find((finding) => finding.fix !== null)?.fix ?? null;
    if (fix === null) break;
    after = afterStep(after, fix);
  }
  return { steps, after };
}

export function numbersOf({ teeth }: CheckedCase): ReadonlyMap<number, number> {
  return new Map(teeth.map(({ label, fdi }) => [label, fdi]));
}

export const codesOf = (findings: readonly CheckFinding[]): readonly string[] => findings.map(({ code }) => code);

export const permanentOnly = ({ teeth }: CheckedCase): readonly number[] =>
  teeth.flatMap(({ fdi }) => (isDeciduous(fdi) ? [] : [fdi]));

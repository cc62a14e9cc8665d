/** Whether a picture looks like an upright panoramic radiograph that shows both arches: from the teeth found in it. */
import type { Finding } from '../finding.ts';
import { usualPlace, type ArchFit } from './arch-places.ts';
import type { Vec2 } from './mask-outline.ts';
import type { RadiographNumbering } from './number-radiograph.ts';

/** How much speaks for teeth in this picture: the sum over its numbered teeth. */
function evidenceOf({ teeth }: RadiographNumbering): number {
  return teeth.reduce((sum, { evidence }) => sum + evidence, 0);
}

/**
 * Many teeth, most of them sure: such a picture need not be looked at upside down. Seen on 30 validation pictures of
 * UFBA-425: a mean evidence of 0.3 … 0.5 upright, 0.2 … 0.35 upside down.
 */
export function isPlainlyUpright(numbering: RadiographNumbering): boolean {
  const { length } = numbering.teeth;
  return length >= PLAINLY_MANY && evidenceOf(numbering) >= PLAINLY_SURE * length;
}

const PLAINLY_MANY = 16;
const PLAINLY_SURE = 0.45;

/** Upside down when the turned picture shows so much more, and something at all. */
const TURNED_IS_BETTER = 1.1;
const SOME_TEETH = 2;
/** Below this, and without one sure tooth, nothing in the picture is called a tooth. */
const SURE_TOOTH = 0.35;

export type Judgement = 'panoramic' | 'upside-down' | 'not-panoramic';

/** Judges a picture by what was found in it and in the same picture upside down. */
export function judgePicture(upright: RadiographNumbering, turned: RadiographNumbering): Judgement {
  const [shown, shownTurned] = [evidenceOf(upright), evidenceOf(turned)];
  if (shownTurned >= SOME_TEETH && shownTurned > TURNED_IS_BETTER * shown) return 'upside-down';
  const sure = upright.teeth.some(({ evidence }) => evidence >= SURE_TOOTH);
  return sure || shown >= SOME_TEETH ? 'panoramic' : 'not-panoramic';
}

export const UPSIDE_DOWN: Finding = {
  code: 'case.upside-down',
  message:
    'The picture seems to be upside down, so no tooth was numbered. Turn it, and check its sides, before it is used.',
};

export const NOT_PANORAMIC: Finding = {
  code: 'case.not-panoramic',
  message:
    'This is not a panoramic radiograph, or it shows no teeth: nothing in it was recognised as a tooth. Check that the right picture was chosen.',
};

/** Arches that end outside the picture by more than this share of its size are cut. */
const CUT_SHARE = 0.03;
/** Widths and heights of the arches against the usual proportion; training images lie between 0.74 and 1.43. */
const ODD_PROPORTION = 1.65;

/** What a person should know about how the arches lie in a picture of `size` pixels. `fit` is in the same pixels. */
export function arrangementFindings(fit: ArchFit | null, [width, height]: Vec2): Finding[] {
  if (fit === null) {
    const message =
      'Too few teeth were found to tell where the arches lie: the picture may be cropped, turned or no panoramic radiograph. Check every number.';
    return [{ code: 'case.few-teeth', message }];
  }
  const { x, y } = fit;
  if (x[1] < 0 || y[2] < 0) {
    const message = 'The teeth lie the other way round than their numbers say: check the orientation and every number.';
    return [{ code: 'case.orientation', message }];
  }
  const findings: Finding[] = [];
  const proportion = x[1] / y[2];
  if (proportion > ODD_PROPORTION || proportion < 1 / ODD_PROPORTION) {
    const message = 'The picture seems to be squeezed or stretched: lengths and widths cannot be compared.';
    findings.push({ code: 'case.distorted', message });
  }
  const outside = [17, 27, 37, 47].filter((fdi) => {
    const [u, v] = usualPlace(fdi);
    const [px, py] = [x[0] + x[1] * u + x[2] * v, y[0] + y[1] * u + y[2] * v];
    const [marginX, marginY] = [CUT_SHARE * width, CUT_SHARE * height];
    return px < -marginX || py < -marginY || px > width + marginX || py > height + marginY;
  });
  if (outside.length > 0) {
    const message = `The picture does not show the whole dental arch: the place of ${outside.join(', ')} lies outside. Check every number.`;
    findings.push({ code: 'case.cropped', message });
  }
  return findings;
}

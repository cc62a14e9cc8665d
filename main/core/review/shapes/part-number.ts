/** What a tooth that came off another one is called until a person says better. */
import { isDeciduous, isFdi, mirrored, positionOf } from '../../fdi.ts';

/**
 * The free number beside the tooth it was cut from, in the same arch: the next one away from the midline for the part
 * that lies farther from it, else the next one towards it. The tooth's own number when both are taken, which the checks
 * will tell.
 */
export function numberOfPart(
  parentFdi: number,
  { taken, isDistal }: { readonly taken: ReadonlySet<number>; readonly isDistal: boolean },
): number {
  const last = isDeciduous(parentFdi) ? 5 : 8;
  const distal = positionOf(parentFdi) < last ? parentFdi + 1 : null;
  const mesial = positionOf(parentFdi) > 1 ? parentFdi - 1 : mirrored(parentFdi);
  const wanted = isDistal ? [distal, mesial] : [mesial, distal];
  return wanted.find((fdi) => fdi !== null && isFdi(fdi) && !taken.has(fdi)) ?? parentFdi;
}

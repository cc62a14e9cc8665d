import { FIRST_SUPERNUMERARY } from '#contract/case';
import { toothSign } from '#core/notation';
import { useSettings } from '../../app-context.ts';
import { supernumerarySign } from '../../viewer/picture-teeth.ts';

/** Writes a tooth's number in the person's notation, of a supernumerary one its "S1". */
export function useSign(): (label: number) => string {
  const notation = useSettings((settings) => settings.notation);
  return (label) => (label >= FIRST_SUPERNUMERARY ? supernumerarySign(label) : toothSign(label, notation));
}

import { toothSign } from '#core/notation';
import { useSession, useSettings } from '../../app-context.ts';
import { lookOf, lookSign } from '../../viewer/tooth-looks.ts';

/** Writes an FDI number in the person's notation. */
export function useSign(): (fdi: number) => string {
  const notation = useSettings((settings) => settings.notation);
  return (fdi) => toothSign(fdi, notation);
}

/** Writes the number of the tooth with a label, of a supernumerary one its "S1". */
export function useLabelSign(): (label: number) => string {
  const notation = useSettings((settings) => settings.notation);
  const caseFile = useSession((state) => state.caseFile);
  return (label) => lookSign(lookOf(caseFile, label), notation);
}

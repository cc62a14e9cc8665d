import type { CaseSummary } from '#contract/case-list';
import { useCases, useSettings, useText } from '../../app-context.ts';
import { readableName } from '#core/words/person-name';
import { TEXT } from './text.ts';

/** Whether patients are hidden from those who look over one's shoulder. */
export function usePatientsHidden(): boolean {
  const hides = useSettings((settings) => settings.hidePatients);
  const revealed = useCases((state) => state.revealed);
  return hides && !revealed;
}

/** What a case is called: its patient, or the patient's number. */
export function useCaseName(): (entry: CaseSummary) => string {
  const hidden = usePatientsHidden();
  const t = useText(TEXT);
  return ({ patientName, patientId }) => {
    if (hidden) return t.patientHidden;
    return readableName(patientName) || patientId || t.noPatient;
  };
}

import { describe, expect, it } from 'vitest';
import { patientsDiffer } from '../../../../../renderer/features/compare/patients.ts';

describe('patientsDiffer', () => {
  const patient = (patientName: string, patientId = ''): { patientName: string; patientId: string } => ({
    patientName,
    patientId,
  });

  it('tells two names and two ids apart', () => {
    expect(patientsDiffer(patient('Muster^Anna'), patient('Muster^Bert'))).toBe(true);
    expect(patientsDiffer(patient('Muster^Anna', '1'), patient('Muster^Anna', '2'))).toBe(true);
  });

  it('takes no notice of how a name is written', () => {
    expect(patientsDiffer(patient('MUSTER^ANNA^^'), patient('Muster^Anna'))).toBe(false);
    expect(patientsDiffer(patient('Muster^Anna', ' 17 '), patient('Muster^Anna', '17'))).toBe(false);
  });

  it('says nothing where one scan does not tell', () => {
    expect(patientsDiffer(patient('', ''), patient('Muster^Anna', '1'))).toBe(false);
  });
});

/** Whether two scans may be of two patients. */
import type { ScanInfo } from '#contract/scan';

type Patient = Pick<ScanInfo, 'patientName' | 'patientId'>;

/**
 * True when names or ids that both scans carry differ. Case, spaces and DICOM's separators (PS3.5 6.2.1) do not count;
 * what one scan does not tell cannot differ.
 */
export function patientsDiffer(a: Patient, b: Patient): boolean {
  const differ = (x: string, y: string): boolean => x !== '' && y !== '' && x !== y;
  return differ(plain(a.patientName), plain(b.patientName)) || differ(plain(a.patientId), plain(b.patientId));
}

function plain(text: string): string {
  return text
    .replaceAll(/[\s^=,]+/gu, ' ')
    .trim()
    .toLocaleLowerCase('en');
}

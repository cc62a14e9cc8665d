/** DICOM person names are "Family^Given^Middle^Prefix^Suffix" (PS3.5 6.2.1): "Family, Given". */
export function readableName(personName: string): string {
  return personName.split('^').filter(Boolean).join(', ');
}

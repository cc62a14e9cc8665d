/** What a data set tells of a scan's making, of what the profile left. */
import type { Item } from './elements.ts';
import { valueIn } from './deidentify-data-set.ts';

const KEYWORDS: readonly (readonly [tag: number, keyword: string])[] = [
  [0x00080020, 'StudyDate'],
  [0x00080060, 'Modality'],
  [0x00080070, 'Manufacturer'],
  [0x00080080, 'InstitutionName'],
  [0x0008103e, 'SeriesDescription'],
  [0x00081090, 'ManufacturerModelName'],
  [0x00100040, 'PatientSex'],
  [0x00101010, 'PatientAge'],
  [0x00180050, 'SliceThickness'],
  [0x00180060, 'KVP'],
  [0x00181020, 'SoftwareVersions'],
  [0x00181150, 'ExposureTime'],
  [0x00181151, 'XRayTubeCurrent'],
  [0x00181210, 'ConvolutionKernel'],
  [0x00280301, 'BurnedInAnnotation'],
  [0x00281050, 'WindowCenter'],
  [0x00281051, 'WindowWidth'],
];

/** Values that are not empty, by keyword. */
export function keptHeader(dataSet: Item): Record<string, string> {
  return Object.fromEntries(
    KEYWORDS.map(([tag, keyword]) => [keyword, valueIn(dataSet, tag)] as const).filter(([, value]) => value !== ''),
  );
}

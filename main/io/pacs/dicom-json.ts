/** Data sets in the DICOM JSON model (PS3.18 F), as QIDO-RS and STOW-RS answer. */
import { z } from 'zod';

/** PS3.6, as DICOM JSON writes tags. */
const JSON_TAG = {
  SOPClassUID: '00080016',
  SOPInstanceUID: '00080018',
  StudyDate: '00080020',
  AccessionNumber: '00080050',
  Modality: '00080060',
  ModalitiesInStudy: '00080061',
  SOPClassesInStudy: '00080062',
  StudyDescription: '00081030',
  SeriesDescription: '0008103E',
  ReferencedSOPInstanceUID: '00081155',
  WarningReason: '00081196',
  FailureReason: '00081197',
  FailedSOPSequence: '00081198',
  ReferencedSOPSequence: '00081199',
  PatientName: '00100010',
  PatientID: '00100020',
  PatientBirthDate: '00100030',
  StudyInstanceUID: '0020000D',
  SeriesInstanceUID: '0020000E',
  NumberOfSeriesRelatedInstances: '00201209',
} as const;
export type JsonKeyword = keyof typeof JSON_TAG;

export const jsonDataSetSchema = z.record(
  z.string().regex(/^[0-9A-Fa-f]{8}$/),
  z.object({ vr: z.string().optional(), Value: z.array(z.unknown()).optional() }),
);
export type JsonDataSet = z.infer<typeof jsonDataSetSchema>;

const nameSchema = z.object({ Alphabetic: z.string().optional(), Ideographic: z.string().optional() });
const textSchema = z.union([
  z.string(),
  z.number().transform(String),
  nameSchema.transform((name) => name.Alphabetic || name.Ideographic || ''),
]);

/** All values as text; empty where there are none. */
export function textsOf(dataSet: JsonDataSet, keyword: JsonKeyword): readonly string[] {
  const values = valuesOf(dataSet, keyword);
  return values.flatMap((value) => textSchema.safeParse(value).data?.trim() ?? []).filter((text) => text !== '');
}

export function textOfTag(dataSet: JsonDataSet, keyword: JsonKeyword): string {
  return textsOf(dataSet, keyword)[0] ?? '';
}

/** null where there is no whole number. */
export function countOf(dataSet: JsonDataSet, keyword: JsonKeyword): number | null {
  return z.coerce.number().int().min(0).safeParse(textsOf(dataSet, keyword)[0]).data ?? null;
}

export function itemsOf(dataSet: JsonDataSet, keyword: JsonKeyword): readonly JsonDataSet[] {
  return z.array(jsonDataSetSchema).safeParse(valuesOf(dataSet, keyword)).data ?? [];
}

function valuesOf(dataSet: JsonDataSet, keyword: JsonKeyword): readonly unknown[] {
  const tag = JSON_TAG[keyword];
  return (dataSet[tag] ?? dataSet[tag.toLowerCase()])?.Value ?? [];
}

/** Studies and series as an archive tells them, whichever way it answers. */
import { z } from 'zod';
import { dayOf, type FoundSeries, type FoundStudy } from './archive.ts';

type FoundKeyword =
  | 'StudyInstanceUID'
  | 'PatientName'
  | 'PatientID'
  | 'PatientBirthDate'
  | 'StudyDate'
  | 'AccessionNumber'
  | 'StudyDescription'
  | 'ModalitiesInStudy'
  | 'SOPClassesInStudy'
  | 'SeriesInstanceUID'
  | 'Modality'
  | 'SeriesDescription'
  | 'NumberOfSeriesRelatedInstances';

/** The values of an attribute as trimmed texts, without empty ones. */
type TextsOf = (keyword: FoundKeyword) => readonly string[];

export function foundStudy(textsOf: TextsOf): FoundStudy {
  const text = (keyword: FoundKeyword): string => textsOf(keyword)[0] ?? '';
  return {
    studyUid: text('StudyInstanceUID'),
    patientName: text('PatientName'),
    patientId: text('PatientID'),
    birthDate: dayOf(text('PatientBirthDate')),
    studyDate: dayOf(text('StudyDate')),
    accessionNumber: text('AccessionNumber'),
    description: text('StudyDescription'),
    modalities: textsOf('ModalitiesInStudy'),
    sopClassUids: textsOf('SOPClassesInStudy'),
  };
}

export function foundSeries(textsOf: TextsOf): FoundSeries {
  const text = (keyword: FoundKeyword): string => textsOf(keyword)[0] ?? '';
  return {
    seriesUid: text('SeriesInstanceUID'),
    modality: text('Modality'),
    description: text('SeriesDescription'),
    images: z.coerce.number().int().min(0).safeParse(textsOf('NumberOfSeriesRelatedInstances')[0]).data ?? null,
  };
}

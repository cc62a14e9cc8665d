/** Every form in which a case leaves Quadrant: one table for the command line, the api and the window. */
import { NOTATIONS } from '#core/notation';
import { z } from 'zod';
import type { Modality } from './scan.ts';
import { LANGUAGES } from './settings.ts';

export const EXPORT_FORMAT_IDS = ['contact-sheet', 'labelme', 'coco', 'dicom-seg', 'dicom-sr'] as const;
export type ExportFormatId = (typeof EXPORT_FORMAT_IDS)[number];
export const exportFormatSchema = z.enum(EXPORT_FORMAT_IDS);

export interface ExportFormat {
  /** Of the file's name, without the dot. */
  readonly ending: string;
  readonly mediaType: string;
  readonly modalities: readonly Modality[];
  /** What it takes from the scan: grey values, only the headers of its files, or nothing. */
  readonly scan: 'greys' | 'headers' | null;
  /** Those of `exportOptionsSchema` that it heeds. */
  readonly options: readonly ExportOption[];
}

export const PAPERS = ['a4', 'letter'] as const;
export type Paper = (typeof PAPERS)[number];

/** What a person may choose; a format heeds those that its row names. */
export const exportOptionsSchema = z.object({
  language: z.enum(LANGUAGES).default('en'),
  notation: z.enum(NOTATIONS).default('fdi'),
  paper: z.enum(PAPERS).default('a4'),
});
export type ExportOptions = z.infer<typeof exportOptionsSchema>;
export type ExportOption = keyof ExportOptions;

const BOTH: readonly Modality[] = ['cbct', 'opg'];
const DICOM: ExportFormat = {
  ending: 'dcm',
  mediaType: 'application/dicom',
  modalities: ['cbct'],
  scan: 'headers',
  options: [],
};
const OUTLINES: ExportFormat = {
  ending: 'json',
  mediaType: 'application/json',
  modalities: ['opg'],
  scan: null,
  options: [],
};

export const EXPORT_FORMATS: Readonly<Record<ExportFormatId, ExportFormat>> = {
  'contact-sheet': { ending: 'png', mediaType: 'image/png', modalities: BOTH, scan: 'greys', options: [] },
  labelme: OUTLINES,
  coco: OUTLINES,
  'dicom-seg': DICOM,
  'dicom-sr': DICOM,
};

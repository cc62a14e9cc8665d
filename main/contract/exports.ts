/** Every form in which a case leaves Quadrant: one table for the command line, the api and the window. */
import { NOTATIONS } from '#core/notation';
import { z } from 'zod';
import type { Modality } from './scan.ts';
import { LANGUAGES } from './settings.ts';

export const EXPORT_FORMAT_IDS = [
  'contact-sheet',
  'labelme',
  'coco',
  'dicom-seg',
  'dicom-labelmap',
  'dicom-sr',
  'dicom-pdf',
  'dicom-sc',
  'dicom-stl',
  'stl',
  'ply',
  'obj',
  'gltf',
  'nifti',
  'nrrd',
  'label-png',
  'csv',
  'json',
  'pdf',
] as const;
export type ExportFormatId = (typeof EXPORT_FORMAT_IDS)[number];
export const exportFormatSchema = z.enum(EXPORT_FORMAT_IDS);

export interface ExportFormat {
  /** Of the file's name, without the dot. */
  readonly ending: string;
  readonly mediaType: string;
  readonly modalities: readonly Modality[];
  /** What it takes from the scan: grey values, only the headers of its files, or nothing. */
  readonly scan: 'greys' | 'headers' | null;
  /** Those of `exportOptionsSchema` that it heeds beside the common ones. */
  readonly options: readonly ExportOption[];
}

export const PAPERS = ['a4', 'letter'] as const;

/** How meshes are shared out among files. */
export const PARTS = ['all', 'jaw', 'tooth'] as const;

/** What a person may choose; a format heeds those that its row names. */
export const exportOptionsSchema = z.object({
  language: z.enum(LANGUAGES).default('en'),
  notation: z.enum(NOTATIONS).default('fdi'),
  paper: z.enum(PAPERS).default('a4'),
  compress: z.boolean().default(false), // smaller files, which not every program reads
  parts: z.enum(PARTS).default('all'),
  /** Most triangles of a tooth's surface; 0: as many as its voxels give. */
  triangles: z.coerce
    .number()
    .int()
    .refine((count) => count === 0 || count >= 100, { error: 'at least 100, or 0 for all' })
    .default(0),
  /** Nothing that names the patient, the practice or who reviewed. */
  deidentify: z.boolean().default(false),
});
export type ExportOptions = z.infer<typeof exportOptionsSchema>;
export type ExportOption = keyof ExportOptions;

/** Heeded by every format. */
const COMMON_OPTIONS: readonly ExportOption[] = ['deidentify'];

/** What says nothing to a scan that is a surface already. */
const OF_VOXELS: ReadonlySet<string> = new Set<ExportOption>(['triangles']);

/** Whether an option says anything to a case of that kind. */
export function suits(option: string, modality: Modality): boolean {
  return modality !== 'ios' || !OF_VOXELS.has(option);
}

export function heeds(format: ExportFormatId, option: string): boolean {
  return [...COMMON_OPTIONS, ...EXPORT_FORMATS[format].options].some((heeded) => heeded === option);
}

const BOTH: readonly Modality[] = ['cbct', 'opg'];
const ALL: readonly Modality[] = [...BOTH, 'ios'];
const SURFACES: readonly Modality[] = ['cbct', 'ios'];
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

const MESH = { modalities: ['cbct'], scan: null, options: ['parts', 'triangles'] } as const;
const DATA = { modalities: ALL, scan: null, options: [] } as const;

export const EXPORT_FORMATS: Readonly<Record<ExportFormatId, ExportFormat>> = {
  'contact-sheet': { ending: 'png', mediaType: 'image/png', modalities: BOTH, scan: 'greys', options: [] },
  labelme: OUTLINES,
  coco: OUTLINES,
  'dicom-seg': { ...DICOM, options: ['compress'] },
  'dicom-labelmap': { ...DICOM, options: ['compress'] },
  'dicom-sr': DICOM,
  'dicom-pdf': { ...DICOM, modalities: BOTH, scan: 'greys', options: ['language', 'notation', 'paper'] },
  'dicom-sc': { ...DICOM, modalities: BOTH, options: ['language', 'notation'] },
  'dicom-stl': { ...DICOM, options: ['triangles'] },
  stl: { ...MESH, ending: 'stl', mediaType: 'model/stl', modalities: SURFACES },
  ply: { ...MESH, ending: 'ply', mediaType: 'application/octet-stream', modalities: SURFACES },
  obj: { ...MESH, ending: 'obj', mediaType: 'model/obj' },
  gltf: { ...MESH, ending: 'glb', mediaType: 'model/gltf-binary' },
  nifti: { ...DATA, ending: 'nii.gz', mediaType: 'application/gzip', modalities: ['cbct'] },
  nrrd: { ...DATA, ending: 'seg.nrrd', mediaType: 'application/octet-stream', modalities: ['cbct'] },
  'label-png': { ...DATA, ending: 'png', mediaType: 'image/png', modalities: ['opg'] },
  csv: { ...DATA, ending: 'csv', mediaType: 'text/csv' },
  json: { ...DATA, ending: 'json', mediaType: 'application/json' },
  pdf: {
    ending: 'pdf',
    mediaType: 'application/pdf',
    modalities: BOTH,
    scan: 'greys',
    options: ['language', 'notation', 'paper'],
  },
};

/** Whether it makes several files: they go into a folder, or into one .zip file. */
export function makesSeveralFiles(format: ExportFormatId, { parts }: Pick<ExportOptions, 'parts'>): boolean {
  return format === 'obj' || (parts !== 'all' && EXPORT_FORMATS[format].options.includes('parts'));
}

/** Of the one file that a window gets. */
export function asOneFile(
  format: ExportFormatId,
  options: Pick<ExportOptions, 'parts'>,
): Pick<ExportFormat, 'ending' | 'mediaType'> {
  return makesSeveralFiles(format, options) ? { ending: 'zip', mediaType: 'application/zip' } : EXPORT_FORMATS[format];
}

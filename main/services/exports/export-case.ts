/** A case goes in, a file that leaves the building comes out: the same for the command line, the window and a PACS. */
import { EXPORT_FORMATS, exportOptionsSchema, type ExportFormatId, type ExportOptions } from '#contract/exports';
import type { CaseFile } from '#contract/case';
import { QuadrantError } from '#contract/errors';
import type { Volume } from '#core/volume';
import { readCase } from '../../io/case-folder.ts';
import type { BrowserEngine } from '../browser/browser-engine.ts';
import { NO_PRACTICE, type Practice } from './practice.ts';
import { readReviewedCase, type ReviewedResult } from '../review/reviewed-result.ts';
import { caseNameFor, namelessness, withoutPersons, type Namelessness } from './without-persons.ts';

export interface ExportRequest {
  readonly format: ExportFormatId;
  readonly caseDir: string;
  /** Where the scan lies now; where it lay when it was segmented if not given. */
  readonly scanPath?: string | undefined;
  /** A file, or a folder for a format that writes several; an older file of that name is replaced. */
  readonly outPath: string;
  /** Default: the defaults of `exportOptionsSchema`. */
  readonly options?: ExportOptions;
  /** The scan of that fingerprint where it is in memory. */
  readonly volumeAtHand?: (fingerprint: string) => Volume | null;
  /** Who hands it out; default: nobody is named. */
  readonly practice?: Practice;
  /** Lays out pages; default: formats that need it are refused. */
  readonly browser?: BrowserEngine | null;
  /** Of `quadrant deidentify`, for `options.deidentify`: the export then fits the scan that was de-identified with it. */
  readonly keyPath?: string | null;
  readonly signal?: AbortSignal;
}

export interface ExportJob extends ExportRequest {
  readonly options: ExportOptions;
  readonly volumeAtHand: (fingerprint: string) => Volume | null;
  readonly browser: BrowserEngine | null;
  readonly practice: Practice;
  /** null: names stay. */
  readonly nameless: Namelessness | null;
  /** A result as it may be shown: without names where they do not stay. */
  readonly shown: (result: ReviewedResult) => ReviewedResult;
  /** What to call the case where it has a title. */
  readonly caseName: string;
  /** The case as reviewed, read once. Without `greys` the scan is not opened: what was told from greys stays as it was. */
  readonly result: (options?: { readonly greys: boolean }) => Promise<ReviewedResult>;
}

export interface Written {
  readonly teeth: number;
  /** For whoever asked for JSON, beside `out` and `teeth`. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** A line for a person. */
  readonly summary: string;
}

export type ExportWriter = (job: ExportJob) => Promise<Written>;

/** Loaded when called for: who wants a table must not wait for the code that writes DICOM. */
const WRITERS: Readonly<Record<ExportFormatId, () => Promise<ExportWriter>>> = {
  'contact-sheet': async () => (await import('./contact-sheet.ts')).writeContactSheet,
  labelme: async () => (await import('./outlines.ts')).writeLabelme,
  coco: async () => (await import('./outlines.ts')).writeCoco,
  'dicom-seg': async () => (await import('./dicom.ts')).writeSegmentation,
  'dicom-labelmap': async () => (await import('./dicom.ts')).writeLabelMap,
  'dicom-sc': async () => (await import('./dicom-documents.ts')).writeSecondaryCapture,
  'dicom-pdf': async () => (await import('./dicom-documents.ts')).writeDocument,
  'dicom-stl': async () => (await import('./dicom-documents.ts')).writeModel,
  'dicom-sr': async () => (await import('./dicom.ts')).writeMeasurementReport,
  stl: async () => (await import('./meshes.ts')).meshWriter((await import('../../io/mesh/stl.ts')).encodeStl),
  ply: async () => (await import('./meshes.ts')).meshWriter((await import('../../io/mesh/ply.ts')).encodePly),
  obj: async () => (await import('./meshes.ts')).meshWriter((await import('../../io/mesh/obj.ts')).encodeObj),
  gltf: async () => (await import('./meshes.ts')).meshWriter((await import('../../io/mesh/gltf.ts')).encodeGltf),
  nifti: async () => (await import('./data.ts')).writeNifti,
  nrrd: async () => (await import('./data.ts')).writeNrrd,
  'label-png': async () => (await import('./data.ts')).writePngLabels,
  csv: async () => (await import('./data.ts')).writeCsv,
  json: async () => (await import('./data.ts')).writeJson,
  pdf: async () => (await import('./report.ts')).writeReport,
};

/** Of an intraoral scan, whose surface is there already. */
const SURFACE_WRITERS: { readonly [F in ExportFormatId]?: () => Promise<ExportWriter> } = {
  stl: async () => (await import('./scan-surfaces.ts')).writeScanStl,
  ply: async () => (await import('./scan-surfaces.ts')).writeScanPly,
};

/**
 * Writes a case as it was reviewed.
 * @throws QuadrantError case.*, review.damaged, scan.* (it is gone, or another one), usage (not of this modality),
 * disk.unwritable, job.cancelled, and what a format's own writer says
 */
export async function exportCase(request: ExportRequest): Promise<Written> {
  const {
    format,
    caseDir,
    options = exportOptionsSchema.parse({}),
    volumeAtHand = () => null,
    browser = null,
    practice = NO_PRACTICE,
  } = request;
  const { caseFile } = await readCase(caseDir);
  if (!EXPORT_FORMATS[format].modalities.includes(caseFile.modality)) throw wrongModality(format, caseFile, caseDir);
  const write = await ((caseFile.modality === 'ios' && SURFACE_WRITERS[format]) || WRITERS[format])();
  const nameless = options.deidentify ? await namelessness(request.keyPath ?? null) : null;
  let read: Promise<ReviewedResult> | null = null;
  const shown: ExportJob['shown'] = (result) => (nameless === null ? result : withoutPersons(result, nameless, format));
  return write({
    ...request,
    options,
    volumeAtHand,
    browser,
    practice,
    nameless,
    caseName: caseNameFor(caseDir, nameless),
    shown,
    result: async ({ greys } = { greys: false }) =>
      shown(await (read ??= readReviewedCase(caseDir, { volumeAtHand, readsScan: greys }))),
  });
}

function wrongModality(format: ExportFormatId, { modality }: CaseFile, caseDir: string): QuadrantError {
  const facts = { path: caseDir, format };
  if (modality === 'ios')
    return new QuadrantError(
      'usage',
      `The case is of an intraoral scan: ${format} is not for surfaces.`,
      'Choose ply for the scan with a label for each face, stl for its shape, csv for the sizes of its crowns, or json.',
      facts,
    );
  return EXPORT_FORMATS[format].modalities.includes('cbct')
    ? new QuadrantError(
        'usage',
        `The case is of a panoramic radiograph, whose teeth overlap in its plane: ${format} is of a CBCT.`,
        'Choose pdf, csv, json or label-png; labelme and coco hold its outlines.',
        facts,
      )
    : new QuadrantError(
        'usage',
        `The case is of a CBCT, whose teeth have no outlines in one plane: ${format} is for panoramic radiographs.`,
        'Choose nifti for its label map, contact-sheet for a picture.',
        facts,
      );
}

/** What Quadrant asks of a picture archive, whichever way it speaks. */
import { z } from 'zod';
import type { PacsServer, WorklistQuery } from '#contract/pacs';

export interface FoundStudy {
  readonly studyUid: string;
  readonly patientName: string;
  readonly patientId: string;
  readonly birthDate: string; // YYYY-MM-DD or ''
  readonly studyDate: string;
  readonly accessionNumber: string;
  readonly description: string;
  /** Empty where the server does not say. */
  readonly modalities: readonly string[];
  readonly sopClassUids: readonly string[];
}

export interface FoundSeries {
  readonly seriesUid: string;
  readonly modality: string;
  readonly description: string;
  readonly images: number | null;
}

export interface FoundImage {
  readonly sopInstanceUid: string;
  readonly sopClassUid: string; // '' where the server does not say
}

export interface SeriesAddress {
  readonly studyUid: string;
  readonly seriesUid: string;
}

export interface StudySearch {
  readonly query: WorklistQuery;
  /** In the server's count. */
  readonly from: number;
  readonly limit: number;
}

/** A finished DICOM file that is to be stored. */
export interface FileToStore {
  readonly path: string;
  readonly bytes: number;
  readonly sopInstanceUid: string;
}

export interface Received {
  readonly sopInstanceUid: string;
  readonly bytes: number;
}

/** All of it throws QuadrantError pacs.* and job.cancelled; `signal` ends it at once. */
export interface Archive {
  test(signal: AbortSignal): Promise<void>;
  findStudies(search: StudySearch, signal: AbortSignal): Promise<{ studies: FoundStudy[]; more: boolean }>;
  /** By study. */
  findSeries(studyUids: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, FoundSeries[]>>;
  findImages(series: SeriesAddress, signal: AbortSignal): Promise<FoundImage[]>;
  /** Writes the images of a series to a folder as the archive has them, in any order; `images` as `findImages` found them. */
  retrieve(
    series: SeriesAddress & { readonly images: readonly FoundImage[] },
    folder: string,
    onReceived: (image: Received) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /** Answers once the archive has said that it has the file; with what it changed, in its words. */
  store(file: FileToStore, signal: AbortSignal): Promise<{ warning: string | null }>;
}

/** How long one waits for a server. */
export interface Patience {
  /** Until a connection stands. */
  readonly connectMs: number;
  /** Without a byte on one: a server may count its images before it says anything. */
  readonly silenceMs: number;
}

const PATIENCE: Patience = { connectMs: 10_000, silenceMs: 120_000 };

/** The way is loaded when it is first needed. */
export async function openArchive(
  server: PacsServer,
  password: string | null,
  patience: Patience = PATIENCE,
): Promise<Archive> {
  switch (server.kind) {
    case 'dicomweb':
      return new (await import('./dicomweb.ts')).DicomwebArchive({ server, password, patience });
    case 'dimse':
      return new (await import('./dimse.ts')).DimseArchive(server, patience);
  }
}

/** DICOM's YYYYMMDD ⇄ YYYY-MM-DD; '' for what is no day. */
export function dayOf(dicom: string): string {
  const found = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(dicom.trim());
  return z.iso.date().safeParse(found === null ? '' : `${found[1]}-${found[2]}-${found[3]}`).data ?? '';
}

/** The keys of a search by keyword (PS3.4 C.2.2.2); what is not asked for is absent. */
export function searchKeys(query: WorklistQuery): ReadonlyMap<string, string> {
  const name = query.patientName.trim().replaceAll(/\s*,\s*/g, '^');
  const from = query.fromDay.replaceAll('-', '');
  const to = query.toDay.replaceAll('-', '');
  const keys = new Map([
    ['PatientName', name === '' || /[*?]/.test(name) ? name : `${name}*`],
    ['PatientID', query.patientId.trim()],
    ['AccessionNumber', query.accessionNumber.trim()],
    ['StudyDate', from === to ? from : `${from}-${to}`],
  ]);
  return new Map([...keys].filter(([, value]) => value !== ''));
}

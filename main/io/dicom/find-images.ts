/** From what a person opened to the headers of all images in it. */
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { QuadrantError } from '#contract/errors';
import { NotAFile } from '../regular-file.ts';
import { cancelled, corruptFile, isGone, notFound, unsupportedFormat } from '../scan-errors.ts';
import { sniffFormat } from '../sniff-format.ts';
import { directoryFiles } from './dicomdir.ts';
import type { ImageHeader } from './image-header.ts';
import { looksLikeSlices } from './radiograph-candidate.ts';
import { readHeader } from './read-header.ts';
import type { HeaderResult, UnreadableFile } from './read-header.ts';

export interface FoundImages {
  readonly images: readonly ImageHeader[];
  /** Files that are no images: reports, viewers, pictures, and DICOM files that cannot be parsed. */
  readonly ignoredFiles: number;
  /** The DICOM files among those that cannot be parsed. */
  readonly unreadable: readonly UnreadableFile[];
  /** Listed in a DICOMDIR but not there. */
  readonly absentFiles: readonly string[];
  /** A DICOMDIR was opened that cannot be parsed or leads to no file: its whole folder was read instead. */
  readonly dicomdirUnusable: boolean;
}

const FILES_AT_ONCE = 16;

/**
 * Finds DICOM images: all of a folder at any depth, those of a DICOMDIR, one multi-frame file or radiograph, or, for a
 * single slice, its whole series in the same folder, since that is what a person who opens one slice wants to see.
 * @throws QuadrantError scan.not-found, scan.empty-folder, scan.no-image-series, scan.corrupt-file, scan.unsupported-format.
 */
export async function findImages(path: string, signal?: AbortSignal): Promise<FoundImages> {
  const opened = await stat(path).catch((thrown: unknown) => {
    throw notFound(path, thrown);
  });
  if (opened.isDirectory()) return imagesOfFolder(path, signal);
  const header = await readHeader(path).catch((thrown: unknown) => {
    throw notFound(path, thrown);
  });
  switch (header.kind) {
    case 'image':
      return header.image.frames.length > 1 || header.image.radiograph?.evidence === 'projection'
        ? alone(header.image)
        : seriesAround(path, header.image, signal);
    case 'dicomdir': {
      const { present, absent } = await directoryFiles(path, header.dataSet);
      if (present.length === 0) return folderOfDicomdir(path, signal);
      return withImages(path, { ...(await readHeaders(present, signal)), absentFiles: absent });
    }
    case 'unreadable':
      if (basename(path).toUpperCase() === 'DICOMDIR') return folderOfDicomdir(path, signal);
      throw corruptFile(path, header.reason);
    case 'no-image':
      throw noImages(path, `${basename(path)} is a DICOM file without an image.`);
    case 'not-dicom':
      throw unsupportedFormat(path, await sniffFormat(path));
  }
}

async function imagesOfFolder(folder: string, signal: AbortSignal | undefined): Promise<FoundImages> {
  const files = await filesBelow(folder);
  if (files.length === 0)
    throw new QuadrantError(
      'scan.empty-folder',
      `The folder ${folder} has no files.`,
      'Choose the folder that holds the DICOM files of the scan.',
      { path: folder },
    );
  return withImages(folder, await readHeaders(files, signal));
}

async function folderOfDicomdir(path: string, signal: AbortSignal | undefined): Promise<FoundImages> {
  return { ...(await imagesOfFolder(dirname(path), signal)), dicomdirUnusable: true };
}

async function seriesAround(path: string, image: ImageHeader, signal: AbortSignal | undefined): Promise<FoundImages> {
  const folder = dirname(path);
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(folder, entry.name));
  const found = await readHeaders(files, signal);
  const sameSeries = found.images.filter(
    ({ seriesUid, frames }) => seriesUid === image.seriesUid && frames.length === 1,
  );
  const isRadiograph = image.radiograph !== null && !looksLikeSlices(sameSeries);
  if (sameSeries.length === 0 || isRadiograph) return alone(image);
  return { ...found, images: sameSeries, ignoredFiles: 0 };
}

function alone(image: ImageHeader): FoundImages {
  return { images: [image], ignoredFiles: 0, unreadable: [], absentFiles: [], dicomdirUnusable: false };
}

function withImages(path: string, found: FoundImages): FoundImages {
  if (found.images.length > 0) return found;
  const [damaged] = found.unreadable;
  if (damaged !== undefined) throw damaged.gone ? notFound(damaged.path) : corruptFile(damaged.path, damaged.reason);
  throw noImages(path, `None of the ${found.ignoredFiles} files in ${path} is a DICOM image.`);
}

function noImages(path: string, message: string): QuadrantError {
  return new QuadrantError(
    'scan.no-image-series',
    message,
    'Choose the folder that holds the DICOM files of the scan, a NIfTI file or a radiograph.',
    { path },
  );
}

/**
 * Files, and links to them, at any depth, in a stable order; links to folders are not followed, so that no loop has no end.
 * A folder in it that nobody may look into (drives have such) is left out.
 */
export async function filesBelow(folder: string): Promise<string[]> {
  const opened = await readdir(folder, { withFileTypes: true }).catch((thrown: unknown) => {
    throw notFound(folder, thrown);
  });
  const files: string[] = [];
  const waiting = [opened];
  for (let entries = waiting.pop(); entries !== undefined; entries = waiting.pop()) {
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile() || entry.isSymbolicLink()) files.push(path);
      if (entry.isDirectory()) waiting.push(await readdir(path, { withFileTypes: true }).catch(() => []));
    }
  }
  return files.sort();
}

/** A file that cannot be read may be a slice: it is told. What is none, such as a pipe, is not. */
function unread(path: string, thrown: unknown): HeaderResult {
  if (thrown instanceof NotAFile) return { kind: 'not-dicom' };
  return { kind: 'unreadable', path, reason: String(thrown), gone: isGone(thrown) };
}

export async function readHeaders(files: readonly string[], signal: AbortSignal | undefined): Promise<FoundImages> {
  const headers = new Array<HeaderResult>(files.length);
  let next = 0;
  const reader = async (): Promise<void> => {
    while (next < files.length) {
      if (signal?.aborted) throw cancelled();
      const index = next++;
      headers[index] = await readHeader(files[index]).catch((thrown: unknown) => unread(files[index], thrown));
    }
  };
  await Promise.all(Array.from({ length: Math.min(FILES_AT_ONCE, files.length) }, reader));
  const images = headers.flatMap((header) => (header.kind === 'image' ? [header.image] : []));
  const unreadable = headers.flatMap((header) => (header.kind === 'unreadable' ? [header] : []));
  return { images, unreadable, absentFiles: [], dicomdirUnusable: false, ignoredFiles: files.length - images.length };
}

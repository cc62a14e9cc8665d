/** The refusals of the readers, worded once: what is wrong with the scan and the one next step. */
import { basename } from 'node:path';
import { QuadrantError } from '#contract/errors';
import type { Warning } from '#contract/scan';
import { codeOf, DRIVE_GONE } from './flushed-file.ts';
import { NotAFile } from './regular-file.ts';
import { MAX_RADIOGRAPH_PIXELS } from './scan-limits.ts';

export function notFound(path: string, cause?: unknown): QuadrantError {
  return new QuadrantError(
    'scan.not-found',
    `There is nothing to read at ${path}.`,
    'Check the path; if the scan is on a disc or a network drive, check that it is connected.',
    { path },
    cause,
  );
}

/** A file is not there, or its drive is not. */
export function isGone(thrown: unknown): boolean {
  return ['ENOENT', ...DRIVE_GONE].includes(codeOf(thrown));
}

/** Whatever a decoder or the system threw while a file was read: it is gone, or it is damaged. */
export function failedReading(path: string, thrown: unknown): QuadrantError {
  if (thrown instanceof QuadrantError) return thrown;
  if (isGone(thrown) || thrown instanceof NotAFile) return notFound(path, thrown);
  return corruptFile(path, thrown instanceof Error ? thrown.message : String(thrown), thrown);
}

export function corruptFile(path: string, reason: string, cause?: unknown): QuadrantError {
  return new QuadrantError(
    'scan.corrupt-file',
    `The file ${basename(path)} is damaged or incomplete: ${reason}.`,
    'Copy or export the scan again from the imaging system and open the new copy.',
    { path, reason },
    cause,
  );
}

export function unsupportedFormat(path: string, found: string): QuadrantError {
  return new QuadrantError(
    'scan.unsupported-format',
    `${basename(path)} is ${found}, which Quadrant cannot open as a scan.`,
    'Open a CBCT (DICOM folder, file or DICOMDIR, NIfTI) or a panoramic radiograph (DICOM, PNG, JPEG, TIFF).',
    { path, found },
  );
}

export function tooLarge(path: string, voxels: number, limit: number): QuadrantError {
  return new QuadrantError(
    'scan.too-large',
    `The scan has ${(voxels / 1e6).toFixed(0)} million voxels; Quadrant reads up to ${(limit / 1e6).toFixed(0)} million.`,
    'Export a smaller field of view or a coarser reconstruction.',
    { path, voxels, limit },
  );
}

export function tooManyPixels(path: string, width: number, height: number): QuadrantError {
  return new QuadrantError(
    'scan.too-large',
    `The picture has ${width} × ${height} pixels; Quadrant reads up to ${(MAX_RADIOGRAPH_PIXELS / 1e6).toFixed(0)} million.`,
    'Export the radiograph at its own resolution, or check that the file is one.',
    { path, width, height, limit: MAX_RADIOGRAPH_PIXELS },
  );
}

export function unsupportedTransferSyntax(path: string, syntax: { uid: string; name: string }): QuadrantError {
  const { uid, name } = syntax;
  return new QuadrantError(
    'scan.unsupported-transfer-syntax',
    `The images are stored as ${name} (transfer syntax ${uid}), which Quadrant cannot decode.`,
    'Export the scan again as uncompressed DICOM (Explicit VR Little Endian) or JPEG-LS.',
    { transferSyntaxUid: uid, name, file: path },
  );
}

/** A series or folder that holds images, but none to look for teeth in. */
export function noImageSeries(message: string, path: string): QuadrantError {
  return new QuadrantError(
    'scan.no-image-series',
    message,
    'Open the CBCT series itself (axial CT images or one multi-frame file), or a panoramic radiograph.',
    { file: path },
  );
}

/** The reader goes on with a colour picture's luma. */
export function colourWarning(): Warning {
  return {
    code: 'scan.colour',
    message: 'The picture is in colour and was turned to grey: a radiograph is grey, a photograph is not of use here.',
  };
}

export function inconsistentGeometry(message: string, facts: QuadrantError['facts'] = {}): QuadrantError {
  return new QuadrantError(
    'scan.inconsistent-geometry',
    message,
    'Export the series again as axial CT slices with their positions, or as NIfTI.',
    facts,
  );
}

export function cancelled(): QuadrantError {
  return new QuadrantError('job.cancelled', 'Reading the scan was cancelled.', 'Open the scan again when you need it.');
}

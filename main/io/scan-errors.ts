/** The refusals of the readers, worded once: what is wrong with the scan and the one next step. */
import { basename } from 'node:path';
import { QuadrantError } from '#contract/errors';

export function notFound(path: string, cause?: unknown): QuadrantError {
  return new QuadrantError(
    'scan.not-found',
    `There is nothing to read at ${path}.`,
    'Check the path; if the scan is on a disc or a network drive, check that it is connected.',
    { path },
    cause,
  );
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
    'Open a DICOM folder, a DICOM file, a DICOMDIR or a NIfTI file (.nii, .nii.gz).',
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

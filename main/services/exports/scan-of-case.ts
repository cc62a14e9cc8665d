/** The scan that a case was made from, wherever it lies now. */
import type { CaseFile } from '#contract/case';
import { QuadrantError } from '#contract/errors';
import { sameGrid } from '#core/geometry';
import type { UnfinishedScan } from '../../io/read-scan.ts';
import type { ExportJob } from './export-case.ts';

type Read<Scan> = (
  path: string,
  options: { readonly seriesUid?: string; readonly signal: AbortSignal | undefined },
) => Promise<Scan>;

/**
 * Reads it, from `scanPath` or from where it lay. Other grey values on the same grid are taken: whoever needs to know
 * compares. @throws QuadrantError scan.*
 */
export async function scanOfCase<Scan extends UnfinishedScan>(
  { source }: CaseFile,
  { scanPath, signal }: Pick<ExportJob, 'scanPath' | 'signal'>,
  read: Read<Scan>,
): Promise<Scan> {
  const path = scanPath ?? source.path;
  const scan = await readSeries(path, source.seriesUid, signal, read).catch((cause: unknown) => {
    if (scanPath !== undefined || !(cause instanceof QuadrantError) || cause.code !== 'scan.not-found') throw cause;
    throw new QuadrantError(
      'scan.not-found',
      `The scan of this case is no longer at ${path}.`,
      'Say where it lies now: --scan <scan>.',
      { path },
      cause,
    );
  });
  if (sameGrid(scan.volume.geometry, source.geometry)) return scan;
  throw new QuadrantError(
    'scan.inconsistent-geometry',
    'This is not the scan that the case was made from: its grid is another one.',
    'Give the scan that was segmented: --scan <scan>.',
    { path, expectedDims: source.geometry.dims.join('×'), foundDims: scan.volume.geometry.dims.join('×') },
  );
}

/** The series of a case where it is among those found; a copy in another format has a name of its own. */
async function readSeries<Scan>(
  path: string,
  seriesUid: string,
  signal: AbortSignal | undefined,
  read: Read<Scan>,
): Promise<Scan> {
  try {
    return await read(path, { seriesUid, signal });
  } catch (thrown) {
    if (!(thrown instanceof QuadrantError) || thrown.code !== 'scan.series-not-found') throw thrown;
    return read(path, { signal });
  }
}

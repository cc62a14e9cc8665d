import { z } from 'zod';
import { isOutOfMemory } from './out-of-memory.ts';

/** Every way in which Quadrant refuses or fails, by code. The text for a person travels with the error. */
export const ERROR_CODES = [
  'usage', // the command line or request makes no sense
  'scan.not-found',
  'scan.empty-folder',
  'scan.no-image-series',
  'scan.corrupt-file',
  'scan.unsupported-transfer-syntax',
  'scan.unsupported-format',
  'scan.single-slice',
  'scan.missing-slices',
  'scan.duplicate-slices',
  'scan.inconsistent-geometry',
  'scan.series-not-found',
  'scan.too-large',
  'case.exists',
  'case.not-found',
  'case.corrupt',
  'case.place-gone', // the folder of the cases is not there
  'case.place-refused', // the cases cannot be moved to that folder
  'case.busy', // teeth are being sought meanwhile
  'review.conflict', // another window changed the case first
  'review.unconfirmed', // the case is shown, but whether it is of this scan is not known yet
  'review.refused', // the action makes no sense in the case's present state
  'review.damaged', // the log on disk is not what was written
  'review.newer', // a newer version wrote to the log
  'import.unsupported', // no segmentation that can lie in a volume
  'import.other-scan', // a segmentation of another scan
  'import.no-teeth', // none of its segments is a tooth
  'surface.not-found',
  'surface.unsupported', // no surface, or stored in a way that is not read
  'surface.damaged', // truncated, absurd or empty
  'surface.too-large',
  'surface.too-coarse', // too few faces to show teeth
  'surface.no-fit', // it lies nowhere on the teeth of the case
  'surface.mirrored', // only its mirror image fits the teeth of the case
  'vault.locked', // the cases are encrypted and nobody gave the passphrase
  'vault.wrong-passphrase',
  'vault.damaged', // a sealed file is not what was written
  'vault.refused', // turned on or off when it is already
  'app.locked', // the window waits to be unlocked
  'disk.full',
  'disk.unwritable',
  'model.missing',
  'model.damaged',
  'model.unsupported',
  'inference.no-provider',
  'inference.failed',
  'remote.unreachable', // a server that is asked to compute does not answer
  'remote.refused', // its certificate or our token is not trusted
  'remote.unsuitable', // it has not the nets that are installed here
  'export.no-browser', // nothing here can lay out a page
  'export.failed', // the page was not laid out
  'engine.crashed',
  'memory.exhausted',
  'pacs.no-server', // no such server in the list
  'pacs.unreachable',
  'pacs.timeout',
  'pacs.tls', // no trust, or no encryption on the other side
  'pacs.login', // user or password is missing or wrong
  'pacs.association-refused', // DIMSE: the server does not know our AE title, or its own is another
  'pacs.unsupported', // the server does not offer the service
  'pacs.refused', // the server took a request and says no
  'pacs.not-found', // the series is not on the server
  'pacs.incomplete', // fewer images came than the series has
  'pacs.bad-answer', // the answer is no DICOM
  'job.cancelled',
  'internal',
] as const;

export const errorCodeSchema = z.enum(ERROR_CODES);
export type ErrorCode = z.infer<typeof errorCodeSchema>;

/** An error as it crosses a process or network border. */
export const errorBodySchema = z.object({
  code: errorCodeSchema,
  message: z.string(), // what happened, for a clinician
  remedy: z.string(), // the one next step
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type ErrorBody = z.infer<typeof errorBodySchema>;

/** The one error class of the project. `message` says what is wrong, `remedy` what to do. */
export class QuadrantError extends Error {
  readonly code: ErrorCode;
  readonly remedy: string;
  readonly facts: ErrorBody['facts'];

  constructor(code: ErrorCode, message: string, remedy: string, facts: ErrorBody['facts'] = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'QuadrantError';
    this.code = code;
    this.remedy = remedy;
    this.facts = facts;
  }

  toBody(): ErrorBody {
    return { code: this.code, message: this.message, remedy: this.remedy, facts: this.facts };
  }

  static fromBody(body: ErrorBody): QuadrantError {
    return new QuadrantError(body.code, body.message, body.remedy, body.facts);
  }
}

/** Their own words are of use as well: another provider, another program to close. */
const TELLS_MEMORY: ReadonlySet<ErrorCode> = new Set(['inference.failed', 'inference.no-provider', 'memory.exhausted']);

/**
 * Wraps whatever was thrown; an unknown error becomes `internal` and keeps its cause for the log. Where memory ran out, that
 * is what is told: a file that there was no room to decode is not damaged.
 */
export function asQuadrantError(thrown: unknown): QuadrantError {
  if (isOutOfMemory(thrown) && !(thrown instanceof QuadrantError && TELLS_MEMORY.has(thrown.code))) {
    return new QuadrantError(
      'memory.exhausted',
      'There is not enough memory on this computer for that.',
      'Close other programs and try again, or open a smaller field of view.',
      {},
      thrown,
    );
  }
  if (thrown instanceof QuadrantError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new QuadrantError(
    'internal',
    `Something went wrong inside Quadrant: ${message}`,
    'Try again; if it happens again, report it together with the log.',
    {},
    thrown,
  );
}

/** Exit code of the command line: 2 for bad usage, unreadable input or a place that cannot be written; 3 cancelled; else 1. */
export function exitCodeOf(error: QuadrantError): 1 | 2 | 3 {
  if (error.code === 'job.cancelled') return 3;
  if (/^(usage|scan\.|case\.|review\.|import\.|surface\.|vault\.|disk\.|model\.)/.test(error.code)) return 2;
  return 1;
}

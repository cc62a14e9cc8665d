/** What can go wrong with an archive, as typed errors with plain advice. No error holds a password or a patient's name. */
import { QuadrantError, type ErrorCode } from '#contract/errors';
import type { PacsServer } from '#contract/pacs';
import { codeOf } from '../flushed-file.ts';

type PacsCode = Extract<ErrorCode, `pacs.${string}`>;

const WORDS: Readonly<Record<PacsCode, readonly [message: string, remedy: string]>> = {
  'pacs.no-server': ['There is no such archive in the list.', 'Add it first.'],
  'pacs.unreachable': [
    'The archive cannot be reached over the network.',
    'Check the network, its address and port, and that it is running.',
  ],
  'pacs.timeout': [
    'The archive did not answer in time.',
    'Try again; if it happens again, ask whoever looks after the archive.',
  ],
  'pacs.tls': [
    'The connection to the archive could not be encrypted, or its certificate is not trusted.',
    'Give the certificate of the authority that issued it, and check that the archive speaks TLS on this port.',
  ],
  'pacs.login': ['The archive refused the login.', 'Check user and password.'],
  'pacs.association-refused': [
    'The archive accepts no connection from this program.',
    'Check both AE titles: the archive has to know the one of Quadrant.',
  ],
  'pacs.unsupported': [
    'The archive does not offer this service.',
    'Check its address, or ask whoever looks after the archive.',
  ],
  'pacs.refused': ['The archive refused the request.', 'Look at the details, or ask whoever looks after the archive.'],
  'pacs.not-found': ['The series is not in the archive.', 'Search again.'],
  'pacs.incomplete': ['Fewer images came than the series has.', 'Retrieve the series again.'],
  'pacs.bad-answer': [
    'What the archive answered is no DICOM.',
    'Check its address: another program may be answering there.',
  ],
};

export interface PacsFacts {
  /** What may go by itself, so that it is tried again: a network that is down, a server that is busy. */
  readonly transient?: boolean;
  readonly [fact: string]: string | number | boolean | undefined;
}

/** `facts.server` names the archive as the list does. */
export function pacsError(
  server: Pick<PacsServer, 'name'>,
  code: PacsCode,
  { transient = code === 'pacs.unreachable' || code === 'pacs.timeout', ...facts }: PacsFacts = {},
  cause?: unknown,
): QuadrantError {
  const known = Object.entries(facts).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
  const [message, remedy] = WORDS[code];
  return new QuadrantError(
    code,
    message,
    remedy,
    { server: server.name, ...(transient ? { transient } : {}), ...Object.fromEntries(known) },
    cause,
  );
}

export function isTransient(error: QuadrantError): boolean {
  return error.facts['transient'] === true;
}

/** An error of a socket, typed. @param tlsFailed it came before the encryption stood */
export function socketError(server: PacsServer, error: unknown, tlsFailed = false): unknown {
  if (error instanceof QuadrantError) return error;
  const code = codeOf(error);
  if (code === 'ETIMEDOUT' || code === 'ESOCKETTIMEDOUT') return pacsError(server, 'pacs.timeout', { code }, error);
  if (
    /^(ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO|HOSTNAME_MISMATCH)/.test(code) ||
    tlsFailed
  )
    return pacsError(server, 'pacs.tls', { code }, error);
  if (code.startsWith('HPE_')) return pacsError(server, 'pacs.bad-answer', { code }, error);
  // Refused, reset, no route, no such name …; what has a path is of a file.
  const isOfNetwork = error instanceof Error && 'syscall' in error && !('path' in error);
  return isOfNetwork || code === 'ECONNRESET' ? pacsError(server, 'pacs.unreachable', { code }, error) : error;
}

export function cancelled(): QuadrantError {
  return new QuadrantError('job.cancelled', 'It was cancelled.', 'Start it again when you need it.');
}

/** A server as it is typed: every line is text, and those of both kinds are kept while one tries which it is. */
import type { PacsServer } from '#contract/pacs';

export interface ServerDraft {
  readonly kind: PacsServer['kind'];
  readonly name: string;
  readonly trusted: string;
  readonly url: string;
  readonly user: string;
  readonly host: string;
  readonly port: string;
  readonly calledAet: string;
  readonly callingAet: string;
  readonly tls: boolean;
  /** '' for none. */
  readonly receivePort: string;
}

/** What is usual: the port of DICOM since 2004 (PS3.8), Quadrant's own name. */
const FRESH: ServerDraft = {
  kind: 'dicomweb',
  name: '',
  trusted: '',
  url: '',
  user: '',
  host: '',
  port: '11112',
  calledAet: '',
  callingAet: 'QUADRANT',
  tls: false,
  receivePort: '',
};

export function draftOf(server: PacsServer | null): ServerDraft {
  if (server === null) return FRESH;
  if (server.kind === 'dicomweb') return { ...FRESH, ...server };
  const { port, receivePort } = server;
  return { ...FRESH, ...server, port: String(port), receivePort: String(receivePort ?? '') };
}

/** For `pacsServerSchema`, which refuses what is none and keeps what belongs to the kind. */
export function serverOf({ port, receivePort, ...draft }: ServerDraft): unknown {
  return { ...draft, port: Number(port), receivePort: receivePort.trim() === '' ? null : Number(receivePort) };
}

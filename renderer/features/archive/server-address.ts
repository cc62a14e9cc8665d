import type { PacsServer } from '#contract/pacs';

/** Where a server is, as a person checks it before something is sent there. */
export function addressOf(server: PacsServer): string {
  switch (server.kind) {
    case 'dicomweb':
      return server.url;
    case 'dimse':
      return `${server.calledAet}@${server.host}:${server.port}`;
  }
}

/** What a Chromium did on the network, told by its own log (`--log-net-log`): every attempt, however short. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

export interface NetLog {
  /** Addresses that were called by TCP. */
  readonly connected: readonly string[];
  /** Addresses to which datagrams were sent. A socket that only asks the system for a route sends none. */
  readonly datagrams: readonly string[];
  /** Names that were looked up, but for those that the rules of the command line turn away before anyone is asked. */
  readonly lookedUp: readonly string[];
  /** Addresses of everything that was to be fetched, by the page or by Chromium itself. */
  readonly fetched: readonly string[];
}

const logSchema = z.object({
  constants: z.object({ logEventTypes: z.record(z.string(), z.number()) }),
  events: z.array(
    z.object({
      type: z.number(),
      source: z.object({ id: z.number() }),
      params: z
        .object({ address: z.string().optional(), url: z.string().optional(), host: z.string().optional() })
        .optional(),
    }),
  ),
});

export async function readNetLog(file: string): Promise<NetLog> {
  const { constants, events } = logSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const { logEventTypes } = constants;
  const of = (name: string) => {
    const type = logEventTypes[name];
    if (type === undefined) throw new Error(`This Chromium has no ${name} in its log`);
    return events.filter((event) => event.type === type);
  };
  const told = (name: string, what: 'address' | 'url' | 'host'): readonly string[] => [
    ...new Set(of(name).flatMap(({ params }) => params?.[what] ?? [])),
  ];
  const routes = new Map(
    of('UDP_CONNECT').flatMap(({ source, params }) =>
      params?.address === undefined ? [] : [[source.id, params.address]],
    ),
  );
  return {
    connected: told('TCP_CONNECT_ATTEMPT', 'address'),
    datagrams: [
      ...new Set(of('UDP_BYTES_SENT').map(({ source, params }) => params?.address ?? routes.get(source.id) ?? '?')),
    ],
    lookedUp: told('HOST_RESOLVER_MANAGER_REQUEST', 'host').filter((host) => !needsNoLookup(host)),
    fetched: told('URL_REQUEST_START_JOB', 'url'),
  };
}

/** As the log writes it: `http://127.0.0.1:8080`, and `http://~notfound:443` for whatever the rules map to nothing. */
const needsNoLookup = (host: string): boolean => /^https?:\/\/(127\.0\.0\.1|~notfound)(:|$)/.test(host);

/**
 * Records whatever a Node process asks of the network, whether or not it gets there. As an `--import` it watches a process
 * of its own: one line of JSON for each request, into the file that QUADRANT_NETWORK_RECORD names.
 */
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { z } from 'zod';

export const networkRequestSchema = z.object({
  what: z.enum(['connect', 'listen', 'datagram', 'look up']),
  /** A host or an address, with its port where there is one. */
  where: z.string(),
});
export type NetworkRequest = z.infer<typeof networkRequestSchema>;

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

/** Wraps a function of Node's own; `seen` is told of every call before it is made. */
function watch(owner: object, name: string, seen: (self: unknown, args: readonly unknown[]) => void): void {
  const original: AnyFunction = Reflect.get(owner, name);
  Reflect.set(owner, name, function (this: unknown, ...args: unknown[]) {
    seen(this, args);
    return Reflect.apply(original, this, args);
  });
}

/** From now on, for as long as the process lives. */
export function recordNetwork(record: (request: NetworkRequest) => void): void {
  watch(net.Socket.prototype, 'connect', (_, args) => {
    const where = placeOf(args.flat());
    if (where !== null) record({ what: 'connect', where });
  });
  watch(net.Server.prototype, 'listen', (self) => {
    if (!(self instanceof net.Server)) return;
    self.once('listening', () => {
      const address = self.address();
      if (address !== null && typeof address === 'object')
        record({ what: 'listen', where: `${address.address}:${address.port}` });
    });
  });
  for (const name of ['bind', 'connect', 'send'])
    watch(dgram.Socket.prototype, name, (_, args) =>
      record({ what: 'datagram', where: [name, ...args.filter(isPlain)].join(' ') }),
    );
  for (const owner of [dns, dns.promises])
    for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'resolveTxt', 'reverse'])
      watch(owner, name, (_, [host]) => {
        if (net.isIP(String(host)) === 0) record({ what: 'look up', where: String(host) });
      });
  syncBuiltinESMExports();
}

const isPlain = (arg: unknown): boolean => typeof arg === 'string' || typeof arg === 'number';

/** `host:port` of the arguments of `net.Socket.connect`; null for a pipe, which goes nowhere. */
function placeOf([first, second]: readonly unknown[]): string | null {
  if (typeof first === 'number') return `${typeof second === 'string' ? second : 'localhost'}:${first}`;
  const options = z.object({ port: z.coerce.number(), host: z.string().default('localhost') }).safeParse(first);
  return options.success ? `${options.data.host}:${options.data.port}` : null;
}

const file = process.env['QUADRANT_NETWORK_RECORD'];
if (file !== undefined) recordNetwork((request) => appendFileSync(file, `${JSON.stringify(request)}\n`));

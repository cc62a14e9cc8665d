/**
 * Watches the network for a whole session of the viewer, in three ways that see different things: the system's list of
 * sockets (whatever is open for longer than a moment), Node's own functions in host and engine, and Chromium's own log.
 */
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from '../../../main/services/browser/machine-browser.ts';
import { readNetLog, type NetLog } from './net-log.ts';
import { networkRequestSchema, recordNetwork, type NetworkRequest } from './record-network.ts';
import { isLoopback, socketsBelow, systemSockets, type SystemSocket } from './system-sockets.ts';

/** Seldom enough to cost nothing, often enough for any connection that is made. */
const LOOK_MS = 25;

export interface WatchedSession {
  /** Loopback sockets of ours and of all we started, to show that the watch sees any. */
  readonly own: ReadonlySet<string>;
  /** Sockets of ours that reach, or can be reached from, another computer. */
  readonly foreign: ReadonlySet<string>;
  /** What host and engine asked for. */
  readonly requests: readonly NetworkRequest[];
  /** One for each browser that was started: the window, and each that laid out a page. */
  readonly browsers: readonly NetLog[];
}

/** Watching begins at once. The machine's browser is replaced by one that keeps a log, the engine by one that records. */
export async function watchSession(): Promise<{ end(): Promise<WatchedSession> }> {
  const folder = await mkdtemp(join(tmpdir(), 'quadrant-sockets-'));
  const environment = { ...process.env };
  const record = join(folder, 'node.jsonl');
  await writeFile(record, '');
  process.env['QUADRANT_NETWORK_RECORD'] = record;
  process.env['NODE_OPTIONS'] = `--import=${fileURLToPath(new URL('./record-network.ts', import.meta.url))}`;
  process.env['QUADRANT_BROWSER'] = await loggingBrowser(folder);
  const requests: NetworkRequest[] = [];
  recordNetwork((request) => requests.push(request));
  const sockets = watchSockets();
  return {
    async end() {
      sockets.stop();
      process.env = environment;
      const lines = (await readFile(record, 'utf8')).split('\n').filter(Boolean);
      const logs = (await readdir(folder)).filter((name) => name.endsWith('.json'));
      const browsers = await Promise.all(logs.map((name) => readNetLog(join(folder, name))));
      await rm(folder, { recursive: true });
      return {
        own: sockets.own,
        foreign: sockets.foreign,
        requests: [...requests, ...lines.map((line) => networkRequestSchema.parse(JSON.parse(line)))],
        browsers,
      };
    },
  };
}

/** The machine's browser, with a log for each of its starts. */
async function loggingBrowser(folder: string): Promise<string> {
  const script = join(folder, 'browser');
  await writeFile(script, `#!/bin/sh\nexec "${findBrowser()}" "$@" --log-net-log="${folder}/$$.json"\n`);
  await chmod(script, 0o700);
  return script;
}

interface SocketWatch {
  readonly own: ReadonlySet<string>;
  readonly foreign: ReadonlySet<string>;
  stop(): void;
}

/** Of this process and all it starts. */
export function watchSockets(): SocketWatch {
  const [own, foreign, judged] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const look = (): void => {
    const fresh = systemSockets().filter((socket) => !judged.has(idOf(socket)));
    if (fresh.length === 0) return;
    const ours = socketsBelow(process.pid);
    for (const socket of fresh) {
      judged.add(idOf(socket));
      const program = ours.get(socket.inode);
      if (program !== undefined) (isLoopback(socket) ? own : foreign).add(`${program}: ${describe(socket)}`);
    }
  };
  const timer = setInterval(look, LOOK_MS);
  return { own, foreign, stop: () => clearInterval(timer) };
}

/** A socket is judged again once it has another end. */
const idOf = ({ inode, remote }: SystemSocket): string => `${inode} ${remote}`;
const describe = ({ protocol, local, remote }: SystemSocket): string => `${protocol} ${local} → ${remote}`;

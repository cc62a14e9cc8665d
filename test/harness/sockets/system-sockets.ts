/** The sockets of a process and all it started, as Linux tells them (proc(5): /proc/net/tcp, /proc/PID/fd). */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface SystemSocket {
  readonly protocol: 'tcp' | 'tcp6' | 'udp' | 'udp6';
  readonly inode: string;
  readonly local: string;
  /** All zeros while there is no other end. */
  readonly remote: string;
}

const PROTOCOLS = ['tcp', 'tcp6', 'udp', 'udp6'] as const;
const NOBODY = ['0.0.0.0:0', '[00000000000000000000000000000000]:0'];

export function systemSockets(): readonly SystemSocket[] {
  return PROTOCOLS.flatMap((protocol) =>
    linesOf(`/proc/net/${protocol}`)
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields.length > 9)
      .map((fields) => ({ protocol, inode: fields[9], local: readable(fields[1]), remote: readable(fields[2]) })),
  );
}

/** Whether both ends stay on this computer. A socket that is bound to every address does not. */
export function isLoopback({ local, remote }: SystemSocket): boolean {
  return isHere(local) && (NOBODY.includes(remote) || isHere(remote));
}

function isHere(end: string): boolean {
  const mapped = '[0000000000000000ffff0000'; // ::ffff:127.0.0.1, each word in the machine's byte order
  return (
    end.startsWith('127.') ||
    end.startsWith('[00000000000000000000000001000000]') ||
    end.startsWith(`${mapped}0100007f`)
  );
}

/** `0100007F:1F90` → `127.0.0.1:8080`; addresses of IPv6 stay as the kernel writes them. */
function readable(end: string): string {
  const [address, port] = end.split(':');
  const bytes = address.match(/../g) ?? [];
  const host =
    bytes.length === 4
      ? bytes
          .reverse()
          .map((byte) => Number.parseInt(byte, 16))
          .join('.')
      : `[${address.toLowerCase()}]`;
  return `${host}:${Number.parseInt(port, 16)}`;
}

/** Inodes of all sockets that a process and its descendants hold, each with the name of its process. */
export function socketsBelow(pid: number): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const one of withDescendants(pid)) {
    for (const fd of namesIn(`/proc/${one}/fd`)) {
      const inode = /^socket:\[(\d+)\]$/.exec(targetOf(`/proc/${one}/fd/${fd}`))?.[1];
      if (inode !== undefined) found.set(inode, linesOf(`/proc/${one}/comm`)[0] ?? '');
    }
  }
  return found;
}

function withDescendants(root: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const name of namesIn('/proc').filter((entry) => /^\d+$/.test(entry))) {
    // The name in brackets may hold anything, brackets too.
    const parent = Number(/\) \S (\d+)/.exec(linesOf(`/proc/${name}/stat`).join('\n'))?.[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const below = (pid: number): readonly number[] => [pid, ...(children.get(pid) ?? []).flatMap(below)];
  return below(root);
}

// A process may end between two looks at it.
function linesOf(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
}

function namesIn(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function targetOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

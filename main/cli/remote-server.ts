/** The server that --remote names, and what a person has to know before tiles of a scan go there. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { InferenceServer } from '../inference/remote/inference-server.ts';
import type { Terminal } from './terminal.ts';
import { usageError } from './usage.ts';

export interface RemoteChoice {
  readonly remote?: string | undefined;
  readonly 'remote-ca'?: string | undefined;
}

/** Connects to the server, or answers undefined when none was asked for. @throws QuadrantError usage, remote.* */
export async function remoteServer(
  { remote, 'remote-ca': caFile }: RemoteChoice,
  signal: AbortSignal,
  { stderr }: Terminal,
): Promise<InferenceServer | undefined> {
  if (remote === undefined) {
    if (caFile !== undefined) throw usageError('--remote-ca belongs to --remote.');
    return undefined;
  }
  // Loaded when called for: without --remote nothing here can reach a network.
  const { connectServer } = await import('../inference/remote/inference-server.ts');
  const token = process.env['QUADRANT_REMOTE_TOKEN'] || undefined;
  const server = await connectServer({ url: remote, ca: await authority(caFile), token, signal });
  const { host, protocol } = new URL(remote);
  const open = protocol === 'http:' ? ', unencrypted' : '';
  stderr.write(`Pieces of the scan leave this computer: they are sent to ${host}${open}. ${server.provider}\n`);
  return server;
}

async function authority(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  try {
    return await readFile(resolve(file), 'utf8');
  } catch {
    throw usageError(`--remote-ca: the file ${file} cannot be read.`);
  }
}

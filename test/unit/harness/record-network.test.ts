import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const RECORDER = fileURLToPath(new URL('../../harness/sockets/record-network.ts', import.meta.url));

/** In a process of its own: what is wrapped stays wrapped. No packet leaves: all goes to this computer or to no name. */
const PROGRAM = `
  import { lookup } from 'node:dns/promises';
  import { createSocket } from 'node:dgram';
  import { createServer } from 'node:net';
  await lookup('nowhere.invalid').catch(() => {});
  await fetch('http://127.0.0.1:9042/').catch(() => {});
  const socket = createSocket('udp4');
  await new Promise((sent) => socket.send('hello', 9042, '127.0.0.1', sent));
  socket.close();
  const server = createServer().listen(0, '127.0.0.1', () => server.close());
`;

it('records whatever a Node process asks of the network', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'quadrant-record-'));
  const file = join(folder, 'node.jsonl');
  const args = [`--import=${RECORDER}`, '--input-type=module', '-e', PROGRAM];
  await promisify(execFile)(process.execPath, args, { env: { ...process.env, QUADRANT_NETWORK_RECORD: file } });
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  await rm(folder, { recursive: true });
  expect(lines.map((line) => JSON.parse(line))).toEqual(
    expect.arrayContaining([
      { what: 'look up', where: 'nowhere.invalid' },
      { what: 'connect', where: '127.0.0.1:9042' },
      { what: 'datagram', where: 'send hello 9042 127.0.0.1' },
      { what: 'listen', where: expect.stringMatching(/^127\.0\.0\.1:\d+$/) },
    ]),
  );
});

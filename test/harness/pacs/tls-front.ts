/** HTTPS before a server that speaks HTTP, as practices put one there. */
import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { createServer } from 'node:tls';
import type { Certificates } from './certificates.ts';
import { freePort } from './orthanc.ts';

export async function tlsFront({ certificate, key }: Certificates, target: number) {
  const port = await freePort();
  const sockets = new Set<Socket>();
  const server = createServer({ cert: await readFile(certificate), key: await readFile(key) }, (near) => {
    const far = connect(target, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port,
    async close(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

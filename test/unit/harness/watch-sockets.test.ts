/** The watch over a session's sockets is itself watched: it must see what the viewer must not do. */
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { connect, createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { isLoopback } from '../../harness/sockets/system-sockets.ts';
import { watchSockets } from '../../harness/sockets/watch-session.ts';

const noProc = process.platform !== 'linux';

describe.skipIf(noProc)(`watchSockets${noProc ? ' (skipped: Linux only)' : ''}`, () => {
  it('sees a door that is open to others, whichever process of ours holds it', async () => {
    const watch = watchSockets();
    const program = "const s = require('net').createServer().listen(0, '0.0.0.0', () => console.log(s.address().port))";
    const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [port]: Buffer[] = await once(child.stdout, 'data');
    await expect.poll(() => [...watch.foreign].join()).toContain(`tcp 0.0.0.0:${port.toString().trim()} →`);
    watch.stop();
    child.kill();
    await once(child, 'exit');
  });

  it('sees datagrams of any address, and takes loopback for what it is', async () => {
    const watch = watchSockets();
    const socket = createSocket('udp4').bind(0, '0.0.0.0');
    await once(socket, 'listening');
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const client = connect(port, '127.0.0.1');
    await expect.poll(() => [...watch.foreign].join()).toContain(`udp 0.0.0.0:${socket.address().port} →`);
    await expect.poll(() => [...watch.own].join()).toContain(`→ 127.0.0.1:${port}`);
    expect([...watch.foreign].join()).not.toContain(`:${port} `);
    watch.stop();
    client.destroy();
    server.close();
    socket.close();
  });
});

describe('isLoopback', () => {
  const [v6, mapped, all] = ['00000000000000000000000001000000', '0000000000000000ffff00000100007f', '0'.repeat(32)];
  it.each([
    ['127.0.0.1:1', '127.0.0.1:2', true],
    ['127.0.0.1:1', '0.0.0.0:0', true],
    [`[${v6}]:1`, `[${all}]:0`, true],
    [`[${mapped}]:1`, `[${mapped}]:2`, true],
    ['0.0.0.0:1', '0.0.0.0:0', false],
    [`[${all}]:1`, `[${all}]:0`, false],
    ['192.168.1.5:1', '192.168.1.9:104', false],
    ['127.0.0.1:1', '192.168.1.9:53', false],
  ])('of %s and %s: %s', (local, remote, here) => {
    expect(isLoopback({ protocol: 'tcp', inode: '1', local, remote })).toBe(here);
  });
});

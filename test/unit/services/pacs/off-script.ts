/** Prints which modules of archives are loaded and how many sockets are opened, without an archive and with one. */
import { subscribe } from 'node:diagnostics_channel';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { pacsServerSchema } from '#contract/pacs';

const OFF =
  /(main\/(?:io\/pacs\/|services\/pacs\/(?!pacs-door|server-list))[^?]*|node_modules\/(?:dcmjs-dimse|@napi-rs)\/.*)$/;
const loaded: string[] = [];
let sockets = 0;

registerHooks({
  load(url, context, next) {
    const [, name] = OFF.exec(url) ?? [];
    if (name !== undefined) loaded.push(name);
    return next(url, context);
  },
});
subscribe('net.client.socket', () => sockets++);

let exit: (code: null) => void = () => {};
const { createServices } = await import('../../../../main/services/index.ts');
const services = createServices({
  dataDir: process.argv[2] ?? '',
  resourcesDir: tmpdir(),
  engineSpawner: () => ({
    send: () => {},
    onMessage: () => {},
    onExit: (listener) => (exit = listener),
    kill: () => exit(null),
  }),
  host: 'browser',
  version: '0',
});
const { calls } = services;
await calls['app.info']({});
await calls['pacs.servers']({});
await calls['pacs.outbox']({});
services.subscribeOutbox(() => {})();
await new Promise((resolve) => setTimeout(resolve, 200));
const off = { loaded: [...loaded], sockets };

const server = pacsServerSchema.parse({ kind: 'dicomweb', name: 'Web', url: 'http://127.0.0.1:9/dicom-web' });
const { serverId } = await calls['pacs.save-server']({ serverId: null, server });
await calls['pacs.test']({ serverId }).catch(() => {});
process.stdout.write(JSON.stringify({ off, on: { loaded, sockets } }));
await services.dispose();

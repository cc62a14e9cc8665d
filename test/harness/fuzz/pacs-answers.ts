/** Archives that say what is in a file, and the client that asks them, or is sent to. */
import { connect, createServer, type Server, type Socket } from 'node:net';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pacsServerSchema, type PacsServer } from '#contract/pacs';
import { openArchive, type Archive } from '../../../main/io/pacs/archive.ts';
import { whileReceiving } from '../../../main/io/pacs/move-receiver.ts';
import { diskSink } from '../../../main/io/pacs/object-sink.ts';
import { freePort } from '../pacs/orthanc.ts';
import { ANY_STUDY, dimseServerAt, listening, SERIES, slicesOfFixture } from './pacs-recordings.ts';
import { fixturePath } from './sample.ts';

/** Long: whoever has nothing more to say hangs up. */
const PATIENCE = { connectMs: 5000, silenceMs: 5000 };
const never = new AbortController().signal;

/** Studies as a DICOMweb server tells them. @param path of the JSON that it sends */
export async function searchAtWebServer(path: string): Promise<void> {
  await atWebServer(httpAnswer('application/dicom+json', await readFile(path)), (archive) => search(archive));
}

/** A series as a DICOMweb server sends it. @param path of the multipart body */
export async function retrieveFromWebServer(path: string): Promise<void> {
  const sent = httpAnswer('multipart/related; type="application/dicom"; boundary=limit', await readFile(path));
  await atWebServer(sent, (archive) =>
    inFolder((folder) => archive.retrieve({ ...SERIES, images: [] }, folder, () => {}, never)),
  );
}

/** What a DICOMweb server says of an object that it was sent. @param path of the JSON */
export async function storeAtWebServer(path: string): Promise<void> {
  const object = fixturePath('dicom-seg/scan/slice-00.dcm');
  const [{ sopInstanceUid }] = await slicesOfFixture();
  const bytes = (await readFile(object)).length;
  await atWebServer(httpAnswer('application/dicom+json', await readFile(path)), async (archive) => {
    await archive.store({ path: object, bytes, sopInstanceUid }, never);
  });
}

/** Studies as a DIMSE server tells them. @param folder with what it says, a file a turn */
export async function searchAtDimseServer(folder: string): Promise<void> {
  await atDimseServer(await turnsIn(folder), (archive) => search(archive));
}

/** A series as a DIMSE server sends it over the same association. @param folder as above */
export async function retrieveFromDimseServer(folder: string): Promise<void> {
  const images = await slicesOfFixture();
  await atDimseServer(await turnsIn(folder), (archive) =>
    inFolder((into) => archive.retrieve({ ...SERIES, images }, into, () => {}, never)),
  );
}

/** Somebody who connects to the port that is open while images are awaited (C-MOVE). @param folder as above */
export async function receiveFromSender(folder: string): Promise<void> {
  const turns = await turnsIn(folder);
  const port = await freePort();
  const images = await slicesOfFixture();
  const server = { ...dimseServerAt(port), callingAet: 'PACS' }; // as the recorded sender calls us
  await inFolder((into) =>
    whileReceiving({ server, patience: PATIENCE, sink: diskSink(into, images, () => {}) }, port, async () => {
      const socket = connect(port, '127.0.0.1');
      await new Promise<void>((resolve) => {
        socket.on('error', () => resolve()).on('close', () => resolve());
        socket.once('connect', speakInTurns(socket, turns));
      });
    }),
  );
}

async function search(archive: Archive): Promise<void> {
  await archive.findStudies({ query: ANY_STUDY, from: 0, limit: 10 }, never);
}

async function atWebServer(answer: Buffer, ask: (archive: Archive) => Promise<void>): Promise<void> {
  const server = createServer((socket) => {
    socket.on('error', () => {}).once('data', () => void socket.write(answer));
  });
  await asked(
    server,
    (port) => pacsServerSchema.parse({ kind: 'dicomweb', name: 'Hostile', url: `http://127.0.0.1:${port}` }),
    ask,
  );
}

async function atDimseServer(turns: readonly Buffer[], ask: (archive: Archive) => Promise<void>): Promise<void> {
  const server = createServer((socket) => {
    speakInTurns(
      socket.on('error', () => {}),
      turns,
    );
  });
  await asked(server, dimseServerAt, ask);
}

/** What is said comes in pieces; a pause this long, and it was all. */
const PAUSE_MS = 3;
/** Who says nothing for so long after a turn waits for what will never come. */
const GIVE_UP_MS = 60;

/**
 * Says a turn each time the other side has spoken, and hangs up after the last, or when nothing comes back.
 * The way to begin without having been spoken to.
 */
function speakInTurns(socket: Socket, turns: readonly Buffer[]): () => void {
  const left = [...turns];
  let heard = 0;
  let pause: NodeJS.Timeout | undefined;
  // Both ends live in this process: on a busy machine a timer is late, and what was said meanwhile has to be heard first.
  const afterPause = (ms: number, then: () => void): void => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      const before = heard;
      setImmediate(() => {
        if (heard === before) then();
      });
    }, ms);
  };
  const sayNext = (): void => {
    const turn = left.shift();
    if (turn === undefined) return void socket.end();
    socket.write(turn);
    afterPause(GIVE_UP_MS, () => socket.end());
  };
  socket.on('data', () => {
    heard++;
    afterPause(PAUSE_MS, sayNext);
  });
  socket.on('close', () => clearTimeout(pause));
  return sayNext;
}

async function asked(
  server: Server,
  archiveAt: (port: number) => PacsServer,
  ask: (archive: Archive) => Promise<void>,
): Promise<void> {
  const sockets = new Set<{ destroy(): void }>();
  server.on('connection', (socket) => sockets.add(socket));
  const port = await listening(server);
  try {
    await ask(await openArchive(archiveAt(port), null, PATIENCE));
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}

function httpAnswer(contentType: string, body: Buffer): Buffer {
  const head = `HTTP/1.1 200 OK\r\nContent-Type: ${contentType}\r\nContent-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

async function turnsIn(folder: string): Promise<readonly Buffer[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.pdu')).sort();
  return Promise.all(names.map((name) => readFile(join(folder, name))));
}

async function inFolder(task: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'quadrant-fuzz-pacs-'));
  try {
    await task(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

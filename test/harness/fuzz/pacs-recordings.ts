/** What proper partners say over DIMSE, written down turn by turn: to be changed, and said to Quadrant. */
import { createServer, type AddressInfo, type Server } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import dimse from 'dcmjs-dimse';
import type { association, requests, responses } from 'dcmjs-dimse';
import { pacsServerSchema, type DimseServer } from '#contract/pacs';
import { openArchive, type Archive, type FoundImage } from '../../../main/io/pacs/archive.ts';
import { fixturePath, type Sample } from './sample.ts';

const { PresentationContextResult, Status } = dimse.constants;
const never = new AbortController().signal;

/** Of the slices that are fetched. */
export const SERIES = { studyUid: '1.2.3', seriesUid: '1.2.3.4' };
export const ANY_STUDY = { patientName: '', patientId: '', accessionNumber: '', fromDay: '', toDay: '' };

export function dimseServerAt(port: number): DimseServer {
  const server = pacsServerSchema.parse({ kind: 'dimse', name: 'PACS', host: '127.0.0.1', port, calledAet: 'PACS' });
  if (server.kind !== 'dimse') throw new Error('this is another kind of archive');
  return server;
}

/** An archive that finds two studies. */
export function recordedSearch(): Promise<Sample[]> {
  return recorded('search', 'answers', async (archive) => {
    await archive.findStudies({ query: ANY_STUDY, from: 0, limit: 10 }, never);
  });
}

/** An archive that sends two slices over the association that asks for them (C-GET). */
export function recordedSeries(): Promise<Sample[]> {
  return recorded('series', 'answers', async (archive) => {
    const folder = await mkdtemp(join(tmpdir(), 'quadrant-fuzz-recording-'));
    try {
      await archive.retrieve({ ...SERIES, images: await slicesOfFixture() }, folder, () => {}, never);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

/** Who sends a slice to us on its own, as an archive does after C-MOVE. */
export function recordedSender(): Promise<Sample[]> {
  return recorded('sender', 'questions', async (archive) => {
    const [path] = slicePaths();
    const [{ sopInstanceUid }] = await slicesOfFixture();
    await archive.store({ path, sopInstanceUid, bytes: 1 }, never);
  });
}

function slicePaths(): readonly string[] {
  return [fixturePath('dicom-seg/scan/slice-00.dcm'), fixturePath('dicom-seg/scan/slice-01.dcm')];
}

/** As `findImages` finds them. */
export async function slicesOfFixture(): Promise<readonly FoundImage[]> {
  const { objectHeader } = await import('../../../main/io/pacs/object-header.ts');
  const headers = await Promise.all(slicePaths().map((path) => objectHeader(path)));
  return headers.flatMap((header) => header ?? []);
}

/** A file for each turn of one side: what it says before it hears from the other again. */
async function recorded(
  name: string,
  side: 'answers' | 'questions',
  talk: (archive: Archive) => Promise<void>,
): Promise<Sample[]> {
  const turns: Buffer[] = [];
  const servers: ProperServer[] = [];
  let speaks = '';
  const note = (who: string, chunk: Uint8Array | string): void => {
    if (who === side)
      if (speaks === side) turns.push(Buffer.concat([turns.pop() ?? Buffer.alloc(0), Buffer.from(chunk)]));
      else turns.push(Buffer.from(chunk));
    speaks = who;
  };
  const server = createServer((socket) => {
    const write = socket.write.bind(socket);
    socket.write = (chunk: Uint8Array | string, ...rest: unknown[]) => {
      note('answers', chunk);
      return Reflect.apply(write, socket, [chunk, ...rest]);
    };
    socket.on('data', (chunk) => note('questions', chunk));
    socket.on('error', () => {});
    servers.push(new ProperServer(socket, {}));
  });
  const port = await listening(server);
  try {
    await talk(await openArchive(dimseServerAt(port), null, { connectMs: 10_000, silenceMs: 10_000 }));
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
  return [{ name, files: new Map(turns.map((turn, n) => [`${n}.pdu`, turn])), opens: null }];
}

export async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Takes every offer, finds two studies, sends two slices, stores what comes. */
class ProperServer extends dimse.Scp {
  override associationRequested(request: association.Association): void {
    for (const { context } of request.getPresentationContexts())
      context.setResult(PresentationContextResult.Accept, context.getTransferSyntaxUids()[0]);
    this.sendAssociationAccept();
  }

  override associationReleaseRequested(): void {
    this.sendAssociationReleaseResponse();
  }

  override cFindRequest(request: requests.CFindRequest, answer: (all: responses.CFindResponse[]) => void): void {
    const found = ['1.2.1', '1.2.2'].map((StudyInstanceUID) => {
      const response = dimse.responses.CFindResponse.fromRequest(request);
      response.setDataset(new dimse.Dataset({ StudyInstanceUID, PatientName: 'Doe^Jane', StudyDate: '20260101' }));
      response.setStatus(Status.Pending);
      return response;
    });
    const last = dimse.responses.CFindResponse.fromRequest(request);
    last.setStatus(Status.Success);
    answer([...found, last]);
  }

  override cGetRequest(request: requests.CGetRequest, answer: (all: responses.CGetResponse[]) => void): void {
    const sendNext = ([path, ...rest]: readonly string[]): void => {
      if (path === undefined) {
        const last = dimse.responses.CGetResponse.fromRequest(request);
        last.setStatus(Status.Success);
        return answer([last]);
      }
      const storing = new dimse.requests.CStoreRequest(path);
      storing.on('response', () => sendNext(rest));
      this.sendRequests(storing);
    };
    sendNext(slicePaths());
  }

  override cStoreRequest(request: requests.CStoreRequest, answer: (response: responses.CStoreResponse) => void): void {
    const response = dimse.responses.CStoreResponse.fromRequest(request);
    response.setStatus(Status.Success);
    answer(response);
  }
}

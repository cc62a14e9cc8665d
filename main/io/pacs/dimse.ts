/** An archive that speaks DIMSE (PS3.4, PS3.7): C-ECHO, C-FIND, C-GET or C-MOVE, C-STORE. */
import type { QuadrantError } from '#contract/errors';
import dimse from 'dcmjs-dimse';
import type { requests, responses } from 'dcmjs-dimse';
import { z } from 'zod';
import type { DimseServer } from '#contract/pacs';
import {
  EXPLICIT_VR_LITTLE_ENDIAN,
  IMPLICIT_VR_LITTLE_ENDIAN,
  READABLE_TRANSFER_SYNTAXES,
} from '../dicom/transfer-syntax.ts';
import {
  searchKeys,
  type Archive,
  type FileToStore,
  type FoundImage,
  type FoundSeries,
  type Patience,
  type Received,
  type SeriesAddress,
  type StudySearch,
} from './archive.ts';
import { readKept } from '../vault/kept-file.ts';
import { foundSeries, foundStudy } from './found.ts';
import {
  Status,
  withAssociation,
  type ContextOffer,
  type ObjectSink,
  type OpenAssociation,
} from './dimse-association.ts';
import { whileReceiving } from './move-receiver.ts';
import { objectHeader } from './object-header.ts';
import { diskSink } from './object-sink.ts';
import { pacsError } from './pacs-errors.ts';
import { failureWords, isWarning, warningWords } from './status-words.ts';

const { CEchoRequest, CFindRequest, CGetRequest, CMoveRequest, CStoreRequest } = dimse.requests;
const { StorageClass } = dimse.constants;
const SERVICES = dimse.constants.SopClass;

/** The images that Quadrant opens, where the server does not say what it has. */
export const USUAL_CLASSES: readonly string[] = [
  StorageClass.CtImageStorage,
  StorageClass.EnhancedCtImageStorage,
  StorageClass.XRay3dCraniofacialImageStorage,
  StorageClass.DigitalXRayImageStorageForPresentation,
  StorageClass.ComputedRadiographyImageStorage,
  StorageClass.SecondaryCaptureImageStorage,
];
const UNCOMPRESSED: readonly string[] = [EXPLICIT_VR_LITTLE_ENDIAN, IMPLICIT_VR_LITTLE_ENDIAN];
/** Odd numbers up to 255 (PS3.8 9.3.2.2). */
const MOST_CONTEXTS = 128;

/** Every server takes it. */
const service = (abstractSyntaxUid: string): ContextOffer => ({
  abstractSyntaxUid,
  transferSyntaxUids: [IMPLICIT_VR_LITTLE_ENDIAN],
});

export class DimseArchive implements Archive {
  private readonly server: DimseServer;
  private readonly patience: Patience;

  constructor(server: DimseServer, patience: Patience) {
    this.server = server;
    this.patience = patience;
  }

  private get ends() {
    return { server: this.server, patience: this.patience };
  }

  async test(signal: AbortSignal): Promise<void> {
    await withAssociation({ ...this.ends, offers: [service(SERVICES.Verification)], signal }, async (open) =>
      this.check(await open.ask(new CEchoRequest())),
    );
  }

  /** C-FIND knows no pages: the answers before this one are skipped, and those after it are called off. */
  async findStudies({ query, from, limit }: StudySearch, signal: AbortSignal) {
    const request = CFindRequest.createStudyFindRequest({
      ...inUtf8(Object.fromEntries(searchKeys(query))),
      SOPClassesInStudy: '',
    });
    const found = await this.find((open) => this.collect(open, request, { from, most: limit + 1 }), signal);
    return {
      studies: found.slice(0, limit).map((each) => foundStudy((keyword) => textsOf(each, keyword))),
      more: found.length > limit,
    };
  }

  async findSeries(studyUids: readonly string[], signal: AbortSignal) {
    return this.find(async (open) => {
      const byStudy = new Map<string, FoundSeries[]>();
      for (const StudyInstanceUID of studyUids) {
        const request = CFindRequest.createSeriesFindRequest({ StudyInstanceUID });
        byStudy.set(
          StudyInstanceUID,
          (await this.collect(open, request)).map((each) => foundSeries((keyword) => textsOf(each, keyword))),
        );
      }
      return byStudy;
    }, signal);
  }

  async findImages({ studyUid, seriesUid }: SeriesAddress, signal: AbortSignal): Promise<FoundImage[]> {
    const request = CFindRequest.createImageFindRequest({
      StudyInstanceUID: studyUid,
      SeriesInstanceUID: seriesUid,
      SOPClassUID: '',
    });
    const found = await this.find((open) => this.collect(open, request), signal);
    return found
      .map((each) => ({
        sopInstanceUid: textOf(each, 'SOPInstanceUID'),
        sopClassUid: textOf(each, 'SOPClassUID'),
      }))
      .filter(({ sopInstanceUid }) => sopInstanceUid !== '');
  }

  async retrieve(
    series: SeriesAddress & { readonly images: readonly FoundImage[] },
    folder: string,
    onReceived: (image: Received) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const sink = diskSink(folder, series.images, onReceived);
    if (await this.get(series, sink, signal)) return;
    const { receivePort, tls } = this.server;
    if (receivePort === null || tls)
      throw pacsError(this.server, 'pacs.unsupported', { service: 'C-GET', receivePort: receivePort ?? 'none' });
    await this.move(series, { port: receivePort, sink }, signal);
  }

  async store({ path, sopInstanceUid }: FileToStore, signal: AbortSignal): Promise<{ warning: string | null }> {
    const header = await objectHeader(path);
    if (header === null) throw pacsError(this.server, 'pacs.refused', { reason: 'not a DICOM file', path });
    const { sopClassUid, transferSyntaxUid, dataSetFrom } = header;
    const dataSet = (await readKept(path)).subarray(dataSetFrom);
    const offers = [
      { abstractSyntaxUid: sopClassUid, transferSyntaxUids: [transferSyntaxUid] },
      // For a server that takes nothing but what every one must: the library then writes the data set anew.
      { abstractSyntaxUid: sopClassUid, transferSyntaxUids: UNCOMPRESSED },
    ];
    const response = await withAssociation({ ...this.ends, offers, signal }, async (open) => {
      if (!open.takes(sopClassUid))
        throw pacsError(this.server, 'pacs.refused', { reason: 'it takes no such objects', sopClassUid });
      const asItIs = open.takes(sopClassUid, [transferSyntaxUid]);
      if (!asItIs && !UNCOMPRESSED.includes(transferSyntaxUid))
        throw pacsError(this.server, 'pacs.refused', { reason: 'it takes no such compression', transferSyntaxUid });
      return open.ask(
        asItIs
          ? new CStoreRequest(new DataSetBytes({ sopClassUid, sopInstanceUid }, transferSyntaxUid, dataSet))
          : new CStoreRequest(new dimse.Dataset(dataSet, transferSyntaxUid)),
      );
    });
    const status = response.getStatus();
    if (status === Status.Success) return { warning: null };
    if (isWarning(status)) return { warning: warningWords(status) };
    const { words, has } = failureWords(status);
    if (has) return { warning: words };
    throw this.refusal(status);
  }

  /** false: the server knows no C-GET. */
  private async get(
    { studyUid, seriesUid, images }: SeriesAddress & { readonly images: readonly FoundImage[] },
    sink: ObjectSink,
    signal: AbortSignal,
  ): Promise<boolean> {
    const getService = SERVICES.StudyRootQueryRetrieveInformationModelGet;
    const told = [...new Set(images.map(({ sopClassUid }) => sopClassUid))].filter((uid) => uid !== '');
    const classes = told.length > 0 ? told : USUAL_CLASSES;
    // One context for each transfer syntax: so the server need not choose one for all images and decode the others.
    const storing = classes.flatMap((abstractSyntaxUid) =>
      READABLE_TRANSFER_SYNTAXES.map((uid) => ({ abstractSyntaxUid, transferSyntaxUids: [uid], weStore: true })),
    );
    const offers = [service(getService), ...storing.slice(0, MOST_CONTEXTS - 1)];
    return withAssociation({ ...this.ends, offers, sink, signal }, async (open) => {
      if (!open.takes(getService)) return false;
      const request = CGetRequest.createSeriesGetRequest(studyUid, seriesUid);
      request.setAddStorageSopClassesToAssociation(false);
      const response = await open.ask(request);
      if (response.getStatus() === Status.SopClassNotSupported) return false;
      // Single images that failed are told by their absence.
      if (!isWarning(response.getStatus())) this.check(response);
      return true;
    });
  }

  private async move(
    { studyUid, seriesUid }: SeriesAddress,
    { port, sink }: { readonly port: number; readonly sink: ObjectSink },
    signal: AbortSignal,
  ): Promise<void> {
    const offers = [service(SERVICES.StudyRootQueryRetrieveInformationModelMove)];
    await whileReceiving({ ...this.ends, sink }, port, () =>
      withAssociation({ ...this.ends, offers, signal }, async (open) => {
        const request = CMoveRequest.createSeriesMoveRequest(this.server.callingAet, studyUid, seriesUid);
        const response = await open.ask(request);
        if (!isWarning(response.getStatus())) this.check(response);
      }),
    );
  }

  private find<Result>(work: (open: OpenAssociation) => Promise<Result>, signal: AbortSignal): Promise<Result> {
    const offers = [service(SERVICES.StudyRootQueryRetrieveInformationModelFind)];
    return withAssociation({ ...this.ends, offers, signal }, work);
  }

  private async collect(
    open: OpenAssociation,
    request: requests.CFindRequest,
    { from, most } = { from: 0, most: Infinity },
  ): Promise<Found[]> {
    const found: Found[] = [];
    let seen = 0;
    const response = await open.ask(request, (pending) => {
      seen++;
      if (seen <= from || found.length >= most) return;
      found.push(pending.getDataset()?.getElements() ?? {});
      if (found.length === most) open.stop(request);
    });
    if (response.getStatus() !== Status.Cancel) this.check(response);
    return found;
  }

  /** @throws QuadrantError pacs.refused for anything but success */
  private check(response: responses.Response): void {
    const status = response.getStatus();
    // The library gives what the answer has, which may be none.
    if (!Number.isInteger(status))
      throw pacsError(this.server, 'pacs.bad-answer', { reason: 'an answer has no status' });
    if (status !== Status.Success) throw this.refusal(status);
  }

  private refusal(status: number): QuadrantError {
    if (status === Status.MoveDestinationUnknown)
      return pacsError(this.server, 'pacs.refused', {
        reason: 'the archive does not know where to send images (0xA801)',
      });
    const { words, transient } = failureWords(status);
    return pacsError(this.server, 'pacs.refused', { reason: words, transient });
  }
}

/** A data set that is sent as the file has it. */
class DataSetBytes extends dimse.Dataset {
  private readonly bytes: Buffer;

  constructor(
    { sopClassUid, sopInstanceUid }: { readonly sopClassUid: string; readonly sopInstanceUid: string },
    transferSyntaxUid: string,
    bytes: Buffer,
  ) {
    super({ SOPClassUID: sopClassUid, SOPInstanceUID: sopInstanceUid }, transferSyntaxUid);
    this.bytes = bytes;
  }

  override getDenaturalizedDataset(): Buffer {
    return this.bytes;
  }
}

type Found = Readonly<Record<string, unknown>>;

/** Names may have any letters: then a server is told in which set they come. Old ones know only that of no name. */
function inUtf8(keys: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const isAscii = Object.values(keys).every((value) => /^[ -~]*$/.test(value));
  return isAscii ? keys : { SpecificCharacterSet: 'ISO_IR 192', ...keys };
}

const nameSchema = z.object({ Alphabetic: z.string().optional(), Ideographic: z.string().optional() });
const valueSchema = z.union([
  z.string(),
  z.number().transform(String),
  nameSchema.transform((name) => name.Alphabetic || name.Ideographic || ''),
]);

/** As the library turns them into JavaScript: one value, or a list of them. */
function textsOf(found: Found, keyword: string): readonly string[] {
  const value = found[keyword];
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.flatMap((each) => valueSchema.safeParse(each).data?.trim() ?? []).filter((text) => text !== '');
}

function textOf(found: Found, keyword: string): string {
  return textsOf(found, keyword)[0] ?? '';
}

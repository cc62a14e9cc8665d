/** An archive that speaks DICOMweb (PS3.18): QIDO-RS, WADO-RS and STOW-RS. */
import { keptPieces } from '../vault/kept-file.ts';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  searchKeys,
  type Archive,
  type FileToStore,
  type FoundImage,
  type FoundSeries,
  type Received,
  type SeriesAddress,
  type StudySearch,
} from './archive.ts';
import { countOf, itemsOf, jsonDataSetSchema, textOfTag, textsOf, type JsonDataSet } from './dicom-json.ts';
import { foundSeries, foundStudy } from './found.ts';
import { exchange, statusError, textOf, type Answer, type WebLogin } from './http-exchange.ts';
import { boundaryOf, MultipartError, onePart, readMultipart } from './multipart.ts';
import { objectHeader } from './object-header.ts';
import { pacsError } from './pacs-errors.ts';
import { ReceivedFolder } from './received-folder.ts';
import { warningWords, failureWords } from './status-words.ts';

const STUDY_FIELDS = ['StudyDescription', 'ModalitiesInStudy', 'SOPClassesInStudy', 'PatientBirthDate'] as const;
const SERIES_FIELDS = ['SeriesDescription', 'NumberOfSeriesRelatedInstances'] as const;
/** Of a search for the images of a series; servers may give fewer at once. */
const IMAGES_AT_ONCE = 1000;
const SERIES_SEARCHES_AT_ONCE = 4;
const NO_CONTENT = 204;
/** A server without pictures of a study may say so by 404. */
const NOT_FOUND = 404;

const dataSetsSchema = z.array(jsonDataSetSchema);

export class DicomwebArchive implements Archive {
  private readonly login: WebLogin;

  constructor(login: WebLogin) {
    this.login = login;
  }

  async test(signal: AbortSignal): Promise<void> {
    await this.search('/studies', [['limit', '1']], signal);
  }

  async findStudies({ query, from, limit }: StudySearch, signal: AbortSignal) {
    const { dataSets, more } = await this.search(
      '/studies',
      [
        ...searchKeys(query),
        ...STUDY_FIELDS.map((field): [string, string] => ['includefield', field]),
        ['offset', String(from)],
        ['limit', String(limit + 1)], // one more tells whether there are more
      ],
      signal,
    );
    return {
      studies: dataSets.slice(0, limit).map((dataSet) => foundStudy((keyword) => textsOf(dataSet, keyword))),
      more: dataSets.length > limit || more,
    };
  }

  async findSeries(studyUids: readonly string[], signal: AbortSignal) {
    const byStudy = new Map<string, FoundSeries[]>();
    const waiting = [...studyUids];
    const work = async (): Promise<void> => {
      for (let studyUid = waiting.shift(); studyUid !== undefined; studyUid = waiting.shift()) {
        const { dataSets } = await this.search(
          `/studies/${encodeURIComponent(studyUid)}/series`,
          SERIES_FIELDS.map((field) => ['includefield', field]),
          signal,
        );
        byStudy.set(
          studyUid,
          dataSets.map((dataSet) => foundSeries((keyword) => textsOf(dataSet, keyword))),
        );
      }
    };
    await Promise.all(Array.from({ length: SERIES_SEARCHES_AT_ONCE }, work));
    return byStudy;
  }

  async findImages(series: SeriesAddress, signal: AbortSignal): Promise<FoundImage[]> {
    const images = new Map<string, FoundImage>();
    for (;;) {
      const { dataSets, more } = await this.search(
        `${pathOf(series)}/instances`,
        [
          ['limit', String(IMAGES_AT_ONCE)],
          ['offset', String(images.size)],
        ],
        signal,
      );
      const before = images.size;
      for (const dataSet of dataSets) {
        const sopInstanceUid = textOfTag(dataSet, 'SOPInstanceUID');
        if (sopInstanceUid !== '')
          images.set(sopInstanceUid, { sopInstanceUid, sopClassUid: textOfTag(dataSet, 'SOPClassUID') });
      }
      // A server that knows no offset begins again: nothing new comes.
      if (images.size === before || (dataSets.length < IMAGES_AT_ONCE && !more)) return [...images.values()];
    }
  }

  async retrieve(
    series: SeriesAddress,
    folder: string,
    onReceived: (image: Received) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const { server } = this.login;
    // Without a transfer syntax the server would have to turn every image into Explicit VR Little Endian.
    const accept = 'multipart/related; type="application/dicom"; transfer-syntax=*';
    const answer = await this.ask(pathOf(series), { accept }, signal);
    if (answer.status === NOT_FOUND) {
      answer.drop();
      throw pacsError(server, 'pacs.not-found');
    }
    this.check(answer);
    const boundary = boundaryOf(answer.contentType);
    if (boundary === null)
      throw pacsError(server, 'pacs.bad-answer', { contentType: answer.contentType.slice(0, 200) });
    const files = new ReceivedFolder(folder);
    try {
      await readMultipart(answer.body, boundary, () => {
        const file = files.next();
        return {
          write: (bytes) => file.write(bytes),
          abandon: () => file.abandon(),
          end: async () => {
            await file.end();
            onReceived({ bytes: file.bytes, sopInstanceUid: await this.uidOf(file.path) });
          },
        };
      });
    } catch (error) {
      if (error instanceof MultipartError) throw pacsError(server, 'pacs.incomplete', { transient: true }, error);
      throw error;
    }
  }

  async store({ path, bytes, sopInstanceUid }: FileToStore, signal: AbortSignal): Promise<{ warning: string | null }> {
    const boundary = `quadrant-${randomUUID()}`;
    const part = onePart(boundary, 'application/dicom', { bytes, read: () => keptPieces(path) });
    const answer = await exchange(this.login, {
      path: '/studies',
      headers: {
        accept: 'application/dicom+json',
        'content-type': `multipart/related; type="application/dicom"; boundary="${boundary}"`,
        'content-length': part.bytes,
      },
      body: part.body,
      signal,
    });
    // 409: all failed; its body says why, as that of 202 does (PS3.18 10.5.3).
    if (answer.status !== 409) this.check(answer);
    return this.stored(answer.status, await textOf(this.login, answer), sopInstanceUid);
  }

  /** What a server says of the one object it was sent. Nothing at all with status 200 is success, too. */
  private stored(status: number, text: string, sopInstanceUid: string): { warning: string | null } {
    const { server } = this.login;
    if (text.trim() === '' && (status === 200 || status === NO_CONTENT)) return { warning: null };
    const answer = this.parse(text, jsonDataSetSchema.or(dataSetsSchema.length(1).transform(([first]) => first)));
    const isOurs = (item: JsonDataSet): boolean => textOfTag(item, 'ReferencedSOPInstanceUID') === sopInstanceUid;
    const failed = itemsOf(answer, 'FailedSOPSequence').find(isOurs);
    const reason = failed === undefined ? null : (countOf(failed, 'FailureReason') ?? 0);
    if (reason !== null) {
      const { words, has, transient } = failureWords(reason);
      if (has) return { warning: words };
      throw pacsError(server, 'pacs.refused', { reason: words, transient });
    }
    const stored = itemsOf(answer, 'ReferencedSOPSequence').find(isOurs);
    if (stored === undefined) throw pacsError(server, status === 409 ? 'pacs.refused' : 'pacs.bad-answer', { status });
    const warning = countOf(stored, 'WarningReason');
    return { warning: warning === null ? null : warningWords(warning) };
  }

  private async search(
    path: string,
    query: readonly (readonly [string, string])[],
    signal: AbortSignal,
  ): Promise<{ readonly dataSets: readonly JsonDataSet[]; readonly more: boolean }> {
    const words = query.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
    const answer = await this.ask(
      words === '' ? path : `${path}?${words}`,
      { accept: 'application/dicom+json' },
      signal,
    );
    this.check(answer);
    const text = await textOf(this.login, answer);
    // "There are n additional results that can be requested" (PS3.18 8.3.4.4).
    const more = /^299\b.*additional results/i.test(answer.headers.warning ?? '');
    if (answer.status === NO_CONTENT || text.trim() === '') return { dataSets: [], more };
    return { dataSets: this.parse(text, dataSetsSchema), more };
  }

  private ask(path: string, headers: { readonly accept: string }, signal: AbortSignal): Promise<Answer> {
    return exchange(this.login, { path, headers, signal });
  }

  /** @throws QuadrantError for a status other than success */
  private check(answer: Answer): void {
    const error = statusError(this.login, answer);
    if (error === null) return;
    answer.drop();
    throw error;
  }

  private parse<Schema extends z.ZodType>(text: string, schema: Schema): z.output<Schema> {
    try {
      return schema.parse(JSON.parse(text));
    } catch (cause) {
      throw pacsError(this.login.server, 'pacs.bad-answer', {}, cause);
    }
  }

  private async uidOf(path: string): Promise<string> {
    const header = await objectHeader(path);
    if (header === null) throw pacsError(this.login.server, 'pacs.bad-answer');
    return header.sopInstanceUid;
  }
}

function pathOf({ studyUid, seriesUid }: SeriesAddress): string {
  return `/studies/${encodeURIComponent(studyUid)}/series/${encodeURIComponent(seriesUid)}`;
}

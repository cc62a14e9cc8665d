/** multipart/related as DICOMweb sends and takes it (RFC 2387, PS3.18 8.7.3), without ever holding a whole part. */

/** The boundary that a content type names; null when it is no multipart/related. */
export function boundaryOf(contentType: string): string | null {
  if (!/^\s*multipart\/related\b/i.test(contentType)) return null;
  const found = /;\s*boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(contentType);
  return found?.[1] ?? found?.[2] ?? null;
}

export class MultipartError extends Error {}

const HEADERS_END = Buffer.from('\r\n\r\n');
/** Of the few lines above a part. */
const MOST_HEADER_BYTES = 64 * 1024;

/**
 * Cuts a body into its parts. `begin` is told of each part and answers with where its bytes go; they are awaited, so that
 * a slow disk holds the network back. @throws MultipartError when the closing boundary is missing: something was lost
 */
export async function readMultipart(
  body: AsyncIterable<Buffer>,
  boundary: string,
  begin: () => PartSink,
): Promise<void> {
  const reader = new MultipartReader(boundary, begin);
  try {
    for await (const chunk of body) await reader.take(chunk);
    reader.close();
  } catch (error) {
    await reader.abandon();
    throw error;
  }
}

class MultipartReader {
  private readonly mark: Buffer;
  private readonly begin: () => PartSink;
  /** Bytes that are not told apart yet; the first boundary has no line before it, unless the server sends an empty one. */
  private rest: Buffer = Buffer.from('\r\n');
  private state: 'preamble' | 'boundary' | 'headers' | 'part' | 'closed' = 'preamble';
  private sink: PartSink | null = null;

  constructor(boundary: string, begin: () => PartSink) {
    this.mark = Buffer.from(`\r\n--${boundary}`);
    this.begin = begin;
  }

  async take(chunk: Buffer): Promise<void> {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    while (await this.advance());
  }

  close(): void {
    if (this.state !== 'closed') throw new MultipartError('The closing boundary is missing');
  }

  async abandon(): Promise<void> {
    await this.sink?.abandon();
  }

  /** false: more bytes are needed. */
  private async advance(): Promise<boolean> {
    switch (this.state) {
      case 'preamble':
      case 'part': {
        const at = this.rest.indexOf(this.mark);
        // The end of what is there may be the beginning of a boundary.
        const sure = at === -1 ? Math.max(0, this.rest.length - this.mark.length + 1) : at;
        if (sure > 0) await this.sink?.write(this.rest.subarray(0, sure));
        this.skip(at === -1 ? sure : at + this.mark.length);
        if (at === -1) return false;
        await this.sink?.end();
        this.sink = null;
        this.state = 'boundary';
        return true;
      }
      case 'boundary':
        if (this.rest.length < 2) return false;
        this.state = this.rest.toString('latin1', 0, 2) === '--' ? 'closed' : 'headers';
        return true;
      case 'headers': {
        const at = this.rest.indexOf(HEADERS_END);
        if (at === -1 && this.rest.length > MOST_HEADER_BYTES)
          throw new MultipartError('The headers of a part do not end');
        if (at === -1) return false;
        this.skip(at + HEADERS_END.length);
        this.sink = this.begin();
        this.state = 'part';
        return true;
      }
      case 'closed':
        this.skip(this.rest.length);
        return false;
    }
  }

  private skip(bytes: number): void {
    this.rest = this.rest.subarray(bytes);
  }
}

/** Where the bytes of one part go. */
export interface PartSink {
  write(bytes: Buffer): Promise<void>;
  end(): Promise<void>;
  /** It will not be whole. */
  abandon(): Promise<void>;
}

/** A body of one part that streams from `content`, and its length in bytes. */
export function onePart(
  boundary: string,
  contentType: string,
  content: { readonly bytes: number; readonly read: () => AsyncIterable<Uint8Array> },
): { readonly bytes: number; readonly body: AsyncIterable<Uint8Array> } {
  const head = Buffer.from(`--${boundary}\r\nContent-Type: ${contentType}\r\n\r\n`);
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  async function* body(): AsyncGenerator<Uint8Array> {
    yield head;
    yield* content.read();
    yield tail;
  }
  return { bytes: head.length + content.bytes + tail.length, body: body() };
}

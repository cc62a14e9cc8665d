/** Between Node's streams and the web's, with backpressure and clean-up in both directions. */
import type { Readable } from 'node:stream';

/** A Node stream of bytes as a web stream; cancelling it closes the file or socket behind it. */
export function toWebStream(readable: Readable): ReadableStream<Uint8Array> {
  const iterator: AsyncIterator<Uint8Array> = readable[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    cancel() {
      readable.destroy();
    },
  });
}

/** The chunks of a web stream one by one; leaving the loop early cancels the stream. */
export async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    await reader.cancel();
  }
}

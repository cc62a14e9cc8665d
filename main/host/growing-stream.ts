/** A file that is still being written as a web stream: each piece is sent as soon as it is there. */
import { KeptReader } from '../io/vault/kept-file.ts';
import type { BulkFile } from '../services/index.ts';

const MOST_AT_ONCE = 4 << 20;

/** Ends after `sizeBytes`; breaks off when the writer fails. */
export function growingStreamOf({
  path,
  sizeBytes,
  arrival,
}: BulkFile & Required<Pick<BulkFile, 'arrival'>>): ReadableStream<Uint8Array> {
  let file: KeptReader | null = null;
  let offset = 0;
  const finish = async (): Promise<void> => {
    await file?.close();
    file = null;
  };
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const readable = await arrival.beyond(offset);
        file ??= await KeptReader.open(path);
        const piece = await file.read(offset, Math.min(MOST_AT_ONCE, readable - offset), sizeBytes);
        offset += piece.length;
        controller.enqueue(piece);
        if (offset < sizeBytes) return;
        await finish();
        controller.close();
      } catch (thrown) {
        await finish();
        controller.error(thrown);
      }
    },
    cancel: finish,
  });
}

/** What a DICOM file is, from its first bytes. */
import { KeptReader } from '../vault/kept-file.ts';
import { code, parseFileMeta, TAG } from '../dicom/data-set.ts';

export interface ObjectHeader {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly transferSyntaxUid: string;
  /** Where the data set begins, after the file meta information (PS3.10 7.1). */
  readonly dataSetFrom: number;
}

const HEAD_BYTES = 16 * 1024;
const META_FROM = 132;

/** null: no DICOM file. */
export async function objectHeader(path: string): Promise<ObjectHeader | null> {
  const file = await KeptReader.open(path);
  try {
    return headerOf((await file.read(0, HEAD_BYTES, await file.size())).subarray(0, HEAD_BYTES));
  } finally {
    await file.close();
  }
}

function headerOf(head: Buffer): ObjectHeader | null {
  if (head.toString('latin1', META_FROM - 4, META_FROM) !== 'DICM') return null;
  try {
    const meta = parseFileMeta(head);
    const header = {
      sopClassUid: code(meta, TAG.MediaStorageSOPClassUID),
      sopInstanceUid: code(meta, TAG.MediaStorageSOPInstanceUID),
      transferSyntaxUid: code(meta, TAG.TransferSyntaxUID),
      dataSetFrom: Math.max(...Object.values(meta.elements).map(({ dataOffset, length }) => dataOffset + length)),
    };
    return header.sopInstanceUid === '' || header.transferSyntaxUid === '' ? null : header;
  } catch {
    return null; // what is no DICOM makes the parser throw
  }
}

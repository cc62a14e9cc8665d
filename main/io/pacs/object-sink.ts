/** Objects that come in over DIMSE, written to disk as they come: their bytes are not touched, a file header goes before them. */
import type { Writable } from 'node:stream';
import { fileHead } from '../dicom-write/write-dicom.ts';
import type { FoundImage, Received } from './archive.ts';
import type { ObjectSink } from './dimse-association.ts';
import { ReceivedFolder, type ReceivedFile } from './received-folder.ts';

const SUCCESS = 0;
const NOT_AUTHORIZED = 0x0124;

/** Takes the images that were asked for and no others. */
export function diskSink(
  folder: string,
  images: readonly FoundImage[],
  onReceived: (image: Received) => void,
): ObjectSink {
  const files = new ReceivedFolder(folder);
  const wanted = new Set(images.map(({ sopInstanceUid }) => sopInstanceUid));
  const open = new Map<Writable, ReceivedFile>();
  return {
    begin(object) {
      if (!wanted.has(object.sopInstanceUid)) return null;
      const file = files.next();
      open.set(file.stream, file);
      const { sopClassUid, sopInstanceUid, transferSyntaxUid } = object;
      file.stream.write(fileHead({ SOPClassUID: sopClassUid, SOPInstanceUID: sopInstanceUid }, transferSyntaxUid));
      return file.stream;
    },
    async end({ sopInstanceUid }, bytes) {
      const file = open.get(bytes);
      if (file === undefined) return NOT_AUTHORIZED;
      open.delete(bytes);
      await file.end();
      onReceived({ sopInstanceUid, bytes: file.stream.bytesWritten });
      return SUCCESS;
    },
  };
}

import { openFile } from './regular-file.ts';

/** First bytes of files that people drop on a viewer, with how to call them. */
const SIGNATURES: readonly (readonly [signature: string, name: string])[] = [
  ['%PDF', 'a PDF document'],
  ['PK\x03\x04', 'a ZIP archive'],
  ['Rar!', 'a RAR archive'],
  ['7z\xbc\xaf', 'a 7-Zip archive'],
  ['\x89PNG', 'a PNG picture'],
  ['\xff\xd8\xff', 'a JPEG picture'],
  ['II*\0', 'a TIFF picture'],
  ['MM\0*', 'a TIFF picture'],
  ['BM', 'a BMP picture'],
  ['NRRD', 'an NRRD volume'],
  ['\x1f\x8b', 'a gzip archive'],
  ['<?xml', 'an XML document'],
  ['solid ', 'an STL surface'],
  ['ply', 'a PLY surface'],
];

/** Names a file's format for an error message. */
export async function sniffFormat(path: string): Promise<string> {
  const file = await openFile(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(16), 0, 16, 0);
    if (bytesRead === 0) return 'an empty file';
    const head = buffer.toString('latin1', 0, bytesRead);
    return SIGNATURES.find(([signature]) => head.startsWith(signature))?.[1] ?? 'a file of an unknown format';
  } finally {
    await file.close();
  }
}

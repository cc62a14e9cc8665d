/** Segmentation Storage and Label Map Segmentation Storage (PS3.4 B.5). */
const SEGMENTATIONS = ['1.2.840.10008.5.1.4.1.1.66.4', '1.2.840.10008.5.1.4.1.1.66.7'];
const PREAMBLE_BYTES = 128;
/** The SOP class stands third in the meta information (PS3.10 7.1), whatever is in the file. */
const HEAD_BYTES = 256;

/** Whether a file is a DICOM Segmentation, as its first bytes say. */
export async function isSegmentation(file: Blob): Promise<boolean> {
  const head = new TextDecoder('latin1').decode(await file.slice(PREAMBLE_BYTES, HEAD_BYTES).arrayBuffer());
  return head.startsWith('DICM') && SEGMENTATIONS.some((uid) => head.includes(uid));
}

/** What a DICOM Segmentation says about each of its segments (PS3.3 C.8.20.4). */
import type { Coded } from '#core/teeth/tooth-codes';
import { code, items, TAG, text, uint16, type DataSet, type Tag } from '../dicom/data-set.ts';

export interface Segment {
  readonly number: number;
  readonly label: string;
  readonly description: string;
  readonly trackingId: string;
  /** What it is, with what narrows that down: a kind of tooth, and "right". */
  readonly type: readonly Coded[];
  /** Where it is, narrowed down as well. */
  readonly region: readonly Coded[];
  /** AUTOMATIC, SEMIAUTOMATIC, MANUAL or ''. */
  readonly algorithmType: string;
  readonly algorithmName: string;
}

/** Segments by their number, each once, as they are listed; those of a label map's background too. */
export function segmentList(dataSet: DataSet): readonly Segment[] {
  const segments = new Map<number, Segment>();
  for (const item of items(dataSet, TAG.SegmentSequence)) {
    const number = uint16(item, TAG.SegmentNumber);
    if (number === null || segments.has(number)) continue;
    const words = (tag: Tag): string => text(item, tag, dataSet).trim();
    segments.set(number, {
      number,
      label: words(TAG.SegmentLabel),
      description: words(TAG.SegmentDescription),
      trackingId: words(TAG.TrackingID),
      type: [
        ...codesOf(item, TAG.SegmentedPropertyTypeCodeSequence, TAG.SegmentedPropertyTypeModifierCodeSequence, dataSet),
      ],
      region: [
        ...codesOf(item, TAG.AnatomicRegionSequence, TAG.AnatomicRegionModifierSequence, dataSet),
        ...codesOf(item, TAG.PrimaryAnatomicStructureSequence, TAG.PrimaryAnatomicStructureModifierSequence, dataSet),
      ],
      algorithmType: code(item, TAG.SegmentAlgorithmType),
      algorithmName: words(TAG.SegmentAlgorithmName),
    });
  }
  return [...segments.values()];
}

/** The codes of a sequence, each followed by its modifiers: within it as the standard has them, or beside it. */
function codesOf(item: DataSet, tag: Tag, modifiers: Tag, root: DataSet): readonly Coded[] {
  const found = items(item, tag);
  return [...found, ...found.flatMap((each) => items(each, modifiers)), ...items(item, modifiers)].map((each) => ({
    value: code(each, TAG.CodeValue),
    scheme: code(each, TAG.CodingSchemeDesignator),
    meaning: text(each, TAG.CodeMeaning, root).trim(),
  }));
}

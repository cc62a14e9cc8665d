import { describe, expect, it } from 'vitest';
import { blankComments } from '../../../../main/io/deidentify/blank-comments.ts';
import { segment } from '../../../fixtures/salted-dicom.ts';

const SOI = Buffer.from([0xff, 0xd8]);
const EOI = Buffer.from([0xff, 0xd9]);
const JFIF = segment(0xffe0, Buffer.from('JFIF\0\x01\x02\0\0\x01\0\x01\0\0', 'latin1'));
const ADOBE = segment(0xffee, Buffer.from('Adobe\0d\0\0\0\0\x01', 'latin1'));
const SCAN = Buffer.concat([
  segment(0xffda, Uint8Array.of(1, 1, 0, 0, 63, 0)),
  Buffer.from([7, 0xff, 0, 0xff, 0xd0, 9, 8]),
]);
/** As in JPEG-LS: after FF a byte below 80. */
const LS_SCAN = Buffer.concat([segment(0xffda, Uint8Array.of(1, 1, 0, 0, 0, 0)), Buffer.from([7, 0xff, 0x7e, 9, 8])]);

const SOC = Buffer.from([0xff, 0x4f]);
const CANARY = 'Kanarie^Vogel';

function tilePart(header: Buffer, coded: readonly number[], isLast = false): Buffer {
  const sod = Buffer.from([0xff, 0x93]);
  const sot = segment(0xff90, Buffer.alloc(8));
  sot.writeUInt32BE(isLast ? 0 : sot.length + header.length + 2 + coded.length, 6);
  return Buffer.concat([sot, header, sod, Buffer.from(coded)]);
}
const comment2000 = (): Buffer => segment(0xff64, Buffer.from(`\0\x01${CANARY}`, 'latin1'));

describe('Comments in JPEG frames', () => {
  it('are blanked wherever segments stand, and the picture and what decoders need stay', () => {
    const parts = [
      SOI,
      JFIF,
      segment(0xffe1, `Exif\0\0${CANARY}`),
      ADOBE,
      segment(0xfffe, CANARY),
      SCAN,
      segment(0xfffe, CANARY),
      SCAN,
      EOI,
      Buffer.from(`\0${CANARY}`),
    ];
    const frame = Buffer.concat(parts);
    const before = Buffer.from(frame);
    expect(blankComments([frame], 'jpeg')).toBe(4);
    expect(frame).toHaveLength(before.length);
    expect(frame.toString('latin1')).not.toContain('Kanarie');
    for (const needed of [JFIF, ADOBE, SCAN]) expect(frame.includes(needed)).toBe(true);
    expect(frame.subarray(0, 2)).toEqual(SOI);
  });

  it('are blanked in JPEG-LS, and where a frame lies in several fragments', () => {
    const frame = Buffer.concat([SOI, segment(0xfffe, CANARY), LS_SCAN, EOI]);
    const fragments = [Buffer.from(frame.subarray(0, 11)), Buffer.from(frame.subarray(11)), Buffer.from(frame)];
    expect(blankComments(fragments, 'jpeg')).toBe(2);
    expect(Buffer.concat(fragments).toString('latin1')).not.toMatch(/Kan|rie/);
    expect(fragments[2].includes(LS_SCAN)).toBe(true);
  });

  it('leave a frame without any as it was, to the byte', () => {
    const frame = Buffer.concat([SOI, JFIF, SCAN, EOI, Buffer.alloc(1)]);
    const before = Buffer.from(frame);
    expect(blankComments([frame], 'jpeg')).toBe(0);
    expect(frame).toEqual(before);
  });

  it.each([
    ['does not begin as one', Buffer.concat([JFIF, SCAN, EOI])],
    ['has no end', Buffer.concat([SOI, JFIF, SCAN])],
    ['has a segment that leads out of it', Buffer.concat([SOI, Buffer.from([0xff, 0xfe, 0xff, 0xff]), EOI])],
    ['has something between its segments', Buffer.concat([SOI, Buffer.from(CANARY), EOI])],
  ])('are refused when the frame %s', (_, frame) => {
    expect(() => blankComments([frame], 'jpeg')).toThrow(RangeError);
  });
});

describe('Comments in JPEG 2000 frames', () => {
  it('are blanked in the main header and in the headers of tile-parts', () => {
    const coded = [1, 0xff, 0x64, 0, 4, 9];
    const frame = Buffer.concat([
      SOC,
      segment(0xff51, Buffer.alloc(36)),
      comment2000(),
      tilePart(comment2000(), coded),
      tilePart(comment2000(), coded, true),
      EOI,
    ]);
    expect(blankComments([frame], 'jpeg-2000')).toBe(3);
    expect(frame.toString('latin1')).not.toContain('Kanarie');
    expect(frame.includes(Buffer.from(coded))).toBe(true);
  });

  it('are refused when the frame is a JP2 file, whose boxes may hold anything', () => {
    const frame = Buffer.from('\0\0\0\x0cjP  \r\n\x87\n', 'latin1');
    expect(() => blankComments([frame], 'jpeg-2000')).toThrow(RangeError);
  });
});

import { describe, expect, it } from 'vitest';
import { readElements, writeElements } from '../../../../main/io/deidentify/elements.ts';
import { BIG_ENDIAN, encode, EXPLICIT, IMPLICIT, us, type Node, type Syntax } from '../../../fixtures/salted-dicom.ts';

const nodes = (syntax: Syntax): Node[] => [
  { tag: 0x00080008, vr: 'CS', value: 'ORIGINAL' },
  {
    tag: 0x00081140,
    vr: 'SQ',
    items: [
      [{ tag: 0x00081155, vr: 'UI', value: '1.2.3' }],
      [
        { tag: 0x00081155, vr: 'UI', value: '1.2.4' },
        { tag: 0x00081199, vr: 'SQ', items: [[us(0x00280010, 7, syntax)]] },
      ],
    ],
  },
  { tag: 0x00091010, vr: 'SQ', items: [[{ tag: 0x00100010, vr: 'PN', value: 'Kanarie' }]] },
  us(0x00280010, 512, syntax),
  { tag: 0x7fe00010, vr: 'OW', value: Buffer.from([1, 2, 3, 4]) },
];

describe('A data set as elements', () => {
  it.each([
    ['explicit little endian', EXPLICIT],
    ['explicit big endian', BIG_ENDIAN],
    ['implicit little endian', IMPLICIT],
  ])('comes back as the same elements in %s', (_, syntax) => {
    const read = readElements(encode(nodes(syntax), syntax), 0, syntax);
    const again = readElements(Buffer.concat(writeElements(read, syntax)), 0, syntax);
    expect(again).toEqual(read);
    const [, references] = read;
    const items = references.content.kind === 'items' ? references.content.items : [];
    expect(items.map((item) => item.length)).toEqual([1, 2]);
  });

  it('reads a sequence of unknown type as implicit little endian, as the standard has it', () => {
    const item = encode([{ tag: 0x00081155, vr: 'UI', value: '1.2.3' }], IMPLICIT);
    const itemHead = Buffer.from([0xfe, 0xff, 0x00, 0xe0, item.length, 0, 0, 0]);
    const value = Buffer.concat([itemHead, item]);
    const [read] = readElements(encode([{ tag: 0x00081140, vr: 'UN', value }], EXPLICIT), 0, EXPLICIT);
    expect(read.vr).toBe('SQ');
    expect(read.content).toMatchObject({ kind: 'items', items: [[{ tag: 0x00081155, vr: 'UI' }]] });
  });

  const whole = encode(nodes(EXPLICIT), EXPLICIT);
  it.each([
    ['ends in a value', whole.subarray(0, whole.length - 1)],
    ['ends in a sequence of undefined length', whole.subarray(0, whole.indexOf('Kanarie') + 10)],
    ['has a type that is none', Buffer.from(whole.toString('latin1').replace('CS', '?!'), 'latin1')],
    ['has a sequence without items', Buffer.concat([whole.subarray(0, 28), Buffer.alloc(60, 7)])],
  ])('is refused when it %s', (_, bytes) => {
    expect(() => readElements(bytes, 0, EXPLICIT)).toThrow(RangeError);
  });

  it('is refused when sequences are nested without end', () => {
    let node: Node = { tag: 0x00081140, vr: 'SQ', items: [] };
    for (let depth = 0; depth < 40; depth++) node = { tag: 0x00081140, vr: 'SQ', items: [[node]] };
    expect(() => readElements(encode([node], EXPLICIT), 0, EXPLICIT)).toThrow(/nested/);
  });
});

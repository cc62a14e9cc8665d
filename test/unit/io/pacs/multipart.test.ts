import { describe, expect, test } from 'vitest';
import { boundaryOf, MultipartError, onePart, readMultipart } from '../../../../main/io/pacs/multipart.ts';

const PARTS = [
  Buffer.from('one\r\n--almost the mark\r\n--mar'),
  Buffer.from(''),
  Buffer.from([0, 13, 10, 45, 45, 255]),
];
const BODY = Buffer.concat([
  Buffer.from('an introduction that nobody needs\r\n'),
  ...PARTS.flatMap((part) => [
    Buffer.from('--mark\r\nContent-Type: application/dicom\r\n\r\n'),
    part,
    Buffer.from('\r\n'),
  ]),
  Buffer.from('--mark--\r\nan end'),
]);

async function partsOf(body: Buffer, chunkBytes: number, boundary = 'mark'): Promise<Buffer[]> {
  const parts: Buffer[] = [];
  await readMultipart(chunks(body, chunkBytes), boundary, () => {
    const written: Buffer[] = [];
    return {
      write: async (bytes) => void written.push(Buffer.from(bytes)),
      end: async () => void parts.push(Buffer.concat(written)),
      abandon: async () => {},
    };
  });
  return parts;
}

async function* chunks(body: Buffer, chunkBytes: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < body.length; from += chunkBytes) yield body.subarray(from, from + chunkBytes);
}

describe('a body of several parts', () => {
  test.each([1, 2, 3, 7, 11, 64, 4096])('is cut at its boundary in pieces of %i bytes', async (chunkBytes) => {
    expect(await partsOf(BODY, chunkBytes)).toEqual(PARTS);
  });

  test('may begin with its boundary', async () => {
    expect(await partsOf(Buffer.from('--m\r\n\r\nx\r\n--m--'), 4, 'm')).toEqual([Buffer.from('x')]);
  });

  test('that ends too early is an error, and the part is given up', async () => {
    let abandoned = 0;
    const cut = BODY.subarray(0, BODY.length - 20);
    const reading = readMultipart(chunks(cut, 16), 'mark', () => ({
      write: async () => {},
      end: async () => {},
      abandon: async () => void abandoned++,
    }));
    await expect(reading).rejects.toThrow(MultipartError);
    expect(abandoned).toBe(1);
  });

  test('reads what it writes itself', async () => {
    const content = Buffer.from('--mark is no boundary within a line');
    const { bytes, body } = onePart('mark', 'application/dicom', {
      bytes: content.length,
      read: () => chunks(content, 5),
    });
    const sent: Uint8Array[] = [];
    for await (const chunk of body) sent.push(chunk);
    const whole = Buffer.concat(sent);
    expect(whole.length).toBe(bytes);
    expect(await partsOf(whole, 8)).toEqual([content]);
  });
});

test.each([
  ['multipart/related; type="application/dicom"; boundary=abc', 'abc'],
  ['Multipart/Related;boundary="a b;c";type="application/dicom"', 'a b;c'],
  ['text/html; boundary=abc', null],
  ['multipart/related', null],
])('the boundary of %s is %s', (contentType, boundary) => {
  expect(boundaryOf(contentType)).toBe(boundary);
});

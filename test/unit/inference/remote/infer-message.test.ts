/** Requests and answers of the Open Inference Protocol, byte for byte. */
import { describe, expect, test } from 'vitest';
import { Tensor } from '../../../../main/inference/onnx-runtime.ts';
import { inferAnswer, inferRequest } from '../../../../main/inference/remote/infer-message.ts';

const FEEDS = {
  image: new Tensor('float32', Float32Array.from([1.5, -2, 0.1]), [1, 3]),
  guidance: new Tensor('float32', Float32Array.from([7]), [1]),
};
const OUTPUTS = [
  { name: 'labels', datatype: 'UINT8', shape: [1, -1] },
  { name: 'offsets', datatype: 'INT8', shape: [-1] },
  { name: 'scores', datatype: 'FP32', shape: [-1] },
];
const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const joined = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));

describe('inferRequest', () => {
  test('puts the tensors behind the JSON, little-endian and in its order', () => {
    const { jsonLength, parts } = inferRequest(FEEDS, OUTPUTS.slice(0, 1), true);
    const [head, image, guidance] = parts;
    expect(jsonLength).toBe(head.length);
    expect(JSON.parse(new TextDecoder().decode(head))).toEqual({
      inputs: [
        { name: 'image', shape: [1, 3], datatype: 'FP32', parameters: { binary_data_size: 12 } },
        { name: 'guidance', shape: [1], datatype: 'FP32', parameters: { binary_data_size: 4 } },
      ],
      outputs: [{ name: 'labels', parameters: { binary_data: true } }],
    });
    expect([...image]).toEqual([0, 0, 0xc0, 0x3f, 0, 0, 0, 0xc0, 0xcd, 0xcc, 0xcc, 0x3d]);
    expect([...guidance]).toEqual([0, 0, 0xe0, 0x40]);
  });

  test('writes numbers as JSON that gives the same float32 again', () => {
    const { jsonLength, parts } = inferRequest(FEEDS, OUTPUTS.slice(0, 1), false);
    expect([jsonLength, parts.length]).toEqual([null, 1]);
    const { inputs, outputs } = JSON.parse(new TextDecoder().decode(parts[0]));
    expect(Float32Array.from(inputs[0].data)).toEqual(Float32Array.from([1.5, -2, 0.1]));
    expect(outputs).toEqual([{ name: 'labels', parameters: { binary_data: false } }]);
  });
});

describe('inferAnswer', () => {
  const head = encode({
    outputs: [
      { name: 'scores', datatype: 'FP32', shape: [1], parameters: { binary_data_size: 4 } },
      { name: 'unasked', datatype: 'INT64', shape: [1], parameters: { binary_data_size: 8 } },
      { name: 'offsets', datatype: 'INT8', shape: [2], data: [-3, 4] },
      { name: 'labels', datatype: 'UINT8', shape: [1, 3], parameters: { binary_data_size: 3 } },
    ],
  });
  const bytes = [Uint8Array.of(0, 0, 0x80, 0x3e), new Uint8Array(8), Uint8Array.of(9, 8, 250)];

  test('reads bytes and JSON mixed, in any order, wherever they lie', () => {
    const tensors = inferAnswer(joined(head, ...bytes), head.length, OUTPUTS);
    expect(Object.keys(tensors).toSorted()).toEqual(['labels', 'offsets', 'scores']);
    expect(tensors['scores'].data).toEqual(Float32Array.of(0.25));
    expect(tensors['offsets'].data).toEqual(Int8Array.of(-3, 4));
    expect(tensors['labels'].data).toEqual(Uint8Array.of(9, 8, 250));
    expect(tensors['labels'].dims).toEqual([1, 3]);
  });

  test('reads lists that are nested like the tensor', () => {
    const body = encode({
      outputs: [
        {
          name: 'labels',
          datatype: 'UINT8',
          shape: [1, 2, 2],
          data: [
            [
              [1, 2],
              [3, 4],
            ],
          ],
        },
      ],
    });
    expect(inferAnswer(body, null, OUTPUTS)['labels'].data).toEqual(Uint8Array.of(1, 2, 3, 4));
  });

  const short = encode({
    outputs: [{ name: 'labels', datatype: 'UINT8', shape: [4], parameters: { binary_data_size: 3 } }],
  });
  const one = (output: object): Uint8Array => encode({ outputs: [{ name: 'labels', datatype: 'UINT8', ...output }] });
  test.each([
    ['bytes that were cut off', joined(head, ...bytes.slice(0, 2)), head.length],
    ['fewer bytes than the shape has', joined(short, bytes[2]), short.length],
    ['another type than was promised', one({ datatype: 'INT8', shape: [1], data: [1] }), null],
    ['too few numbers', one({ shape: [3], data: [1, 2] }), null],
    ['too many numbers', one({ shape: [1], data: [1, 2] }), null],
    ['no numbers', one({ shape: [1], data: ['1'] }), null],
    ['nothing for an output', one({ shape: [1] }), null],
    ['a negative size', one({ shape: [-1], data: [] }), null],
    ['no JSON', encode('outputs').subarray(3), null],
  ])('refuses %s', (_what, body, jsonLength) => {
    expect(() => inferAnswer(body, jsonLength, OUTPUTS)).toThrow();
  });
});

/**
 * Requests and answers of the Open Inference Protocol v2 over HTTP: JSON, or JSON followed by the tensors' bytes (its
 * binary tensor data extension: little-endian, row-major, in the order of the JSON's list).
 */
import { Tensor } from '../onnx-runtime.ts';
import { z } from 'zod';
import type { Tensors } from '../net-session.ts';
import type { TensorSpec } from './served-graph.ts';

export interface InferRequest {
  /** Of the JSON part; null when there is nothing else. */
  readonly jsonLength: number | null;
  readonly parts: readonly Uint8Array[];
}

/** One request for some outputs; `binary` sends the tensors' bytes as they are and asks for the same. */
export function inferRequest(feeds: Tensors, outputs: readonly TensorSpec[], binary: boolean): InferRequest {
  const named = Object.entries(feeds).map(([name, { dims, data }]) => {
    if (!(data instanceof Float32Array)) throw new TypeError(`input ${name} is not float32`);
    return { name, shape: dims, datatype: 'FP32', data };
  });
  const json = JSON.stringify({
    inputs: named.map(({ data, ...tensor }) =>
      binary ? { ...tensor, parameters: { binary_data_size: data.byteLength } } : { ...tensor, data: Array.from(data) },
    ),
    outputs: outputs.map(({ name }) => ({ name, parameters: { binary_data: binary } })),
  });
  const head = new TextEncoder().encode(json);
  if (!binary) return { jsonLength: null, parts: [head] };
  const bytes = named.map(({ data }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return { jsonLength: head.length, parts: [head, ...bytes] };
}

const answerSchema = z.object({
  outputs: z.array(
    z.object({
      name: z.string(),
      datatype: z.string(),
      shape: z.array(z.number().int().nonnegative()),
      parameters: z.looseObject({ binary_data_size: z.number().int().nonnegative().optional() }).nullish(),
      data: z.unknown().optional(),
    }),
  ),
});

/**
 * The tensors of an answer, bytes and JSON mixed as the server likes. `jsonLength` is its header
 * Inference-Header-Content-Length. @throws Error when it is not what was asked for
 */
export function inferAnswer(body: Uint8Array, jsonLength: number | null, expected: readonly TensorSpec[]): Tensors {
  const end = jsonLength ?? body.length;
  const { outputs } = answerSchema.parse(JSON.parse(new TextDecoder().decode(body.subarray(0, end))));
  const tensors: Record<string, Tensor> = {};
  let at = end;
  for (const { name, datatype, shape, parameters, data } of outputs) {
    const size = parameters?.binary_data_size;
    const bytes = size === undefined ? null : body.subarray(at, at + size);
    at += size ?? 0;
    const spec = expected.find((output) => output.name === name);
    if (spec === undefined) continue;
    if (spec.datatype !== datatype) throw new Error(`output ${name} came as ${datatype} instead of ${spec.datatype}`);
    const count = shape.reduce((product, length) => product * length, 1);
    // A number takes a byte at least: no memory for what a shape only claims.
    if (count > body.length) throw new Error('an output does not hold what its shape says');
    tensors[name] =
      bytes === null ? ofJson(datatype, flatNumbers(data, count), shape) : ofBytes(datatype, bytes, shape);
  }
  if (at > body.length) throw new Error('the answer was cut off');
  return tensors;
}

/** A copy: the bytes may lie anywhere in the body, and wider numbers cannot. */
function ofBytes(datatype: string, bytes: Uint8Array, shape: readonly number[]): Tensor {
  const { buffer } = Uint8Array.from(bytes);
  switch (datatype) {
    case 'FP32':
      return new Tensor('float32', new Float32Array(buffer), shape);
    case 'INT8':
      return new Tensor('int8', new Int8Array(buffer), shape);
    case 'UINT8':
      return new Tensor('uint8', new Uint8Array(buffer), shape);
    default:
      throw new Error(`tensors of type ${datatype} are not known`);
  }
}

function ofJson(datatype: string, values: Float64Array, shape: readonly number[]): Tensor {
  switch (datatype) {
    case 'FP32':
      return new Tensor('float32', Float32Array.from(values), shape);
    case 'INT8':
      return new Tensor('int8', Int8Array.from(values), shape);
    case 'UINT8':
      return new Tensor('uint8', Uint8Array.from(values), shape);
    default:
      throw new Error(`tensors of type ${datatype} are not known`);
  }
}

/** The numbers of a list that may be nested as the tensor is. */
function flatNumbers(data: unknown, count: number): Float64Array {
  const values = new Float64Array(count);
  let length = 0;
  const take = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(take);
    if (typeof value !== 'number' || length === count) throw new Error('an output does not hold what its shape says');
    values[length++] = value;
  };
  take(data);
  if (length !== count) throw new Error('an output does not hold what its shape says');
  return values;
}

/** Real bytes in, hostile bytes out: what a bad disk, a cut transfer or a person with intent makes of a file. */
import { Dice } from './dice.ts';
import type { Field, Structure } from './structure.ts';

/** What one change is made with. */
interface Material {
  readonly dice: Dice;
  readonly structure: Structure | null;
  /** Another real file, to take pieces from. */
  readonly other: Buffer;
}

type Mutation = (bytes: Buffer, material: Material) => Buffer;

/** Limits of integer types, their neighbours, and what is just too much. */
const INTERESTING = [
  0,
  1,
  2,
  -1,
  127,
  128,
  255,
  256,
  32767,
  32768,
  65535,
  65536,
  2 ** 24,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32 - 1,
  0xfffffffe,
];
const INTERESTING_TEXT = [
  '0',
  '-1',
  '1',
  '2147483648',
  '4294967296',
  '1e308',
  '1e-320',
  'NaN',
  '',
  '99999999999999999999',
];

/** Changes of values in a text of JSON; each stands for one that a schema has to refuse. */
const JSON_VALUES = ['null', '[]', '{}', '""', '-0', '1e999', '"\\u0000"', '{"__proto__":1}', '[[[[]]]]', 'true'];

const MUTATIONS: readonly Mutation[] = [
  flipBits,
  overwrite,
  insert,
  remove,
  truncate,
  duplicate,
  takeFromOther,
  integerAnywhere,
  // Fields of the format are where readers decide how much to trust: three times as often.
  changeField,
  changeField,
  changeField,
];

/** A file changed by one mutation for each seed; the same seeds make the same file. */
export function mutated(bytes: Buffer, seeds: readonly number[], { structure, other }: Omit<Material, 'dice'>): Buffer {
  let changed: Buffer = Buffer.from(bytes);
  for (const seed of seeds) {
    const dice = new Dice(seed);
    const mutation = dice.pick(MUTATIONS);
    // What is packed is opened first: a bit flipped in a deflated stream only ever shows the inflater's own check.
    const opened = structure?.unpack !== undefined && !dice.once(4) ? structure.unpack(changed) : null;
    const result = mutation(opened ?? changed, { dice, structure, other });
    changed = opened === null || structure?.pack === undefined ? result : structure.pack(result, changed);
  }
  return structure?.repair === undefined ? changed : structure.repair(changed);
}

function flipBits(bytes: Buffer, { dice }: Material): Buffer {
  for (let n = dice.below(8); n >= 0 && bytes.length > 0; n--) bytes[dice.below(bytes.length)] ^= 1 << dice.below(8);
  return bytes;
}

function overwrite(bytes: Buffer, { dice }: Material): Buffer {
  const at = dice.below(bytes.length + 1);
  const value = dice.pick([0, 0xff, dice.below(256)]);
  return bytes.fill(value, at, Math.min(bytes.length, at + 1 + dice.below(32)));
}

function insert(bytes: Buffer, { dice }: Material): Buffer {
  const at = dice.below(bytes.length + 1);
  const more = Buffer.from(Array.from({ length: 1 + dice.below(16) }, () => dice.below(256)));
  return Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]);
}

function remove(bytes: Buffer, { dice }: Material): Buffer {
  const at = dice.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + dice.below(dice.once(2) ? 16 : bytes.length))]);
}

function truncate(bytes: Buffer, { dice }: Material): Buffer {
  return bytes.subarray(0, dice.below(bytes.length + 1));
}

function duplicate(bytes: Buffer, { dice }: Material): Buffer {
  const at = dice.below(bytes.length + 1);
  const block = bytes.subarray(at, at + 1 + dice.below(4096));
  return Buffer.concat([
    bytes.subarray(0, at),
    ...Array.from({ length: 2 + dice.below(6) }, () => block),
    bytes.subarray(at),
  ]);
}

function takeFromOther(bytes: Buffer, { dice, other }: Material): Buffer {
  const from = dice.below(other.length + 1);
  const piece = other.subarray(from, from + 1 + dice.below(2048));
  const at = dice.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at + (dice.once(2) ? piece.length : 0))]);
}

function integerAnywhere(bytes: Buffer, { dice }: Material): Buffer {
  const size = dice.pick([1, 2, 4] as const);
  if (bytes.length < size) return bytes;
  return withInteger(bytes, { at: dice.below(bytes.length - size + 1), bytes: size, littleEndian: dice.once(2) }, dice);
}

function changeField(bytes: Buffer, material: Material): Buffer {
  const { dice, structure } = material;
  const fields = structure?.fields(bytes) ?? [];
  if (fields.length === 0) return flipBits(bytes, material);
  return withField(bytes, dice.pick(fields), dice);
}

function withField(bytes: Buffer, field: Field, dice: Dice): Buffer {
  switch (field.kind) {
    case 'integer':
      return withInteger(bytes, field, dice);
    case 'float':
      if (field.littleEndian) bytes.writeFloatLE(dice.pick(FLOATS), field.at);
      else bytes.writeFloatBE(dice.pick(FLOATS), field.at);
      return bytes;
    case 'padded': {
      const text = dice.pick(INTERESTING_TEXT).slice(0, field.length);
      bytes.write(text.padEnd(field.length, ' '), field.at, 'latin1');
      return bytes;
    }
    case 'text':
    case 'json': {
      const values = field.kind === 'json' && dice.once(2) ? JSON_VALUES : INTERESTING_TEXT;
      const text = Buffer.from(dice.pick(values));
      return Buffer.concat([bytes.subarray(0, field.at), text, bytes.subarray(field.at + field.length)]);
    }
  }
}

const FLOATS = [0, -1, NaN, Infinity, -Infinity, 1e30, 1e-38, 3.4e38, 2 ** 31];

function withInteger(
  bytes: Buffer,
  {
    at,
    bytes: size,
    littleEndian,
  }: { readonly at: number; readonly bytes: 1 | 2 | 4 | 8; readonly littleEndian: boolean },
  dice: Dice,
): Buffer {
  const interesting = BigInt(dice.pick(INTERESTING));
  for (let n = 0n; n < size; n++)
    bytes[at + (littleEndian ? Number(n) : size - 1 - Number(n))] = Number((interesting >> (8n * n)) & 0xffn);
  return bytes;
}

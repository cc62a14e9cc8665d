/** A net as a server offers it: its name there, its version, and the tensors that go in and come out. */
import { QuadrantError } from '#contract/errors';
import type { CbctCard, DetectorCard, Frame, ModelCard, SegmenterCard } from '#contract/model-card';
import type { VerifiedFile } from '../model-registry.ts';

export interface TensorSpec {
  readonly name: string;
  readonly datatype: string; // a name of the Open Inference Protocol: FP32, UINT8, …
  /** A size of -1 may be any. */
  readonly shape: readonly number[];
}

export interface ServedGraph {
  readonly name: string;
  readonly version: string;
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
}

/** The fp32 graph of a CBCT net, as its card describes it. */
export function servedNet(card: CbctCard, graph: VerifiedFile): ServedGraph {
  const { inputs, outputs, offsets } = card;
  return {
    ...nameOf(card, graph),
    inputs: [inputs.image, inputs.guidance].flatMap((name) =>
      name === undefined ? [] : [{ name, datatype: 'FP32', shape: [1, 1, -1, -1, -1] }],
    ),
    outputs: [
      { name: outputs.labels, datatype: 'UINT8', shape: [1, -1, -1, -1] },
      { name: outputs.confidence, datatype: 'UINT8', shape: [1, -1, -1, -1] },
      ...(offsets === undefined ? [] : [{ name: offsets.output, datatype: 'INT8', shape: [1, 3, -1, -1, -1] }]),
    ],
  };
}

export function servedDetector(card: DetectorCard, graph: VerifiedFile): ServedGraph {
  const { inputs, outputs, classes, frame } = card;
  return {
    ...nameOf(card, graph),
    inputs: [frameSpec(inputs.image, frame)],
    outputs: [
      { name: outputs.boxes, datatype: 'FP32', shape: [-1, 4] },
      { name: outputs.scores, datatype: 'FP32', shape: [-1, classes.length] },
      ...(outputs.replaced === undefined ? [] : [{ name: outputs.replaced, datatype: 'FP32', shape: [-1] } as const]),
      { name: outputs.coefficients, datatype: 'FP32', shape: [-1, -1] },
      { name: outputs.prototypes, datatype: 'FP32', shape: [-1, -1, -1] },
    ],
  };
}

/** The encoder alone: the decoder stays on this computer, it is small and asked once for every tooth. */
export function servedEncoder(card: SegmenterCard, graph: VerifiedFile): ServedGraph {
  return {
    ...nameOf(card, graph),
    inputs: [frameSpec(card.inputs.image, card.frame)],
    outputs: [{ name: card.outputs.embedding, datatype: 'FP32', shape: [1, -1, -1, -1] }],
  };
}

function frameSpec(name: string, { channels, height, width }: Frame): TensorSpec {
  return { name, datatype: 'FP32', shape: [1, channels, height, width] };
}

/** The name ends in the graph's digest, so that another graph of the same id is another model; versions are numbers. */
function nameOf({ id, version }: ModelCard, { sha256 }: VerifiedFile): Pick<ServedGraph, 'name' | 'version'> {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map((part) => Number.parseInt(part, 10) || 0);
  return { name: `${id}-${sha256.slice(0, 8)}`, version: String(Math.max(1, 10_000 * major + 100 * minor + patch)) };
}

/**
 * Compares what is there with what the card promises: more outputs may be, all inputs have to be known.
 * @throws QuadrantError remote.unsuitable
 */
export function checkServed(
  expected: ServedGraph,
  found: Pick<ServedGraph, 'inputs' | 'outputs'>,
  facts: QuadrantError['facts'],
): void {
  const refuse = (why: string): never => {
    throw new QuadrantError(
      'remote.unsuitable',
      `The net ${expected.name} on the server is not the one installed here: ${why}.`,
      'Lay out the server’s models anew with "quadrant model-repository".',
      { ...facts, model: expected.name, version: expected.version },
    );
  };
  const compare = (promised: readonly TensorSpec[], offered: readonly TensorSpec[], what: string): void => {
    for (const { name, datatype, shape } of promised) {
      const tensor = offered.find((candidate) => candidate.name === name);
      if (tensor === undefined) return refuse(`it has no ${what} "${name}"`);
      if (tensor.datatype !== datatype) refuse(`${what} "${name}" is ${tensor.datatype} instead of ${datatype}`);
      if (!fits(tensor.shape, shape)) {
        refuse(`${what} "${name}" has the shape [${tensor.shape.join(', ')}] instead of [${shape.join(', ')}]`);
      }
    }
  };
  compare(expected.inputs, found.inputs, 'input');
  compare(expected.outputs, found.outputs, 'output');
  const unknown = found.inputs.find(({ name }) => expected.inputs.every((input) => input.name !== name));
  if (unknown !== undefined) refuse(`it wants an input "${unknown.name}"`);
}

function fits(found: readonly number[], expected: readonly number[]): boolean {
  if (found.length !== expected.length) return false;
  return expected.every((size, axis) => size === -1 || found[axis] === -1 || found[axis] === size);
}

/** What an ONNX graph itself says about its tensors. */
import { InferenceSession } from './onnx-runtime.ts';
import type { VerifiedFile } from './model-registry.ts';
import type { ServedGraph, TensorSpec } from './remote/served-graph.ts';

const DATATYPES: Readonly<Record<string, string>> = { float32: 'FP32', uint8: 'UINT8', int8: 'INT8' };

/** Inputs and outputs in the graph's own order, sizes that may vary as -1. */
export async function graphTensors({ bytes }: VerifiedFile): Promise<Pick<ServedGraph, 'inputs' | 'outputs'>> {
  const session = await InferenceSession.create(bytes, {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'disabled',
    logSeverityLevel: 4,
  });
  try {
    return { inputs: session.inputMetadata.map(specOf), outputs: session.outputMetadata.map(specOf) };
  } finally {
    await session.release();
  }
}

function specOf(value: InferenceSession.ValueMetadata): TensorSpec {
  if (!value.isTensor) throw new TypeError(`${value.name} is no tensor`);
  const shape = value.shape.map((size) => (typeof size === 'number' ? size : -1));
  return { name: value.name, datatype: DATATYPES[value.type] ?? value.type, shape };
}

/** The installed nets laid out for an inference server: a model repository that Triton and OpenVINO Model Server read. */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { QuadrantError } from '#contract/errors';
import { graphTensors } from '../../inference/graph-tensors.ts';
import {
  loadDetector,
  loadModel,
  loadSegmenter,
  readModelCards,
  type VerifiedFile,
} from '../../inference/model-registry.ts';
import {
  checkServed,
  servedDetector,
  servedEncoder,
  servedNet,
  type ServedGraph,
  type TensorSpec,
} from '../../inference/remote/served-graph.ts';
import { codeOf, unwritable } from '../../io/flushed-file.ts';

interface Served {
  readonly graph: ServedGraph;
  readonly file: VerifiedFile;
}

/**
 * Writes `<name>/<version>/model.onnx` and `<name>/config.pbtxt` (Triton) for every net that a server can run, and one
 * config.json (OpenVINO Model Server) beside them; tensors are told by the graphs, names and versions by the cards.
 * Answers with the nets' names. @throws QuadrantError model.*, remote.unsuitable (a card that its graph contradicts),
 * usage (the folder holds something), disk.unwritable
 */
export async function writeModelRepository(modelsDir: string, outDir: string): Promise<readonly ServedGraph[]> {
  const folder = resolve(outDir);
  const served = await servedModels(modelsDir);
  const written: ServedGraph[] = [];
  try {
    await mkdir(folder, { recursive: true });
    if ((await readdir(folder)).length > 0) {
      throw new QuadrantError('usage', 'The output folder is not empty.', 'Choose a new folder.', { path: folder });
    }
    for (const { graph, file } of served) {
      const tensors = await graphTensors(file);
      checkServed(graph, tensors, { file: file.file });
      const model = { ...graph, ...tensors };
      await mkdir(join(folder, graph.name, graph.version), { recursive: true });
      await writeFile(join(folder, graph.name, graph.version, 'model.onnx'), file.bytes);
      await writeFile(join(folder, graph.name, 'config.pbtxt'), tritonConfig(model));
      written.push(model);
    }
    await writeFile(join(folder, 'config.json'), openvinoConfig(served.map(({ graph }) => graph)));
  } catch (error) {
    throw codeOf(error) === '' ? error : unwritable(folder, error);
  }
  return written;
}

/** The preferred net of each role that is installed, in fp32; those of surfaces and dentitions take less time here than their way to a server. */
async function servedModels(modelsDir: string): Promise<readonly Served[]> {
  const roles = new Set((await readModelCards(modelsDir)).map(({ role }) => role));
  const served: Served[] = [];
  for (const role of roles) {
    if (role === 'opg-detector') {
      const { card, graph } = await loadDetector(modelsDir);
      served.push({ graph: servedDetector(card, graph), file: graph });
    } else if (role === 'opg-segmenter') {
      const { card, encoder } = await loadSegmenter(modelsDir);
      served.push({ graph: servedEncoder(card, encoder), file: encoder });
    } else if (role === 'cbct-coarse' || role === 'cbct-fine') {
      const { card, fp32 } = await loadModel(modelsDir, role);
      served.push({ graph: servedNet(card, fp32), file: fp32 });
    }
  }
  return served;
}

/** Triton's model configuration: one request at a time is a batch of its own, and the version asked for is served. */
function tritonConfig({ name, inputs, outputs }: ServedGraph): string {
  const tensors = (specs: readonly TensorSpec[]): string =>
    specs
      .map(
        (tensor) =>
          `  { name: "${tensor.name}" data_type: TYPE_${tensor.datatype} dims: [ ${tensor.shape.join(', ')} ] }`,
      )
      .join(',\n');
  return `name: "${name}"
backend: "onnxruntime"
default_model_filename: "model.onnx"
max_batch_size: 0
version_policy { all { } }
input [
${tensors(inputs)}
]
output [
${tensors(outputs)}
]
`;
}

/** The list of models of OpenVINO Model Server, whose container finds the repository under /models. */
function openvinoConfig(graphs: readonly ServedGraph[]): string {
  const list = graphs.map(({ name }) => ({
    config: { name, base_path: `/models/${name}`, model_version_policy: { all: {} } },
  }));
  return `${JSON.stringify({ model_config_list: list }, null, 2)}\n`;
}

/** Servers that compute in place of this computer, and say what is in a file. */
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { QuadrantError } from '#contract/errors';
import { connectServer } from '../../../main/inference/remote/inference-server.ts';
import { inferAnswer } from '../../../main/inference/remote/infer-message.ts';
import type { ServedGraph } from '../../../main/inference/remote/served-graph.ts';
import { oneFile, type Sample } from './sample.ts';
import { listening } from './pacs-recordings.ts';

const NET: ServedGraph = {
  name: 'fine',
  version: '1',
  inputs: [{ name: 'image', datatype: 'FP32', shape: [1, 1, -1, -1, -1] }],
  outputs: [
    { name: 'labels', datatype: 'UINT8', shape: [1, -1, -1, -1] },
    { name: 'confidence', datatype: 'FP32', shape: [1, -1, -1, -1] },
  ],
};

/** A patch's answer. */
export async function readInference(path: string): Promise<void> {
  const body = await readFile(path);
  try {
    inferAnswer(body.subarray(4), body.length < 4 ? 0 : body.readUInt32LE(0), NET.outputs);
  } catch (cause) {
    // inference-server.ts types whatever it throws the same way.
    if (cause instanceof RangeError && /Array buffer allocation|Invalid typed array length/.test(cause.message))
      throw cause;
    throw new QuadrantError('remote.unsuitable', 'The answer makes no sense.', 'Look at the server.', {}, cause);
  }
}

/** What it says of itself and of a net. @param folder of both answers */
export async function openServedNet(folder: string): Promise<void> {
  const server = createServer((request, response) => {
    const name = request.url === '/v2' ? 'server.json' : request.url?.endsWith('ready') ? null : 'net.json';
    void (name === null ? Promise.resolve('') : readFile(join(folder, name))).then((body) => response.end(body));
  });
  const port = await listening(server);
  try {
    const opened = await connectServer({ url: `http://127.0.0.1:${port}` });
    try {
      await opened.open(NET);
    } finally {
      opened.close();
    }
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

export async function servedNet(): Promise<Sample[]> {
  const server = { name: 'triton', version: '2.59.0', extensions: ['binary_tensor_data'] };
  const { name, inputs, outputs } = NET;
  const said = { 'server.json': server, 'net.json': { name, versions: ['1'], inputs, outputs } };
  const files = new Map(
    Object.entries(said).map(([file, content]) => [file, Buffer.from(JSON.stringify(content, null, 1))]),
  );
  return [{ name: 'served', files, opens: null }];
}

export function inferenceAnswer(): Sample {
  const cells = [1, 2, 3, 4].reduce((product, size) => product * size, 1);
  const head = Buffer.from(
    JSON.stringify({
      model_name: 'net',
      outputs: [
        { name: 'labels', datatype: 'UINT8', shape: [1, 2, 3, 4], parameters: { binary_data_size: cells } },
        { name: 'confidence', datatype: 'FP32', shape: [1, 2, 3, 4], data: Array.from({ length: cells }, () => 0.5) },
      ],
    }),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  return oneFile('answer.bin', Buffer.concat([length, head, Buffer.alloc(cells, 3)]));
}

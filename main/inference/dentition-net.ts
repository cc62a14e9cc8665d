/** The net that numbers all teeth of a scan at once. It is small: it always runs on the CPU, whatever runs the others. */
import type { ModelUse } from '#contract/case';
import type { DentitionCard } from '#contract/model-card';
import type { Vec3 } from '#core/volume';
import type { InstalledDentitionNet } from './model-registry.ts';
import { InferenceSession, Tensor } from './onnx-runtime.ts';
import { inferenceFailed } from './providers.ts';

const PROVIDER = 'cpu';

export interface DentitionNet {
  readonly card: DentitionCard;
  readonly use: ModelUse;
  /** Masks as the card has them, and the centroid of each, LPS mm → probabilities [tooth, class]. @throws QuadrantError inference.failed */
  run(masks: Float32Array, centroidsMm: readonly Vec3[]): Promise<Float32Array>;
  release(): Promise<void>;
}

/** @throws QuadrantError inference.failed */
export async function openDentitionNet({ card, graph }: InstalledDentitionNet): Promise<DentitionNet> {
  const { id, version, cells, classes } = card;
  const orFailed = async <Result>(work: Promise<Result>): Promise<Result> => {
    try {
      return await work;
    } catch (error) {
      throw inferenceFailed(id, PROVIDER, error);
    }
  };
  const options = { executionProviders: [PROVIDER], logSeverityLevel: 4 } as const;
  const session = await orFailed(InferenceSession.create(graph.bytes, options));
  const net: DentitionNet = {
    card,
    use: { id, version, sha256: graph.sha256, precision: 'fp32', provider: PROVIDER },
    run: (masks, centroidsMm) => {
      const count = centroidsMm.length;
      const answer = async (): Promise<Float32Array> => {
        const { probabilities } = await session.run({
          masks: new Tensor('float32', masks, [count, ...cells]),
          centroids: new Tensor('float32', Float32Array.from(centroidsMm.flat()), [count, 3]),
        });
        if (!(probabilities?.data instanceof Float32Array) || probabilities.data.length !== count * classes.length)
          throw new Error(`output probabilities has shape [${probabilities?.dims.join(', ')}]`);
        return probabilities.data;
      };
      return orFailed(answer());
    },
    release: () => session.release(),
  };
  try {
    await net.run(new Float32Array(cells[0] * cells[1] * cells[2]), [[0, 0, 0]]);
  } catch (error) {
    await net.release();
    throw error;
  }
  return net;
}

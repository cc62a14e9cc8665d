/** Nets that number all teeth of a scan at once. They are small: they always run on the CPU, whatever runs the others. */
import type { ModelUse } from '#contract/case';
import type { DentitionCard, DentitionRole } from '#contract/model-card';
import type { InstalledDentitionNet } from './model-registry.ts';
import { InferenceSession, Tensor } from './onnx-runtime.ts';
import { inferenceFailed } from './providers.ts';

const PROVIDER = 'cpu';

export interface DentitionNet<Role extends DentitionRole = DentitionRole> {
  readonly card: DentitionCard<Role>;
  readonly use: ModelUse;
  /** Masks and centroids as the card has them → probabilities [tooth, class]. @throws QuadrantError inference.failed */
  run(masks: Float32Array, centroids: readonly (readonly number[])[]): Promise<Float32Array>;
  release(): Promise<void>;
}

/** @throws QuadrantError inference.failed */
export async function openDentitionNet<Role extends DentitionRole>({
  card,
  graph,
}: InstalledDentitionNet<Role>): Promise<DentitionNet<Role>> {
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
  const net: DentitionNet<Role> = {
    card,
    use: { id, version, sha256: graph.sha256, precision: 'fp32', provider: PROVIDER },
    run: (masks, centroids) => {
      const count = centroids.length;
      const answer = async (): Promise<Float32Array> => {
        const { probabilities } = await session.run({
          masks: new Tensor('float32', masks, [count, ...cells]),
          centroids: new Tensor('float32', Float32Array.from(centroids.flat()), [count, cells.length]),
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
    await net.run(new Float32Array(cells.reduce((a, b) => a * b, 1)), [cells.map(() => 0)]);
  } catch (error) {
    await net.release();
    throw error;
  }
  return net;
}

/** The net of intraoral scans: what each face of a surface is. */
import { availableParallelism } from 'node:os';
import type { ProviderChoice } from '#contract/api';
import type { ModelUse } from '#contract/case';
import type { SurfaceCard } from '#contract/model-card';
import { FAR, LEAST_FACES, NEAR, TOKEN_FACES, TOKENS, UNPOOL, type FaceGraph } from '#core/intraoral/face-graph';
import type { FaceShapes } from '#core/intraoral/face-shapes';
import { CLASSES, type FaceAnswers } from '#core/intraoral/tooth-clusters';
import type { InstalledSurfaceNet } from './model-registry.ts';
import type { NetSession, Tensors } from './net-session.ts';
import { InferenceSession, Tensor } from './onnx-runtime.ts';
import { inferenceFailed, openOnFirstProvider, requirePlatform } from './providers.ts';

export interface SurfaceNet {
  readonly card: SurfaceCard;
  readonly use: ModelUse & { readonly provider: string };
  /** Faces in the frame of an arch. Blocks this process's thread while it runs. @throws QuadrantError inference.failed */
  run(shapes: FaceShapes, graph: FaceGraph): Promise<FaceAnswers>;
  release(): Promise<void>;
}

/** @throws QuadrantError inference.no-provider */
export function openSurfaceNet({ card, graph }: InstalledSurfaceNet, choice: ProviderChoice): Promise<SurfaceNet> {
  return openOnFirstProvider(card.id, choice, async (provider) => {
    requirePlatform(provider);
    const session = await InferenceSession.create(graph.bytes, {
      executionProviders: [provider],
      intraOpNumThreads: availableParallelism(),
      logSeverityLevel: 4,
    });
    const { id, version } = card;
    const net = new OnnxSurfaceNet(card, { id, version, sha256: graph.sha256, precision: 'fp32', provider }, session);
    try {
      await net.run(...blank());
    } catch (error) {
      await net.release();
      throw error;
    }
    return net;
  });
}

/** The smallest surface there is, all of it at one place. */
function blank(): [FaceShapes, FaceGraph] {
  const count = LEAST_FACES;
  const shapes = {
    count,
    centres: new Float64Array(3 * count),
    normals: new Float64Array(3 * count),
    areas: new Float64Array(count),
  };
  const graph: FaceGraph = {
    near: new BigInt64Array(NEAR * count),
    far: new BigInt64Array(FAR * count),
    token: new BigInt64Array(TOKENS),
    tokenFaces: new BigInt64Array(TOKENS * TOKEN_FACES),
    unpool: new BigInt64Array(UNPOOL * count),
    unpoolWeight: new Float32Array(UNPOOL * count).fill(1 / UNPOOL),
  };
  return [shapes, graph];
}

class OnnxSurfaceNet implements SurfaceNet {
  readonly card: SurfaceCard;
  readonly use: SurfaceNet['use'];
  private readonly session: NetSession;

  constructor(card: SurfaceCard, use: SurfaceNet['use'], session: NetSession) {
    this.card = card;
    this.use = use;
    this.session = session;
  }

  async run({ count, centres, normals }: FaceShapes, graph: FaceGraph): Promise<FaceAnswers> {
    const { unitMm } = this.card;
    const features = new Float32Array(6 * count);
    for (let face = 0; face < count; face++) {
      for (let axis = 0; axis < 3; axis++) {
        features[6 * face + axis] = centres[3 * face + axis] / unitMm;
        features[6 * face + 3 + axis] = normals[3 * face + axis];
      }
    }
    const indices = (rows: BigInt64Array, shape: readonly number[]): Tensor => new Tensor('int64', rows, shape);
    try {
      const answer = await this.session.run({
        features: new Tensor('float32', features, [count, 6]),
        near: indices(graph.near, [count, NEAR]),
        far: indices(graph.far, [count, FAR]),
        token: indices(graph.token, [TOKENS]),
        token_faces: indices(graph.tokenFaces, [TOKENS, TOKEN_FACES]),
        unpool: indices(graph.unpool, [count, UNPOOL]),
        unpool_weight: new Tensor('float32', graph.unpoolWeight, [count, UNPOOL]),
      });
      const probabilities = rowsOf(answer, 'probabilities', count, CLASSES);
      const offsetsMm = rowsOf(answer, 'offsets', count, 3).map((value) => unitMm * value);
      return { probabilities, offsetsMm };
    } catch (error) {
      throw inferenceFailed(this.card.id, this.use.provider, error);
    }
  }

  release(): Promise<void> {
    return this.session.release();
  }
}

function rowsOf(answer: Tensors, name: string, rows: number, width: number): Float32Array {
  const tensor = answer[name];
  if (tensor === undefined || !(tensor.data instanceof Float32Array)) throw new Error(`output ${name} is not float32`);
  if (tensor.data.length !== rows * width) throw new Error(`output ${name} has shape [${tensor.dims.join(', ')}]`);
  return tensor.data;
}

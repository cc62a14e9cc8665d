/** Neural nets that run: sessions on the first provider that truly works here. */
import { availableParallelism } from 'node:os';
import { InferenceSession, Tensor } from './onnx-runtime.ts';
import type { PrecisionChoice, ProviderChoice } from '#contract/api';
import { QuadrantError } from '#contract/errors';
import type { CbctCard, Precision } from '#contract/model-card';
import type { Vec3 } from '#core/volume';
import type { InstalledModel, ModelGraph } from './model-registry.ts';
import type { NetSession, Tensors } from './net-session.ts';
import { NetOnNextProvider, unlessLost, type OpenElsewhere } from './next-provider.ts';
import { beatsFp32, trialInput, twinPrecision } from './precision.ts';
import { inferenceFailed, openOnFirstProvider, requirePlatform, type Provider } from './providers.ts';
import type { InferenceServer } from './remote/inference-server.ts';
import { servedNet } from './remote/served-graph.ts';

/** One patch for a net, flat with i fastest. `dims` are i, j, k and multiples of the card's sizeMultiple. */
export interface NetInput {
  readonly dims: Vec3;
  /** Normalised grey values, length di·dj·dk. */
  readonly image: Float32Array;
  /** Coarse class index per cell, dims divided by guidanceStride; exactly the nets with a guidance input take it. */
  readonly guidance?: Float32Array;
}

/** Answer of a net, flat with i fastest, `dims` = input dims divided by outputStride. */
export interface NetOutput {
  readonly dims: Vec3;
  /** Class index per cell. */
  readonly labels: Uint8Array;
  /** 255 × probability of that class. */
  readonly confidence: Uint8Array;
  /** The card's offsets: [3 × cells], all of axis i, then j, then k; dims = input dims divided by their stride. */
  readonly offsets?: Int8Array;
}

/** A segmentation net as the pipeline sees it; tests put their own in its place. */
export interface SegmentationNet {
  readonly card: CbctCard;
  /** The execution provider that really runs it now, or the server; see [Note: Lost provider]. */
  readonly provider: string;
  readonly precision: Precision;
  /** Of the graph that runs. */
  readonly sha256: string;
  /** Every patch is looked at mirrored too (test-time augmentation). Default false. */
  readonly looksTwice?: boolean;
  /** Blocks this process's thread while it runs here. @throws QuadrantError inference.failed, remote.*, job.cancelled */
  run(input: NetInput): Promise<NetOutput>;
  /** Frees the weights and work memory; safe to call twice. */
  release(): Promise<void>;
}

/** The precision that won on a provider, by provider and fp32 digest, so that each net is tried once per process. */
const knownPrecisions = new Map<string, Precision>();

/**
 * Opens a net on the chosen provider, or with 'auto' on the first that passes a warm-up run on a tiny input, and on the
 * next one when that is lost; in the chosen precision, or with 'auto' in the one that a trial on that provider favours.
 * @throws QuadrantError inference.no-provider, with each provider's own reason among the facts; model.unsupported when
 * the model has no graph of that precision.
 */
export async function openNet(
  model: InstalledModel,
  choice: ProviderChoice,
  precision: PrecisionChoice = 'auto',
): Promise<SegmentationNet> {
  const forced = precision === 'auto' ? null : graphOf(model, precision);
  const openHere = async (provider: Provider): Promise<SegmentationNet> => {
    const winner = knownPrecisions.get(`${provider} ${model.fp32.sha256}`);
    const graph = forced ?? (winner === undefined ? model.fp32 : graphOf(model, winner));
    const net = await openOn(model, graph, provider);
    if (choice === 'auto' && provider !== 'cpu') await refuseSlow(net);
    return forced === null && winner === undefined ? fasterTwin(model, net, provider) : net;
  };
  if (choice !== 'auto') return openOnFirstProvider(model.card.id, choice, openHere);
  return lastingNet((lost) => openOnFirstProvider(model.card.id, choice, unlessLost(lost, openHere)));
}

/** A net that goes on on the next provider; see [Note: Lost provider]. @throws QuadrantError inference.no-provider */
export async function lastingNet(openElsewhere: OpenElsewhere<SegmentationNet>): Promise<SegmentationNet> {
  const lasting = await NetOnNextProvider.open(openElsewhere);
  return {
    card: lasting.current.card,
    get provider() {
      return lasting.current.provider;
    },
    get precision() {
      return lasting.current.precision;
    },
    get sha256() {
      return lasting.current.sha256;
    },
    run: (input) => lasting.run((net) => net.run(input)),
    release: () => lasting.release(),
  };
}

/** Opens the fp32 net on a server and runs a tiny input there. @throws QuadrantError remote.*, inference.failed */
export async function openRemoteNet({ card, fp32 }: InstalledModel, server: InferenceServer): Promise<SegmentationNet> {
  return warmedUp(new OnnxNet(card, fp32, server.provider, await server.open(servedNet(card, fp32))));
}

function graphOf({ card, fp32, variants }: InstalledModel, precision: Precision): ModelGraph {
  const graph = [fp32, ...variants].find((candidate) => candidate.precision === precision);
  if (graph !== undefined) return graph;
  const message = `The model ${card.id} is not installed in the precision ${precision}.`;
  throw new QuadrantError('model.unsupported', message, 'Choose the precision "auto" or "fp32".', { model: card.id });
}

/**
 * The net itself, or its twin in the precision that suits the provider if that wins the trial; the other is released.
 * A twin that does not even open (fp16 on a device without it) has lost.
 */
async function fasterTwin(model: InstalledModel, fp32: SegmentationNet, provider: Provider): Promise<SegmentationNet> {
  const graph = model.variants.find(({ precision }) => precision === twinPrecision(provider));
  const trial = trialInput(model);
  if (graph === undefined || trial === null) return fp32;
  let twin: SegmentationNet | null = null;
  let twinWins = false;
  try {
    twin = await openOn(model, graph, provider);
    twinWins = await beatsFp32(twin, fp32, trial);
  } catch {
    // fp32 runs here and goes on.
  }
  const [winner, loser] = twin !== null && twinWins ? [twin, fp32] : [fp32, twin];
  knownPrecisions.set(`${provider} ${model.fp32.sha256}`, winner.precision);
  await loser?.release();
  return winner;
}

async function openOn(model: InstalledModel, graph: ModelGraph, provider: Provider): Promise<SegmentationNet> {
  requirePlatform(provider);
  const session = await InferenceSession.create(graph.bytes, {
    executionProviders: [provider],
    // Where a variant without weights of its own finds them.
    ...(graph === model.fp32 ? {} : { externalData: [{ path: model.fp32.file, data: model.fp32.bytes }] }),
    // Patterns of large 3D patches cost 1.5–2 s of system time each and are never met twice.
    enableMemPattern: false,
    intraOpNumThreads: availableParallelism(),
    logSeverityLevel: 4,
  });
  return warmedUp(new OnnxNet(model.card, graph, provider, session));
}

async function warmedUp(net: SegmentationNet): Promise<SegmentationNet> {
  try {
    await net.run(tinyInput(net.card));
  } catch (error) {
    await net.release();
    throw error;
  }
  return net;
}

/**
 * A GPU that software plays (SwiftShader, WARP, a virtual machine's adapter) passes the warm-up and is fifty times
 * slower than the CPU: SwiftShader takes 5 s for the tiny input, two CPU cores 0.1 s, a real GPU milliseconds.
 */
export const SLOWEST_TINY_RUN_MS = 1000;

/** Milliseconds of a tiny run; the first one of a net, which compiles whatever there is to compile, was its warm-up. */
export async function timeTinyRun(net: SegmentationNet): Promise<number> {
  const startedMs = performance.now();
  await net.run(tinyInput(net.card));
  return performance.now() - startedMs;
}

/** @throws Error when a second tiny run is too slow to be of use. */
async function refuseSlow(net: SegmentationNet): Promise<void> {
  const tookMs = await timeTinyRun(net);
  if (tookMs <= SLOWEST_TINY_RUN_MS) return;
  await net.release();
  throw new Error(`a tiny input took ${Math.round(tookMs)} ms: slower than the CPU`);
}

function tinyInput(card: CbctCard): NetInput {
  const size = card.sizeMultiple;
  const image = new Float32Array(size ** 3);
  const dims: Vec3 = [size, size, size];
  if (card.guidanceStride === undefined) return { dims, image };
  return { dims, image, guidance: new Float32Array((size / card.guidanceStride) ** 3) };
}

class OnnxNet implements SegmentationNet {
  readonly card: CbctCard;
  readonly provider: string;
  readonly precision: Precision;
  readonly sha256: string;
  private session: NetSession | null;

  constructor(card: CbctCard, graph: ModelGraph, provider: string, session: NetSession) {
    this.card = card;
    this.precision = graph.precision;
    this.sha256 = graph.sha256;
    this.provider = provider;
    this.session = session;
  }

  async run(input: NetInput): Promise<NetOutput> {
    const { card, session } = this;
    if (session === null) throw this.failure(new Error('the session was released'));
    const dims = dividedDims(input.dims, card.outputStride);
    try {
      const answer = await session.run(this.feeds(input));
      const labels = uint8Output(answer[card.outputs.labels], dims, card.outputs.labels);
      const confidence = uint8Output(answer[card.outputs.confidence], dims, card.outputs.confidence);
      if (card.offsets === undefined) return { dims, labels, confidence };
      const offsets = offsetsOutput(answer[card.offsets.output], dividedDims(input.dims, card.offsets.stride));
      return { dims, labels, confidence, offsets };
    } catch (error) {
      throw this.failure(error);
    }
  }

  async release(): Promise<void> {
    const session = this.session;
    this.session = null;
    await session?.release().catch(() => {}); // of a lost device: that its run failed has been told
  }

  private feeds({ dims, image, guidance }: NetInput): Tensors {
    const { inputs, guidanceStride } = this.card;
    const feeds: Record<string, Tensor> = { [inputs.image]: new Tensor('float32', image, tensorShape(dims)) };
    if (inputs.guidance !== undefined && guidanceStride !== undefined) {
      if (guidance === undefined) throw new Error('the net was not given its guidance');
      feeds[inputs.guidance] = new Tensor('float32', guidance, tensorShape(dividedDims(dims, guidanceStride)));
    }
    return feeds;
  }

  private failure(cause: unknown): QuadrantError {
    return inferenceFailed(this.card.id, this.provider, cause);
  }
}

/** [1, 1, k, j, i]: the order of the tensors, i fastest. */
function tensorShape([di, dj, dk]: Vec3): readonly number[] {
  return [1, 1, dk, dj, di];
}

function dividedDims([di, dj, dk]: Vec3, stride: number): Vec3 {
  return [di / stride, dj / stride, dk / stride];
}

function uint8Output(tensor: Tensor | undefined, [di, dj, dk]: Vec3, name: string): Uint8Array {
  if (tensor === undefined || !(tensor.data instanceof Uint8Array) || tensor.type !== 'uint8') {
    throw new Error(`output ${name} is not uint8`);
  }
  if (tensor.data.length !== di * dj * dk) {
    throw new Error(`output ${name} has shape [${tensor.dims.join(', ')}], expected [1, ${dk}, ${dj}, ${di}]`);
  }
  return tensor.data;
}

function offsetsOutput(tensor: Tensor | undefined, [di, dj, dk]: Vec3): Int8Array {
  if (tensor === undefined || !(tensor.data instanceof Int8Array) || tensor.data.length !== 3 * di * dj * dk) {
    throw new Error(`the offsets are not int8 [1, 3, ${dk}, ${dj}, ${di}]`);
  }
  return tensor.data;
}

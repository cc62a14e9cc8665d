/** The two nets of a radiograph: a detector of teeth and a promptable segmenter with Segment Anything's interface. */
import { availableParallelism } from 'node:os';
import { InferenceSession, Tensor } from './onnx-runtime.ts';
import type { ProviderChoice } from '#contract/api';
import type { ModelUse } from '#contract/case';
import type { DetectorCard, Frame, SegmenterCard } from '#contract/model-card';
import type { Detections } from '#core/panoramic/candidates';
import type { InstalledDetector, InstalledSegmenter, VerifiedFile } from './model-registry.ts';
import type { NetSession, Tensors } from './net-session.ts';
import { NetOnNextProvider, unlessLost, type OpenElsewhere } from './next-provider.ts';
import { inferenceFailed, openOnFirstProvider, requirePlatform, type Provider } from './providers.ts';
import type { InferenceServer } from './remote/inference-server.ts';
import { servedDetector, servedEncoder } from './remote/served-graph.ts';

/** Input [1, channels, height, width] of a frame, as core's frameInput makes it. */
export type FrameImage = Float32Array;

export interface DetectorNet {
  readonly card: DetectorCard;
  readonly use: ModelUse & { readonly provider: string };
  /** Blocks this process's thread while it runs. @throws QuadrantError inference.failed */
  detect(image: FrameImage): Promise<Detections>;
  release(): Promise<void>;
}

/** Where to draw: points in frame pixels with their kinds, and perhaps a rough mask. */
export interface Prompt {
  /** x, y pairs. */
  readonly coords: Float32Array;
  /** 1 inside, 0 outside, 2 and 3 the corners of a box, −1 padding. */
  readonly kinds: Float32Array;
  /** Logits, the card's maskInput in size, over the whole frame. */
  readonly mask?: Float32Array;
}

export interface PromptedMask {
  /** Logits of the whole picture at the asked size, flat x fastest. */
  readonly logits: Float32Array;
  readonly width: number;
  readonly height: number;
  /** The net's own estimate of the IoU, 0…1. */
  readonly quality: number;
}

/** An encoded picture; valid until the segmenter is released. */
export interface Embedding {
  readonly tensor: Tensor;
}

export interface SegmenterNet {
  readonly card: SegmenterCard;
  readonly use: ModelUse & { readonly provider: string };
  /** @throws QuadrantError inference.failed */
  encode(image: FrameImage): Promise<Embedding>;
  /** `size` [height, width] of the answer: that of the picture at any scale. @throws QuadrantError inference.failed */
  decode(embedding: Embedding, prompt: Prompt, size: readonly [number, number]): Promise<PromptedMask>;
  release(): Promise<void>;
}

/** Opens the detector and warms it up; with 'auto' it goes on on the next provider. @throws QuadrantError inference.no-provider */
export function openDetector({ card, graph }: InstalledDetector, choice: ProviderChoice): Promise<DetectorNet> {
  const openHere = async (provider: Provider): Promise<OnnxDetector> => {
    const session = await sessionOn(graph, provider);
    const net = new OnnxDetector(card, modelUse(card, graph, provider), session);
    return warmed(net, () => net.detect(emptyImage(card.frame)));
  };
  if (choice !== 'auto') return openOnFirstProvider(card.id, choice, openHere);
  return lastingDetector((lost) => openOnFirstProvider(card.id, choice, unlessLost(lost, openHere)));
}

type Opened<Net> = Net & { readonly provider: string };

/** See [Note: Lost provider]. @throws QuadrantError inference.no-provider */
export async function lastingDetector(openElsewhere: OpenElsewhere<Opened<DetectorNet>>): Promise<DetectorNet> {
  const lasting = await NetOnNextProvider.open(openElsewhere);
  return {
    card: lasting.current.card,
    get use() {
      return lasting.current.use;
    },
    detect: (image) => lasting.run((net) => net.detect(image)),
    release: () => lasting.release(),
  };
}

/** The detector of a server. @throws QuadrantError remote.*, inference.failed */
export async function openRemoteDetector(
  { card, graph }: InstalledDetector,
  server: InferenceServer,
): Promise<DetectorNet> {
  const session = await server.open(servedDetector(card, graph));
  const net = new OnnxDetector(card, modelUse(card, graph, server.provider), session);
  return warmed(net, () => net.detect(emptyImage(card.frame)));
}

/**
 * Opens both halves of the segmenter, the encoder on the chosen provider (with 'auto' it goes on on the next one), the
 * decoder on the CPU: it is small, uses operators that few GPUs' providers have, and a trip to the card would cost more.
 * @throws QuadrantError inference.no-provider
 */
export function openSegmenter(
  { card, encoder, decoder }: InstalledSegmenter,
  choice: ProviderChoice,
): Promise<SegmenterNet> {
  const openHere = async (provider: Provider): Promise<OnnxSegmenter> => {
    const encoderSession = await sessionOn(encoder, provider);
    const decoderSession = await sessionOn(decoder, 'cpu');
    const net = new OnnxSegmenter(card, modelUse(card, encoder, provider), encoderSession, decoderSession);
    return warmed(net, () => net.encode(emptyImage(card.frame)));
  };
  if (choice !== 'auto') return openOnFirstProvider(card.id, choice, openHere);
  return lastingSegmenter((lost) => openOnFirstProvider(card.id, choice, unlessLost(lost, openHere)));
}

/** The encoder may move, see [Note: Lost provider]; what it encoded before stays good. @throws QuadrantError inference.no-provider */
async function lastingSegmenter(openElsewhere: OpenElsewhere<Opened<SegmenterNet>>): Promise<SegmenterNet> {
  const lasting = await NetOnNextProvider.open(openElsewhere);
  return {
    card: lasting.current.card,
    get use() {
      return lasting.current.use;
    },
    encode: (image) => lasting.run((net) => net.encode(image)),
    decode: (embedding, prompt, size) => lasting.current.decode(embedding, prompt, size),
    release: () => lasting.release(),
  };
}

/** The encoder of a server with the decoder here. @throws QuadrantError remote.*, inference.* */
export async function openRemoteSegmenter(
  { card, encoder, decoder }: InstalledSegmenter,
  server: InferenceServer,
): Promise<SegmenterNet> {
  const encoderSession = await server.open(servedEncoder(card, encoder));
  const decoderSession = await sessionOn(decoder, 'cpu');
  const net = new OnnxSegmenter(card, modelUse(card, encoder, server.provider), encoderSession, decoderSession);
  return warmed(net, () => net.encode(emptyImage(card.frame)));
}

async function sessionOn({ bytes }: VerifiedFile, provider: Provider): Promise<InferenceSession> {
  requirePlatform(provider);
  return InferenceSession.create(bytes, {
    executionProviders: [provider],
    intraOpNumThreads: availableParallelism(),
    logSeverityLevel: 4,
  });
}

async function warmed<Net extends { release(): Promise<void> }>(net: Net, run: () => Promise<unknown>): Promise<Net> {
  try {
    await run();
    return net;
  } catch (error) {
    await net.release();
    throw error;
  }
}

function emptyImage({ channels, width, height }: Frame): FrameImage {
  return new Float32Array(channels * width * height);
}

function modelUse(
  { id, version }: DetectorCard | SegmenterCard,
  { sha256 }: VerifiedFile,
  provider: string,
): ModelUse & { readonly provider: string } {
  return { id, version, sha256, precision: 'fp32', provider };
}

class OnnxDetector implements DetectorNet {
  readonly card: DetectorCard;
  readonly use: DetectorNet['use'];
  private readonly session: NetSession;

  constructor(card: DetectorCard, use: DetectorNet['use'], session: NetSession) {
    this.card = card;
    this.use = use;
    this.session = session;
  }

  get provider(): string {
    return this.use.provider;
  }

  async detect(image: FrameImage): Promise<Detections> {
    const { inputs, outputs, classes } = this.card;
    try {
      const answer = await this.session.run({ [inputs.image]: frameTensor(image, this.card.frame) });
      const boxes = floatOutput(answer, outputs.boxes);
      const scores = floatOutput(answer, outputs.scores);
      const replaced = outputs.replaced === undefined ? null : floatOutput(answer, outputs.replaced).data;
      const coefficients = floatOutput(answer, outputs.coefficients);
      const prototypes = floatOutput(answer, outputs.prototypes);
      const points = boxes.data.length / 4;
      const [channels, prototypeHeight, prototypeWidth] = prototypes.dims.slice(-3);
      const fits = scores.data.length === points * classes.length && (replaced?.length ?? points) === points;
      if (!fits || coefficients.data.length !== points * channels) {
        throw new Error('the outputs of the detector do not fit each other or the card');
      }
      return {
        boxes: boxes.data,
        scores: scores.data,
        replaced,
        coefficients: coefficients.data,
        prototypes: prototypes.data,
        prototypeWidth,
        prototypeHeight,
      };
    } catch (error) {
      throw inferenceFailed(this.card.id, this.use.provider, error);
    }
  }

  async release(): Promise<void> {
    await this.session.release().catch(() => {}); // of a lost device: that its run failed has been told
  }
}

class OnnxSegmenter implements SegmenterNet {
  readonly card: SegmenterCard;
  readonly use: SegmenterNet['use'];
  private readonly encoder: NetSession;
  private readonly decoder: NetSession;

  constructor(card: SegmenterCard, use: SegmenterNet['use'], encoder: NetSession, decoder: NetSession) {
    this.card = card;
    this.use = use;
    this.encoder = encoder;
    this.decoder = decoder;
  }

  get provider(): string {
    return this.use.provider;
  }

  async encode(image: FrameImage): Promise<Embedding> {
    const { inputs, outputs, frame } = this.card;
    try {
      const answer = await this.encoder.run({ [inputs.image]: frameTensor(image, frame) });
      const tensor = answer[outputs.embedding];
      if (tensor === undefined) throw new Error(`there is no output ${outputs.embedding}`);
      return { tensor };
    } catch (error) {
      throw inferenceFailed(this.card.id, this.use.provider, error);
    }
  }

  async decode(
    { tensor }: Embedding,
    prompt: Prompt,
    [height, width]: readonly [number, number],
  ): Promise<PromptedMask> {
    const [maskHeight, maskWidth] = this.card.maskInput;
    const count = prompt.kinds.length;
    const mask = prompt.mask ?? new Float32Array(maskHeight * maskWidth);
    try {
      const answer = await this.decoder.run({
        image_embeddings: tensor,
        point_coords: new Tensor('float32', prompt.coords, [1, count, 2]),
        point_labels: new Tensor('float32', prompt.kinds, [1, count]),
        mask_input: new Tensor('float32', mask, [1, 1, maskHeight, maskWidth]),
        has_mask_input: new Tensor('float32', [prompt.mask === undefined ? 0 : 1], [1]),
        orig_im_size: new Tensor('float32', [height, width], [2]),
      });
      const masks = floatOutput(answer, 'masks');
      const qualities = floatOutput(answer, 'iou_predictions').data;
      // A multi-mask export answers with several; the best by its own estimate counts.
      const best = qualities.indexOf(Math.max(...qualities));
      const logits = masks.data.subarray(best * height * width, (best + 1) * height * width);
      if (logits.length !== height * width) throw new Error(`masks has shape [${masks.dims.join(', ')}]`);
      return { logits, width, height, quality: Math.min(1, Math.max(0, qualities[best])) };
    } catch (error) {
      throw inferenceFailed(this.card.id, this.use.provider, error);
    }
  }

  async release(): Promise<void> {
    await Promise.allSettled([this.encoder.release(), this.decoder.release()]); // as above
  }
}

function frameTensor(image: FrameImage, { channels, width, height }: Frame): Tensor {
  return new Tensor('float32', image, [1, channels, height, width]);
}

function floatOutput(answer: Tensors, name: string): { readonly data: Float32Array; readonly dims: readonly number[] } {
  const tensor = answer[name];
  if (tensor === undefined || !(tensor.data instanceof Float32Array)) throw new Error(`output ${name} is not float32`);
  return { data: tensor.data, dims: tensor.dims };
}

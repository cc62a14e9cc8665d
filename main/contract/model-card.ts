import { z } from 'zod';

/** How a graph computes: everything in float32, mostly in float16, or mostly in 8-bit integers. */
export const PRECISIONS = ['fp32', 'fp16', 'int8'] as const;
export type Precision = (typeof PRECISIONS)[number];

const dimsKjiSchema = z.tuple([z.number().int(), z.number().int(), z.number().int()]);

const cardFieldsSchema = z.object({
  id: z.string(),
  role: z.enum(['cbct-coarse', 'cbct-fine']),
  version: z.string(),
  file: z.string(), // ONNX file name beside the card: the fp32 graph
  sha256: z.string(),
  /** The same net in other precisions, same inputs and outputs. A graph may keep its weights in `file` (external data). */
  variants: z
    .array(z.object({ precision: z.enum(PRECISIONS).exclude(['fp32']), file: z.string(), sha256: z.string() }))
    .optional(),
  /**
   * A piece of a scan to try the variants on: uint8 [k,j,i] of 32·(normalised grey + 4), then the guidance as class
   * indices if the net takes it. Without it fp32 runs unless another precision is asked for.
   */
  trial: z.object({ file: z.string(), sha256: z.string(), dims: dimsKjiSchema }).optional(),
  spacingMm: z.number(),
  /** A dimension fed to the net is padded to this multiple (with the normalised background). */
  sizeMultiple: z.number().int(),
  /** Largest patch in one run, [k, j, i]; larger regions are tiled with overlap. */
  maxPatch: dimsKjiSchema,
  /** v → (clip(v, percentiles of the whole scan at coarse spacing) − mean) / SD, mean and SD of the clipped values. */
  normalisation: z.object({ kind: z.literal('zscore'), clipPercentiles: z.tuple([z.number(), z.number()]) }),
  inputs: z.object({
    image: z.string(), // float32 [1,1,k,j,i]
    /** float32 [1,1,k/s,j/s,i/s], s = guidanceStride: the coarse net's class index at each cell; only for the fine net. */
    guidance: z.string().optional(),
  }),
  guidanceStride: z.number().int().optional(),
  outputs: z.object({
    labels: z.string(), // uint8 [1,k/s,j/s,i/s], s = outputStride: class index
    confidence: z.string(), // uint8, same shape: 255 × probability of that class
  }),
  /**
   * int8 [1,3,k/s,j/s,i/s], s = stride: from the centre of each cell to the centroid of its tooth along i, j, k, in steps
   * of stepMm.
   */
  offsets: z.object({ output: z.string(), stride: z.number().int(), stepMm: z.number() }).optional(),
  /** Output cell (a,b,c) is centred on input voxel s·a + (s−1)/2. */
  outputStride: z.number().int(),
  classes: z.array(z.number().int()), // class index → FDI code; index 0 is background (0)
  training: z.object({ data: z.string(), licence: z.string(), command: z.string() }),
  figures: z.array(z.object({ name: z.string(), value: z.number(), data: z.string() })),
  limits: z.array(z.string()),
});

/**
 * A model is an ONNX file and this card beside it. Tensors are [1, channel, k, j, i] (i fastest), on a grid whose axes
 * are patient LPS (i to the left, j to the back, k up): the pipeline resamples into that frame first.
 */
export const modelCardSchema = cardFieldsSchema.refine(
  ({ role, offsets }) => role !== 'cbct-fine' || offsets !== undefined,
  'A fine net must answer with offsets: they tell neighbouring teeth apart.',
);
export type ModelCard = z.infer<typeof modelCardSchema>;

export const modelManifestSchema = z.object({ cards: z.array(z.string()) }); // card file names, in order of preference

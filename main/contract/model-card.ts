import { z } from 'zod';

/**
 * A model is an ONNX file and this card beside it. Tensors are [1, channel, k, j, i] (i fastest), on a grid whose axes
 * are patient LPS (i to the left, j to the back, k up): the pipeline resamples into that frame first.
 */
export const modelCardSchema = z.object({
  id: z.string(),
  role: z.enum(['cbct-coarse', 'cbct-fine']),
  version: z.string(),
  file: z.string(), // ONNX file name beside the card
  sha256: z.string(),
  spacingMm: z.number(),
  /** A dimension fed to the net is padded to this multiple (with the normalised background). */
  sizeMultiple: z.number().int(),
  /** Largest patch in one run, [k, j, i]; larger regions are tiled with overlap. */
  maxPatch: z.tuple([z.number().int(), z.number().int(), z.number().int()]),
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
  /** Output cell (a,b,c) is centred on input voxel s·a + (s−1)/2. */
  outputStride: z.number().int(),
  classes: z.array(z.number().int()), // class index → FDI code; index 0 is background (0)
  training: z.object({ data: z.string(), licence: z.string(), command: z.string() }),
  figures: z.array(z.object({ name: z.string(), value: z.number(), data: z.string() })),
  limits: z.array(z.string()),
});
export type ModelCard = z.infer<typeof modelCardSchema>;

export const modelManifestSchema = z.object({ cards: z.array(z.string()) }); // card file names, in order of preference

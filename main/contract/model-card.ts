import { z } from 'zod';

/** How a graph computes: everything in float32, mostly in float16, or mostly in 8-bit integers. */
export const PRECISIONS = ['fp32', 'fp16', 'int8'] as const;
export type Precision = (typeof PRECISIONS)[number];

const dimsKjiSchema = z.tuple([z.number().int(), z.number().int(), z.number().int()]);

const fileSchema = z.object({ file: z.string(), sha256: z.string() }); // a file beside the card

const commonFieldsSchema = z.object({
  id: z.string(),
  version: z.string(),
  file: z.string(), // ONNX file name beside the card: the fp32 graph
  sha256: z.string(),
  training: z.object({ data: z.string(), licence: z.string(), command: z.string() }),
  figures: z.array(z.object({ name: z.string(), value: z.number(), data: z.string() })),
  limits: z.array(z.string()),
});

const cbctFieldsSchema = commonFieldsSchema.extend({
  role: z.enum(['cbct-coarse', 'cbct-fine']),
  /** The same net in other precisions, same inputs and outputs. A graph may keep its weights in `file` (external data). */
  variants: z.array(fileSchema.extend({ precision: z.enum(PRECISIONS).exclude(['fp32']) })).optional(),
  /**
   * A piece of a scan to try the variants on: uint8 [k,j,i] of 32·(normalised grey + 4), then the guidance as class
   * indices if the net takes it. Without it fp32 runs unless another precision is asked for.
   */
  trial: fileSchema.extend({ dims: dimsKjiSchema }).optional(),
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
});

/**
 * A CBCT net. Tensors are [1, channel, k, j, i] (i fastest), on a grid whose axes are patient LPS (i to the left, j to
 * the back, k up): the pipeline resamples into that frame first.
 */
const cbctCardSchema = cbctFieldsSchema.refine(
  ({ role, offsets }) => role !== 'cbct-fine' || offsets !== undefined,
  'A fine net must answer with offsets: they tell neighbouring teeth apart.',
);
export type CbctCard = z.infer<typeof cbctCardSchema>;

/**
 * A net that numbers all teeth of a scan at once, from their masks alone. Inputs of n teeth: masks float32 [n, …cells], the
 * share of each cell that is tooth, the tooth's centroid in the middle; centroids float32 [n,2 or 3]. Output: probabilities
 * float32 [n, classes]. Of a CBCT scan: cells [k,j,i] on the patient's axes, centroids x, y, z in mm (LPS).
 */
const dentitionFieldsSchema = commonFieldsSchema.extend({
  classes: z.array(z.number().int()), // class index → FDI code; 0: a tooth of no number, or none
});
const volumeDentitionCardSchema = dentitionFieldsSchema.extend({
  role: z.literal('cbct-dentition'),
  cells: dimsKjiSchema,
  cellMm: z.number().positive(),
});
/** Of a radiograph: cells [row, column], centroids x, y in pixels of a frame that is `frameWidth` wide. */
const pictureDentitionCardSchema = dentitionFieldsSchema.extend({
  role: z.literal('opg-dentition'),
  cells: z.tuple([z.number().int(), z.number().int()]),
  cellPx: z.number().positive(),
  frameWidth: z.number().positive(),
});
export type DentitionRole = 'cbct-dentition' | 'opg-dentition';

/**
 * The picture as a 2D net takes it: float32 [1, channels, height, width]. The radiograph is scaled to fit, laid in the
 * upper left corner and surrounded by `padding`, a normalised value.
 */
const frameSchema = z.object({
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  channels: z.union([z.literal(1), z.literal(3)]), // of equal grey values
  /** v → (255 · stretch of the picture's percentiles to 0 … 1, clipped − mean) / sd, a mean and SD a channel. */
  stretchPercentiles: z.tuple([z.number(), z.number()]),
  mean: z.array(z.number()),
  sd: z.array(z.number().positive()),
  padding: z.number(),
});
export type Frame = z.infer<typeof frameSchema>;

/** A detector of teeth on panoramic radiographs, in the manner of YOLOv8-seg; P points, frame pixels. */
const detectorCardSchema = commonFieldsSchema.extend({
  role: z.literal('opg-detector'),
  frame: frameSchema,
  inputs: z.object({ image: z.string() }),
  outputs: z.object({
    boxes: z.string(), // float32 [P,4]: x0, y0, x1, y1
    scores: z.string(), // float32 [P,classes], 0 … 1
    replaced: z.string().optional(), // float32 [P], 0 … 1: an implant or a pontic stands in for the tooth
    coefficients: z.string(), // float32 [P,C]
    prototypes: z.string(), // float32 [C,height/s,width/s]: a mask's logits are coefficients · prototypes
  }),
  classes: z.array(z.number().int()), // class index → FDI code
});
export type DetectorCard = z.infer<typeof detectorCardSchema>;

/**
 * A promptable segmenter: `file` encodes the picture, `decoder` answers prompts. The decoder's names and meanings are
 * those of the public Segment Anything export, whose own files fit: image_embeddings, point_coords [1,N,2] in frame
 * pixels, point_labels [1,N] (1 in, 0 out, 2 and 3 corners of a box, −1 padding), mask_input, has_mask_input [1],
 * orig_im_size [2] (height, width of the picture as scaled for the answer) → masks, iou_predictions, low_res_masks.
 */
const segmenterCardSchema = commonFieldsSchema.extend({
  role: z.literal('opg-segmenter'),
  frame: frameSchema,
  decoder: fileSchema,
  inputs: z.object({ image: z.string() }),
  outputs: z.object({ embedding: z.string() }),
  maskInput: z.tuple([z.number().int(), z.number().int()]), // height, width of mask_input, which covers the frame
  /** A rough mask is a useful prompt (true), or only the decoder's own earlier answer is (false). */
  takesRoughMask: z.boolean(),
});
export type SegmenterCard = z.infer<typeof segmenterCardSchema>;

/**
 * A net of intraoral surfaces; f faces as points, in the frame of the arch (crowns towards +z, front towards +y, their mean
 * at 0). Inputs: features float32 [f,6] (centre in unitMm, unit normal) and the graph of core/intraoral/face-graph as int64
 * near, far, token, token_faces, unpool and float32 unpool_weight. Outputs: probabilities float32 [f,17] (gums, then the
 * sixteen places from −x to +x), offsets float32 [f,3] to the tooth's centre, in unitMm.
 */
const surfaceCardSchema = commonFieldsSchema.extend({
  role: z.literal('ios-surface'),
  faces: z.number().int().min(1000), // of the coarse surface that it is shown
  unitMm: z.number().positive(),
});
export type SurfaceCard = z.infer<typeof surfaceCardSchema>;

/** A model is an ONNX file and this card beside it. */
export const modelCardSchema = z.discriminatedUnion('role', [
  cbctCardSchema,
  volumeDentitionCardSchema,
  pictureDentitionCardSchema,
  detectorCardSchema,
  segmenterCardSchema,
  surfaceCardSchema,
]);
export type ModelCard = z.infer<typeof modelCardSchema>;

/** Every file that a card names beside itself: each has to be there with its digest. */
export function filesOfCard(card: ModelCard): readonly z.infer<typeof fileSchema>[] {
  switch (card.role) {
    case 'cbct-coarse':
    case 'cbct-fine':
      return [card, ...(card.variants ?? []), ...(card.trial === undefined ? [] : [card.trial])];
    case 'cbct-dentition':
    case 'opg-dentition':
    case 'opg-detector':
    case 'ios-surface':
      return [card];
    case 'opg-segmenter':
      return [card, card.decoder];
  }
}

export function isCbctCard(card: ModelCard): card is CbctCard {
  return card.role === 'cbct-coarse' || card.role === 'cbct-fine';
}

export type ModelRole = ModelCard['role'];
export type CardOf<Role extends ModelRole> = ModelCard & { role: Role };
export type DentitionCard<Role extends DentitionRole = DentitionRole> = CardOf<Role>;

export const modelManifestSchema = z.object({ cards: z.array(z.string()) }); // card file names, in order of preference

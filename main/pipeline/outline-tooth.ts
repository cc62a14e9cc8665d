/** One tooth of a radiograph through the promptable net: the detector's box and rough mask in, a mask in source pixels out. */
import type { Box, RoughMask, ToothProposal } from '#core/panoramic/candidates';
import { keepLargestPartInPlace, windowAround, type WindowMask } from '#core/panoramic/mask-outline';
import { placeInFrame, type FrameSpec, type Picture } from '#core/panoramic/picture-frame';
import type { Embedding, Prompt, PromptedMask, SegmenterNet } from '../inference/radiograph-nets.ts';

export interface OutlineToothInput {
  readonly picture: Picture;
  readonly proposal: ToothProposal;
  /** The frame of the detector that made the proposal. */
  readonly frame: FrameSpec;
  readonly segmenter: SegmenterNet;
  readonly embedding: Embedding;
}

/** Masks with fewer source pixels are nothing that a person would see. */
const LEAST_PIXELS = 40;
/** The mask may leave its box by this share of its size. */
const BOX_MARGIN = 0.15;
/** Answers are asked for at this share of the frame's resolution: logits are smooth, and much of the time goes into them. */
const ANSWER_SCALE = 0.5;
/** Logit of a rough mask where it says nothing. */
const NOTHING = -8;

/**
 * The tooth's mask. Our own segmenter and the detector see it together: on validation pictures that is nearer to the truth
 * than either alone. Another one is taken at its word; where it sees nothing, the rough mask is the tooth's. Null when
 * neither is a tooth.
 */
export async function outlineTooth(input: OutlineToothInput): Promise<WindowMask | null> {
  const { picture, proposal, frame, segmenter, embedding } = input;
  // Boxes and prompts count from the edge of the first pixel, in any frame.
  const [x0, y0, x1, y1] = proposal.box.map((value) => value / placeInFrame(picture, frame).scale);
  const sourceBox: Box = [x0, y0, x1, y1];
  const place = placeInFrame(picture, segmenter.card.frame);
  const prompt: Prompt = {
    coords: Float32Array.from(sourceBox, (value) => place.scale * value),
    kinds: Float32Array.of(2, 3),
    ...(segmenter.card.takesRoughMask ? { mask: roughInFrame(input) } : {}),
  };
  const size = [place.height, place.width].map((n) => Math.round(n * ANSWER_SCALE));
  const answer = await segmenter.decode(embedding, prompt, [size[0], size[1]]);
  const rough = roughAsAnswer(proposal.mask, frame, picture);
  const mask = maskInBox(segmenter.card.takesRoughMask ? [answer, rough] : [answer], picture, sourceBox);
  if (keepLargestPartInPlace(mask) >= LEAST_PIXELS) return mask;
  const alone = maskInBox([rough], picture, sourceBox);
  return keepLargestPartInPlace(alone) >= LEAST_PIXELS ? alone : null;
}

/** Logits of the whole picture on a grid of its own. */
type Answer = Pick<PromptedMask, 'logits' | 'width' | 'height'>;

/**
 * Where the sum of the answers' logits is positive (of two: where the mean of their probabilities is above a half), in a
 * window of source pixels around a box (counted from the edge).
 */
export function maskInBox(
  answers: readonly Answer[],
  picture: Pick<Picture, 'width' | 'height'>,
  box: Box,
): WindowMask {
  const [mx, my] = [BOX_MARGIN * (box[2] - box[0]) + 2, BOX_MARGIN * (box[3] - box[1]) + 2];
  const { x0, y0, width, height } = windowAround(
    [box[0] - mx, box[1] - my],
    [box[2] + mx + 1, box[3] + my + 1],
    [picture.width, picture.height],
  );
  const sum = new Float32Array(width * height);
  for (const answer of answers) {
    const [kx, ky] = [answer.width / picture.width, answer.height / picture.height];
    for (let y = 0; y < height; y++) {
      const v = clamped(ky * (y0 + y + 0.5) - 0.5, answer.height);
      for (let x = 0; x < width; x++) {
        sum[x + y * width] += between(answer, clamped(kx * (x0 + x + 0.5) - 0.5, answer.width), v);
      }
    }
  }
  const inside = new Uint8Array(width * height);
  for (let n = 0; n < sum.length; n++) if (sum[n] > 0) inside[n] = 1;
  return { x0, y0, width, height, inside };
}

const clamped = (at: number, size: number): number => Math.min(size - 1, Math.max(0, at));

/** Bilinear, within the grid. */
function between({ logits, width, height }: Answer, u: number, v: number): number {
  const left = Math.floor(u);
  const above = Math.floor(v);
  const right = Math.min(width - 1, left + 1);
  const rowA = above * width;
  const rowB = Math.min(height - 1, above + 1) * width;
  const fx = u - left;
  const top = logits[rowA + left] + fx * (logits[rowA + right] - logits[rowA + left]);
  const bottom = logits[rowB + left] + fx * (logits[rowB + right] - logits[rowB + left]);
  return top + (v - above) * (bottom - top);
}

/** The detector's rough mask on the segmenter's mask grid, which covers its whole frame. */
function roughInFrame({ picture, proposal, frame, segmenter }: OutlineToothInput): Float32Array {
  const [height, width] = segmenter.card.maskInput;
  const cell = segmenter.card.frame.width / width;
  // Cell of the mask grid → segmenter's frame → detector's frame → cell of the prototype grid.
  const scale = placeInFrame(picture, frame).scale / placeInFrame(picture, segmenter.card.frame).scale;
  const toGrid = (n: number): number => Math.floor((scale * cell * (n + 0.5)) / proposal.mask.stride);
  const mask = new Float32Array(width * height).fill(NOTHING);
  for (let y = 0; y < height; y++) {
    const v = toGrid(y);
    if (v < proposal.mask.y0 || v >= proposal.mask.y0 + proposal.mask.height) continue;
    for (let x = 0; x < width; x++) mask[x + y * width] = logitAt(proposal.mask, toGrid(x), v);
  }
  return mask;
}

function logitAt({ x0, y0, width, height, logits }: RoughMask, x: number, y: number): number {
  if (x < x0 || y < y0 || x >= x0 + width || y >= y0 + height) return NOTHING;
  return logits[x - x0 + (y - y0) * width];
}

/** The rough mask spread over the picture's part of the prototype grid. */
function roughAsAnswer(mask: RoughMask, frame: FrameSpec, picture: Picture): Answer {
  const place = placeInFrame(picture, frame);
  const [width, height] = [Math.ceil(place.width / mask.stride), Math.ceil(place.height / mask.stride)];
  const logits = new Float32Array(width * height).fill(NOTHING);
  const columns = Math.min(mask.width, width - mask.x0);
  const rows = columns > 0 ? Math.min(mask.height, height - mask.y0) : 0;
  for (let y = 0; y < rows; y++) {
    const row = mask.logits.subarray(y * mask.width, y * mask.width + columns);
    logits.set(row, mask.x0 + (mask.y0 + y) * width);
  }
  return { logits, width, height };
}

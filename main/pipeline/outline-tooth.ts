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

/** The tooth's mask; the detector's own rough one where the segmenter sees nothing; null when neither is a tooth. */
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
  const mask = maskInBox(answer, picture, sourceBox);
  if (keepLargestPartInPlace(mask) >= LEAST_PIXELS) return mask;
  const rough = maskInBox(roughAsAnswer(proposal.mask, frame, picture), picture, sourceBox);
  return keepLargestPartInPlace(rough) >= LEAST_PIXELS ? rough : null;
}

/** Where an answer's logits are positive, bilinear, in a window of source pixels around a box (counted from the edge). */
export function maskInBox(
  { logits, width: fromWidth, height: fromHeight }: Pick<PromptedMask, 'logits' | 'width' | 'height'>,
  picture: Pick<Picture, 'width' | 'height'>,
  box: Box,
): WindowMask {
  const [mx, my] = [BOX_MARGIN * (box[2] - box[0]) + 2, BOX_MARGIN * (box[3] - box[1]) + 2];
  const { x0, y0, width, height } = windowAround(
    [box[0] - mx, box[1] - my],
    [box[2] + mx + 1, box[3] + my + 1],
    [picture.width, picture.height],
  );
  const [kx, ky] = [fromWidth / picture.width, fromHeight / picture.height];
  const inside = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const v = Math.min(fromHeight - 1, Math.max(0, ky * (y0 + y + 0.5) - 0.5));
    const [above, fy] = [Math.floor(v), v - Math.floor(v)];
    const [rowA, rowB] = [above * fromWidth, Math.min(fromHeight - 1, above + 1) * fromWidth];
    for (let x = 0; x < width; x++) {
      const u = Math.min(fromWidth - 1, Math.max(0, kx * (x0 + x + 0.5) - 0.5));
      const left = Math.floor(u);
      const right = Math.min(fromWidth - 1, left + 1);
      const fx = u - left;
      const top = logits[rowA + left] + fx * (logits[rowA + right] - logits[rowA + left]);
      const bottom = logits[rowB + left] + fx * (logits[rowB + right] - logits[rowB + left]);
      if (top + fy * (bottom - top) > 0) inside[x + y * width] = 1;
    }
  }
  return { x0, y0, width, height, inside };
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
function roughAsAnswer(
  mask: RoughMask,
  frame: FrameSpec,
  picture: Picture,
): Pick<PromptedMask, 'logits' | 'width' | 'height'> {
  const place = placeInFrame(picture, frame);
  const [width, height] = [Math.ceil(place.width / mask.stride), Math.ceil(place.height / mask.stride)];
  const logits = new Float32Array(width * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) logits[x + y * width] = logitAt(mask, x, y);
  return { logits, width, height };
}

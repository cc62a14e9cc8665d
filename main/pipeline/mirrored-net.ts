/** Test-time augmentation: a net that looks at every patch twice, as it is and mirrored left to right. */
import { mirrored } from '#core/fdi';
import type { CbctCard } from '#contract/model-card';
import type { Vec3 } from '#core/volume';
import type { NetInput, NetOutput, SegmentationNet } from '../inference/session.ts';

/**
 * The same net, run twice a patch; twice the time. In the mirror a tooth carries the number of its twin on the other
 * side (16 ↔ 26), so classes are swapped on the way in and out; patches are LPS-aligned, i runs to the patient's left.
 */
export function lookingTwice(net: SegmentationNet): SegmentationNet {
  const { card } = net;
  const swap = mirroredClasses(card);
  return {
    card,
    get provider() {
      return net.provider;
    },
    get precision() {
      return net.precision;
    },
    get sha256() {
      return net.sha256;
    },
    looksTwice: true,
    async run(input) {
      const seen = await net.run(input);
      const inMirror = await net.run(mirrorInput(input, swap, card));
      return mergeViews(seen, mirrorOutput(inMirror, swap, card, input.dims), card);
    },
    release: () => net.release(),
  };
}

/** Class index → class index of the same tooth on the other side. @throws RangeError when a class has no twin. */
export function mirroredClasses({ id, classes }: Pick<CbctCard, 'id' | 'classes'>): Uint8Array {
  return Uint8Array.from(classes, (fdi, index) => {
    const twin = index === 0 ? 0 : classes.indexOf(mirrored(fdi));
    if (twin < 0) throw new RangeError(`Model ${id} knows tooth ${fdi} on one side only`);
    return twin;
  });
}

function mirrorInput(input: NetInput, swap: Uint8Array, { guidanceStride }: CbctCard): NetInput {
  const { dims, image, guidance } = input;
  const mirroredImage = reversedRows(image, new Float32Array(image.length), dims[0]);
  if (guidance === undefined || guidanceStride === undefined) return { dims, image: mirroredImage };
  const cells = reversedRows(guidance, new Float32Array(guidance.length), dims[0] / guidanceStride);
  for (let n = 0; n < cells.length; n++) cells[n] = swap[cells[n]];
  return { dims, image: mirroredImage, guidance: cells };
}

/** A mirrored answer turned back; vectors along i change their sign. */
function mirrorOutput(output: NetOutput, swap: Uint8Array, { offsets: card }: CbctCard, inputDims: Vec3): NetOutput {
  const { dims } = output;
  const labels = reversedRows(output.labels, new Uint8Array(output.labels.length), dims[0]);
  for (let n = 0; n < labels.length; n++) labels[n] = swap[labels[n]];
  const confidence = reversedRows(output.confidence, new Uint8Array(output.confidence.length), dims[0]);
  if (output.offsets === undefined || card === undefined) return { dims, labels, confidence };
  const offsets = reversedRows(output.offsets, new Int8Array(output.offsets.length), inputDims[0] / card.stride);
  for (let n = 0; n < offsets.length / 3; n++) offsets[n] = -offsets[n];
  return { dims, labels, confidence, offsets };
}

/** Writes `source`, rows of `width` with i fastest, into `target` with every row back to front; returns it. */
function reversedRows<Cells extends Uint8Array | Int8Array | Float32Array>(
  source: Cells,
  target: Cells,
  width: number,
): Cells {
  for (let start = 0; start < source.length; start += width) {
    for (let i = 0; i < width; i++) target[start + i] = source[start + width - 1 - i];
  }
  return target;
}

/**
 * One answer of two views of the same patch. A confidence is 255·P(tooth)·P(number), on background as well, so the views
 * can be weighed: where both see a tooth the surer number holds; where one does, the mean decides.
 *
 * [Note: One view's tooth] P(number) is not given apart. With p = P(tooth) of the view that sees the tooth, ½ < p ≤ 1,
 * the mean of both exceeds ½ when the confidences add up to more than 255·P(number), which lies between the tooth's own
 * confidence and twice it. In between, at p = ⅔, it is 1½ times that confidence, and never more than 255.
 */
export function mergeViews(a: NetOutput, b: NetOutput, card: Pick<CbctCard, 'outputStride' | 'offsets'>): NetOutput {
  const { dims } = a;
  const labels = new Uint8Array(a.labels.length);
  const confidence = new Uint8Array(a.labels.length);
  for (let n = 0; n < labels.length; n++) {
    const labelA = a.labels[n];
    const labelB = b.labels[n];
    const sureA = a.confidence[n];
    const sureB = b.confidence[n];
    confidence[n] = (sureA + sureB + 1) >> 1;
    if (labelA === labelB) {
      labels[n] = labelA;
    } else if (labelA !== 0 && labelB !== 0) {
      labels[n] = sureA >= sureB ? labelA : labelB;
      // What the other view gives this number is not known; nothing is the least it can be.
      confidence[n] = (Math.max(sureA, sureB) + 1) >> 1;
    } else {
      const sureOfTooth = labelA === 0 ? sureB : sureA;
      if (sureA + sureB > Math.min(255, 1.5 * sureOfTooth)) labels[n] = labelA + labelB;
    }
  }
  const offsets = mergeOffsets(a, b, card);
  return { dims, labels, confidence, ...(offsets === null ? {} : { offsets }) };
}

/** Two vectors further apart than this along an axis point to two teeth. */
const SAME_TOOTH_MM = 1;

/** The mean vector, or where the views mean two teeth that of the view which is surer of the cell's first voxel. */
function mergeOffsets(a: NetOutput, b: NetOutput, card: Pick<CbctCard, 'outputStride' | 'offsets'>): Int8Array | null {
  if (a.offsets === undefined || b.offsets === undefined || card.offsets === undefined) return null;
  const merged = Int8Array.from(a.offsets);
  const near = SAME_TOOTH_MM / card.offsets.stepMm;
  const stride = card.offsets.stride / card.outputStride;
  const [ni, nj, nk] = a.dims;
  const cells = merged.length / 3;
  for (let k = 0, cell = 0; k < nk; k += stride) {
    for (let j = 0; j < nj; j += stride) {
      for (let i = 0; i < ni; i += stride, cell++) {
        let apart = 0;
        for (let at = cell; at < merged.length; at += cells) {
          apart = Math.max(apart, Math.abs(a.offsets[at] - b.offsets[at]));
        }
        const voxel = i + ni * (j + nj * k);
        if (apart > near && a.confidence[voxel] >= b.confidence[voxel]) continue;
        for (let at = cell; at < merged.length; at += cells) {
          merged[at] = apart > near ? b.offsets[at] : Math.round((a.offsets[at] + b.offsets[at]) / 2);
        }
      }
    }
  }
  return merged;
}

/** Which of a model's graphs runs here: fp32, or a cheaper twin that answers the same and is faster on this machine. */
import type { Precision } from '#contract/model-card';
import type { InstalledModel } from './model-registry.ts';
import type { Provider } from './providers.ts';
import type { NetInput, SegmentationNet } from './session.ts';

/**
 * [Note: Trial] Names tell little about a processor: int8 needs VNNI (without it 16-bit sums saturate, and the answer is
 * slow and wrong), fp16 a device that computes in it. So both graphs see the piece of jaw that comes with the model.
 * How well a variant answers in general was measured when it was made (models/training); here a healthy processor, some
 * 99 % of the voxels, has only to be told from one that computes nonsense.
 */
const LEAST_AGREEMENT = 0.95;
const TIMED_RUNS = 3;

/** What may beat fp32: integers on a CPU, halves on a graphics processor. */
export function twinPrecision(provider: Provider): Exclude<Precision, 'fp32'> {
  return provider === 'cpu' ? 'int8' : 'fp16';
}

/**
 * Whether the twin answers the trial as fp32 does, and faster by the clock `nowMs`; see [Note: Trial].
 * @throws QuadrantError inference.failed
 */
export async function beatsFp32(
  twin: SegmentationNet,
  fp32: SegmentationNet,
  trial: NetInput,
  nowMs: () => number = () => performance.now(),
): Promise<boolean> {
  const millisecondsOf = async (net: SegmentationNet): Promise<number> => {
    const startedMs = nowMs();
    await net.run(trial);
    return nowMs() - startedMs;
  };
  const expected = await fp32.run(trial);
  const found = await twin.run(trial);
  if (toothAgreement(found.labels, expected.labels) < LEAST_AGREEMENT) return false;
  let fp32Ms = Infinity;
  let twinMs = Infinity;
  for (let run = 0; run < TIMED_RUNS; run++) {
    fp32Ms = Math.min(fp32Ms, await millisecondsOf(fp32));
    twinMs = Math.min(twinMs, await millisecondsOf(twin));
  }
  return twinMs < fp32Ms;
}

/** Of the cells that are a tooth in either, the share with the same class in both; 0 without teeth: nothing was shown. */
export function toothAgreement(a: Uint8Array, b: Uint8Array): number {
  let either = 0;
  let same = 0;
  for (let n = 0; n < a.length; n++) {
    if (a[n] === 0 && b[n] === 0) continue;
    either++;
    if (a[n] === b[n]) same++;
  }
  return either === 0 ? 0 : same / either;
}

/** The piece of a scan that comes with a model, as its nets take it; null when none does. */
export function trialInput({ card, trial }: InstalledModel): NetInput | null {
  if (card.trial === undefined || trial === null) return null;
  const [nk, nj, ni] = card.trial.dims;
  const voxels = nk * nj * ni;
  const image = Float32Array.from(trial.bytes.subarray(0, voxels), (value) => value / 32 - 4);
  const guidance =
    card.guidanceStride === undefined ? {} : { guidance: Float32Array.from(trial.bytes.subarray(voxels)) };
  return { dims: [ni, nj, nk], image, ...guidance };
}

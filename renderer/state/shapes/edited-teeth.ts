/** What edits of shapes need to know of the open case: which teeth there are, where they can be, what was done so far. */
import { patientPoint } from '#contract/arch-frame';
import { labelOf, type CaseFile } from '#contract/case';
import { patchFromText, type CaseReview } from '#contract/review';
import { affineIjkToWorld, applyAffine, type Bounds } from '#core/geometry';
import type { Identity, StepAction } from '#core/review/action';
import type { LabelPatch } from '#core/review/label-patch';
import { counts } from '#core/review/review';
import { knownBox } from '#core/review/shapes/known-box';
import { numberOfPart } from '#core/review/shapes/part-number';
import type { Geometry, Vec3 } from '#core/volume';

const decoded = new WeakMap<StepAction, LabelPatch>();

function patchOf(action: StepAction): LabelPatch | null {
  if (action.kind !== 'reshape') return null;
  const known = decoded.get(action);
  if (known !== undefined) return known;
  const patch = patchFromText(action.patch);
  decoded.set(action, patch);
  return patch;
}

/** Changes of the label map that are in force, the first one first. */
export function patchesInForce({ done }: CaseReview): readonly LabelPatch[] {
  return done.map(({ action }) => patchOf(action)).filter((patch) => patch !== null);
}

/** A box of voxel indices that holds a label, and everything it had at some time; null when nothing is known of it. */
export function boxOfTooth(caseFile: CaseFile, review: CaseReview, label: number, { dims }: Geometry): Bounds | null {
  const undone = review.undone.map(({ action }) => patchOf(action)).filter((patch) => patch !== null);
  return knownBox(label, measuredBox(caseFile, label), [...patchesInForce(review), ...undone], dims);
}

function measuredBox(caseFile: CaseFile, label: number): Bounds | null {
  if (caseFile.modality === 'cbct') {
    return caseFile.instances.find((tooth) => labelOf(tooth) === label)?.boundsIjk ?? null;
  }
  if (caseFile.modality === 'ios') return null;
  const tooth =
    caseFile.instances.find((one) => labelOf(one) === label) ??
    caseFile.supernumerary.find((one) => one.label === label);
  if (tooth === undefined) return null;
  const { min, max } = tooth.boundsPx;
  return { min: [min[0], min[1], 0], max: [max[0], max[1], 0] };
}

/** Whether the nets gave a tooth its first shape. */
export function isFromNets({ now }: CaseReview, label: number): boolean {
  return now.teeth.get(label)?.made === false;
}

/** The identity of a tooth that came off another one: a free number beside it. */
export function identityOfPart(
  caseFile: CaseFile,
  review: CaseReview,
  part: { readonly label: number; readonly parent: number; readonly partMm: Vec3; readonly parentMm: Vec3 },
): Identity {
  const { teeth } = review.now;
  const taken = new Set([...teeth.values()].filter(counts).map(({ fdi }) => fdi));
  const outwards = distanceOutwards(caseFile);
  const isDistal = outwards(part.partMm) > outwards(part.parentMm);
  const fdi = numberOfPart(teeth.get(part.parent)?.fdi ?? 11, { taken, isDistal });
  return { label: part.label, fdi, type: 'tooth' };
}

/** The tooth nearest to a place: its label and its middle. */
export function nearestTooth(caseFile: CaseFile, atMm: Vec3): { label: number; middleMm: Vec3 } | null {
  let nearest: { label: number; middleMm: Vec3 } | null = null;
  let least = Infinity;
  for (const { label, middleMm } of middlesOf(caseFile)) {
    const distance = Math.hypot(middleMm[0] - atMm[0], middleMm[1] - atMm[1], middleMm[2] - atMm[2]);
    if (distance < least) [nearest, least] = [{ label, middleMm }, distance];
  }
  return nearest;
}

/** How far from the midline along the arch, roughly: sideways, and on a scan (LPS) to the back as well. */
function distanceOutwards(caseFile: CaseFile): (atMm: Vec3) => number {
  const middles = middlesOf(caseFile);
  const lying = (atMm: Vec3): Vec3 => (caseFile.modality === 'ios' ? patientPoint(caseFile, atMm) : atMm);
  const middle = middles.reduce((sum, { middleMm }) => sum + lying(middleMm)[0], 0) / Math.max(1, middles.length);
  const back = caseFile.modality === 'opg' ? 0 : 1;
  return (atMm) => {
    const [x, y] = lying(atMm);
    return Math.abs(x - middle) + back * y;
  };
}

function middlesOf(caseFile: CaseFile): readonly { readonly label: number; readonly middleMm: Vec3 }[] {
  if (caseFile.modality !== 'opg') {
    return caseFile.instances.map((tooth) => ({ label: labelOf(tooth), middleMm: tooth.centroidMm }));
  }
  return caseFile.instances.map((tooth) => ({
    label: labelOf(tooth),
    middleMm: [tooth.centroidPx[0], tooth.centroidPx[1], 0],
  }));
}

/** World middle of a tooth as it was measured last. */
export function measuredMiddle(caseFile: CaseFile, label: number): Vec3 | null {
  return middlesOf(caseFile).find((tooth) => tooth.label === label)?.middleMm ?? null;
}

/** World middle of the voxels that a change gives to a label. */
export function middleOfGain({ runs }: LabelPatch, label: number, geometry: Geometry): Vec3 | null {
  const [ni, nj] = geometry.dims;
  const sum = [0, 0, 0];
  let count = 0;
  for (const { start, length, to } of runs) {
    if (to !== label) continue;
    const n = start + (length - 1) / 2;
    sum[0] += length * (Math.floor(start / ni) === Math.floor((start + length - 1) / ni) ? n % ni : 0);
    sum[1] += length * (Math.floor(start / ni) % nj);
    sum[2] += length * Math.floor(start / (ni * nj));
    count += length;
  }
  if (count === 0) return null;
  return applyAffine(affineIjkToWorld(geometry), [sum[0] / count, sum[1] / count, sum[2] / count]);
}

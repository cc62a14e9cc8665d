/** A chosen series → its volume: decode every slice into place, then settle type, gaps, spacing and tilt. */
import { QuadrantError } from '#contract/errors';
import { streamOrder } from '#core/voxels/stream-order';
import { voxelCount } from '#core/volume';
import type { Volume, VoxelArray } from '#core/volume';
import type { ReadScanOptions } from '../scan-reader.ts';
import { integerVoxelType, narrowed, sharedVoxels, viewVoxels } from '../voxel-type.ts';
import type { VoxelType } from '../voxel-type.ts';
import { decodeFrames } from './decode-frames.ts';
import type { DecodeOptions } from './decode-frames.ts';
import { rescaleInto } from './decode-into.ts';
import type { FrameSummary, FrameTask } from './decode-into.ts';
import { storedRange } from './pixel-format.ts';
import { fillMissingSlices, regridStack } from './regrid-stack.ts';
import type { SeriesCandidate } from './series-candidate.ts';
import type { StackFrame } from './stack.ts';
import type { StackLayout } from './stack-layout.ts';

/**
 * Reads the volume of a usable candidate; grey values are rescaled, geometry is LPS mm.
 * @throws QuadrantError the candidate's problem, scan.duplicate-slices, scan.corrupt-file, job.cancelled.
 */
export async function assembleVolume(candidate: SeriesCandidate, options: ReadScanOptions = {}): Promise<Volume> {
  const { stack, layout, geometry, problem, info } = candidate;
  if (problem !== null) throw problem;
  if (layout === null || geometry === null) throw new Error('a series without a problem has a layout');
  await refuseDifferingDuplicates(stack.frames, layout, options);

  const regrid = layout.uneven || layout.tilted;
  const { rows, columns } = layout.grid;
  const sliceLength = rows * columns;
  const slots = layout.slices.map(({ slot }, index) => (regrid ? index : slot));
  const slotTotal = regrid ? slots.length : geometry.dims[2];
  const frames = layout.slices.map(({ source }) => stack.frames[source]);
  const inOrder = frames.map((frame, index) => frameTask(frame, slots[index] * sliceLength));
  // Slices that are made up or resampled at the end cannot be shown before.
  const grows = !regrid && layout.missing === 0;
  const ordered = grows ? [...streamOrder(slotTotal)].map((k) => inOrder[slots.indexOf(k)]) : inOrder;
  const [first, last] = (grows ? options.slices : undefined) ?? [0, slotTotal - 1];
  const tasks = ordered.filter(
    ({ outputOffset }) => outputOffset >= first * sliceLength && outputOffset <= last * sliceLength,
  );
  const { growth } = grows ? options : {};
  const voxels = await decodeToVoxels(tasks, slotTotal * sliceLength, sliceLength, {
    report: options.report,
    signal: options.signal,
    onVoxels: (data) => growth?.begin({ volume: { geometry, data }, series: info }),
    onFrame: (index) => growth?.slice(tasks[index].outputOffset / sliceLength),
  });
  if (regrid) return { geometry, data: regridStack(voxels, layout, geometry) };
  if (layout.missing > 0) fillMissingSlices(voxels, sliceLength, slots);
  if (voxels.length !== voxelCount(geometry)) throw new Error('the volume does not fill its grid');
  return { geometry, data: voxels };
}

/** The task that decodes one frame to `outputOffset`. */
export function frameTask({ image, plane }: StackFrame, outputOffset: number): FrameTask {
  const { path, transferSyntaxUid, pixelData, format, modalityLut } = image;
  const { frame, slope, intercept } = plane;
  const frameCount = image.frames.length;
  return { path, transferSyntaxUid, pixelData, format, frame, frameCount, slope, intercept, modalityLut, outputOffset };
}

/** Slices at one place must be the same picture; else two scans or two phases share the series. */
async function refuseDifferingDuplicates(
  frames: readonly StackFrame[],
  { duplicates }: StackLayout,
  { signal }: DecodeOptions,
): Promise<void> {
  if (duplicates.length === 0) return;
  const tasks = duplicates.flat().map((source) => frameTask(frames[source], 0));
  const summaries = await decodeFrames(tasks, { voxels: null, rescaled: false }, { signal });
  const pictures = tasks.map(({ slope, intercept }, index) => `${summaries[index].sha256} ${slope} ${intercept}`);
  let start = 0;
  let differing = 0;
  for (const group of duplicates) {
    if (new Set(pictures.slice(start, start + group.length)).size > 1) differing++;
    start += group.length;
  }
  if (differing === 0) return;
  throw new QuadrantError(
    'scan.duplicate-slices',
    `At ${differing} places of the scan the series has several different slices.`,
    'The folder may mix two scans or reconstructions: export the wanted one alone.',
    { places: differing, file: frames[duplicates[0][0]].image.path, other: frames[duplicates[0][1]].image.path },
  );
}

/**
 * Decodes all tasks into one array of the narrowest type that holds every grey value. Where headers alone tell the type,
 * `onVoxels` gets the array before the first frame is in it, and `onFrame` each frame.
 */
async function decodeToVoxels(
  tasks: readonly FrameTask[],
  length: number,
  sliceLength: number,
  { report, signal, onVoxels, onFrame }: DecodeOptions & { readonly onVoxels?: (growing: VoxelArray) => void },
): Promise<VoxelArray> {
  const plan = planType(tasks);
  if (plan !== 'decide-after-decoding') {
    const voxels = sharedVoxels(plan, length);
    const final = !(voxels instanceof Float32Array && integerRescale(tasks));
    if (final) onVoxels?.(voxels);
    await decodeFrames(tasks, { voxels, rescaled: true }, { report, signal, onFrame: final ? onFrame : undefined });
    return voxels instanceof Float32Array && !final ? narrowed(voxels) : voxels;
  }
  const stored = sharedVoxels(tasks[0].format.signed ? 'int16' : 'uint16', length);
  const summaries = await decodeFrames(tasks, { voxels: stored, rescaled: false }, { report, signal });
  return rescaleInPlace(stored, tasks, summaries, sliceLength);
}

/** The output type if the headers alone prove it; 16-bit values with a wide range wait for their true extent. */
function planType(tasks: readonly FrameTask[]): VoxelType | 'decide-after-decoding' {
  if (!integerRescale(tasks)) return 'float32';
  const type = integerVoxelType(...rangeOver(tasks, ({ format }) => storedRange(format)));
  if (type === 'uint8' || type === 'int16') return type;
  const [{ format }] = tasks;
  const alike = tasks.every(
    (task) => task.format.bitsAllocated === 16 && task.format.signed === format.signed && task.modalityLut === null,
  );
  return alike ? 'decide-after-decoding' : 'float32';
}

function integerRescale(tasks: readonly FrameTask[]): boolean {
  return tasks.every(
    ({ format, slope, intercept, modalityLut }) =>
      format.kind === 'integer' && (modalityLut !== null || (Number.isInteger(slope) && Number.isInteger(intercept))),
  );
}

/** Smallest and largest grey value over all frames, from each frame's stored range. */
function rangeOver(
  tasks: readonly FrameTask[],
  storedRangeOf: (task: FrameTask, index: number) => readonly [number, number],
): [min: number, max: number] {
  let min = Infinity;
  let max = -Infinity;
  tasks.forEach((task, index) => {
    const { slope, intercept, modalityLut } = task;
    const ends = modalityLut?.values ?? storedRangeOf(task, index).map((stored) => stored * slope + intercept);
    for (const value of ends) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
  });
  return [min, max];
}

/** Turns stored 16-bit values into grey values in the same memory, or in new memory when they need floats. */
function rescaleInPlace(
  stored: VoxelArray,
  tasks: readonly FrameTask[],
  summaries: readonly FrameSummary[],
  sliceLength: number,
): VoxelArray {
  const range = rangeOver(tasks, (_, index) => [summaries[index].storedMin, summaries[index].storedMax]);
  const narrowest = integerVoxelType(...range);
  const type = narrowest === 'uint8' ? 'int16' : narrowest; // in place: never narrower than what is stored
  const voxels = type === 'float32' ? sharedVoxels(type, stored.length) : viewVoxels(type, stored.buffer);
  for (const { outputOffset, slope, intercept } of tasks)
    rescaleInto(voxels, outputOffset, stored.subarray(outputOffset, outputOffset + sliceLength), slope, intercept);
  return voxels;
}

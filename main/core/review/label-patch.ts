/**
 * A change of a label map as runs of voxels, each from one label to another: small, exact, and its own way back.
 * Bytes of a run: gap since the last run's end and length as LEB128 varints, then the label before and the one after.
 */

/** Flat indices i + j·ni + k·ni·nj, ascending, without overlap. */
export interface LabelRun {
  readonly start: number;
  readonly length: number;
  readonly from: number;
  readonly to: number;
}

export interface LabelPatch {
  readonly runs: readonly LabelRun[];
}

export class PatchError extends RangeError {
  override readonly name = 'PatchError';
}

/** Collects changes at ascending flat indices into runs. */
export class PatchBuilder {
  private readonly runs: { start: number; length: number; from: number; to: number }[] = [];

  /** A voxel that changes; nothing when `from` is `to`. @throws PatchError when `index` does not ascend */
  add(index: number, from: number, to: number): void {
    if (from === to) return;
    const last = this.runs.at(-1);
    const end = last === undefined ? 0 : last.start + last.length;
    if (index < end) throw new PatchError('Voxels of a patch must come in ascending order');
    if (last !== undefined && index === end && last.from === from && last.to === to) last.length++;
    else this.runs.push({ start: index, length: 1, from, to });
  }

  build(): LabelPatch {
    return { runs: this.runs };
  }
}

/** The patch from one label array to another of the same length. */
export function patchBetween(before: Uint8Array, after: Uint8Array): LabelPatch {
  const builder = new PatchBuilder();
  for (let n = 0; n < before.length; n++) if (before[n] !== after[n]) builder.add(n, before[n], after[n]);
  return builder.build();
}

/**
 * Writes a patch into labels, or takes it back; nothing is written unless all of it fits.
 * @throws PatchError when a voxel is not what the patch expects: the labels are not those it was made for.
 */
export function applyPatchInto(labels: Uint8Array, { runs }: LabelPatch, direction: 'forth' | 'back' = 'forth'): void {
  const forth = direction === 'forth';
  for (const { start, length, from, to } of runs) {
    const expected = forth ? from : to;
    if (start + length > labels.length) throw new PatchError('The change reaches beyond the scan');
    for (let n = start; n < start + length; n++) {
      if (labels[n] !== expected) throw new PatchError('The change was made for other labels');
    }
  }
  for (const { start, length, from, to } of runs) labels.fill(forth ? to : from, start, start + length);
}

/** All labels that lose or gain voxels, without the background. */
export function labelsTouchedBy({ runs }: LabelPatch): ReadonlySet<number> {
  const touched = new Set<number>();
  for (const { from, to } of runs) touched.add(from).add(to);
  touched.delete(0);
  return touched;
}

export function encodePatch({ runs }: LabelPatch): Uint8Array {
  const bytes: number[] = [];
  let end = 0;
  for (const { start, length, from, to } of runs) {
    pushVarint(bytes, start - end);
    pushVarint(bytes, length);
    bytes.push(from, to);
    end = start + length;
  }
  return Uint8Array.from(bytes);
}

/** @throws PatchError for bytes that `encodePatch` does not write */
export function decodePatch(bytes: Uint8Array): LabelPatch {
  const runs: LabelRun[] = [];
  let at = 0;
  let end = 0;
  const varint = (): number => {
    let value = 0;
    for (let place = 1; ; place *= 128) {
      if (at >= bytes.length || place > 2 ** 35) throw new PatchError('A change of labels is damaged');
      const byte = bytes[at++];
      value += (byte % 128) * place;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const start = end + varint();
    const length = varint();
    if (length === 0 || at + 2 > bytes.length || bytes[at] === bytes[at + 1]) {
      throw new PatchError('A change of labels is damaged');
    }
    runs.push({ start, length, from: bytes[at++], to: bytes[at++] });
    end = start + length;
  }
  return { runs };
}

function pushVarint(bytes: number[], value: number): void {
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  bytes.push(rest);
}

/** The door of the labelling stage: from the fine network's voxels to numbered teeth. */
import { isFdi } from '../fdi.ts';
import type { Finding } from '../finding.ts';
import { fillCavitiesInPlace } from './fill-cavities.ts';
import { findCandidates, type Candidates, type TaggedVoxels } from './instances.ts';
import { numberTeeth, type NumberedTooth } from './numbering.ts';
import { withSecondOpinion, type DentitionOpinion } from './second-opinion.ts';

export interface IdentifiedTeeth {
  readonly labels: Uint8Array; // FDI of each voxel after numbering, 0 = no tooth; on the grid of the candidates
  readonly teeth: readonly NumberedTooth[]; // ascending FDI
  readonly warnings: readonly Finding[]; // of the case; those of a tooth are with the tooth
}

/** Replaces class indices by FDI codes, e.g. `classes` of a model card (index 0 is background). Works in place. */
export function fdiFromClassesInto(classes: Uint8Array, fdiOfClass: readonly number[]): void {
  const table = new Uint8Array(256);
  fdiOfClass.forEach((fdi, index) => {
    if (fdi !== 0 && !isFdi(fdi)) throw new RangeError(`Class ${index} stands for ${fdi}, which is no FDI code`);
    table[index] = fdi;
  });
  for (let n = 0; n < classes.length; n++) {
    const index = classes[n];
    if (index >= fdiOfClass.length)
      throw new RangeError(`Class index ${index}, but the model has ${fdiOfClass.length}`);
    classes[n] = table[index];
  }
}

/**
 * Takes FDI-labelled voxels apart into teeth, their numbers still open. The grid should be LPS-aligned; any geometry gives
 * the same answer as long as it says where the voxels lie.
 * @throws RangeError when a label is no FDI code or the arrays do not fill the grid.
 */
export function separateTeeth(voxels: TaggedVoxels): Candidates {
  const { geometry, labels, confidence } = voxels;
  const size = geometry.dims[0] * geometry.dims[1] * geometry.dims[2];
  if (labels.length !== size || confidence.length !== size) {
    throw new RangeError(`Labels (${labels.length}) and confidence (${confidence.length}) must fill ${size} voxels`);
  }
  refuseUnknownLabels(labels);
  const found = findCandidates(voxels);
  fillCavitiesInPlace(found.ids, geometry.dims);
  return found;
}

/** Gives each tooth a number of its own, by its voxels' votes and, if there is one, a second opinion on them. */
export function identifyTeeth({ ids, candidates }: Candidates, second: DentitionOpinion | null): IdentifiedTeeth {
  const { teeth, warnings } = numberTeeth(second === null ? candidates : withSecondOpinion(candidates, second));
  const fdiOfId = new Uint8Array(candidates.length + 1);
  for (const { fdi, candidate } of teeth) fdiOfId[candidate.id] = fdi;
  const labels = new Uint8Array(ids.length);
  for (let n = 0; n < ids.length; n++) labels[n] = fdiOfId[ids[n]];
  return { labels, teeth, warnings };
}

function refuseUnknownLabels(labels: Uint8Array): void {
  const seen = new Uint8Array(256);
  for (let n = 0; n < labels.length; n++) seen[labels[n]] = 1;
  const unknown = seen.findIndex((present, label) => present === 1 && label !== 0 && !isFdi(label));
  if (unknown !== -1) throw new RangeError(`Label ${unknown} is no FDI code`);
}

/** A case as a picture and labels that teach: what `export --format training` and the layout of a data set share. */
import { isGrown, labelOf, type CaseFile } from '#contract/case';
import { QuadrantError } from '#contract/errors';
import { percentiles, sampleOf } from '#core/voxels/normalize';
import type { LabelMap, Volume, VoxelArray } from '#core/volume';
import { readScan } from '../../io/read-scan.ts';
import type { ReviewedResult } from '../review/reviewed-result.ts';

/** Why a case teaches nothing yet. */
export function reasonOf({ review }: ReviewedResult): string {
  if (review === null) return 'Nobody reviewed this case.';
  const { proposed } = review.teeth;
  return `${proposed} ${proposed === 1 ? 'tooth is' : 'teeth are'} not reviewed yet.`;
}

/** The voxels that were segmented, no others: labels must lie where they were drawn. */
export async function scanOf({ source }: CaseFile): Promise<Volume> {
  const { volume, fingerprint } = await readScan(source.path, { seriesUid: source.seriesUid });
  if (fingerprint === source.fingerprint) return volume;
  throw new QuadrantError(
    'scan.inconsistent-geometry',
    'This is not the scan that the case was made from: its voxels are others.',
    'Put the scan that was segmented where it was.',
    { path: source.path },
  );
}

/** The nets learn teeth: what stands in for one is none. */
export function withoutReplacements(caseFile: CaseFile): CaseFile {
  switch (caseFile.modality) {
    case 'cbct':
      return { ...caseFile, instances: caseFile.instances.filter(isGrown) };
    case 'opg':
      return { ...caseFile, instances: caseFile.instances.filter(isGrown) };
    case 'ios':
      return { ...caseFile, instances: caseFile.instances.filter(isGrown) };
  }
}

/** The label map without what stands in for a tooth. */
export function onlyTeethOf({ instances }: CaseFile, { geometry, data }: LabelMap): LabelMap {
  const kept = new Set<number>();
  for (const tooth of instances) if (isGrown(tooth)) kept.add(labelOf(tooth));
  return { geometry, data: data.map((label) => (kept.has(label) ? label : 0)) };
}

/** Between these percentiles training stretches a radiograph: nothing it looks at is lost in eight bits. */
const SEEN_PERCENTILES = [0.5, 99.5] as const;
const GREY_SAMPLES = 200_000;

/** A radiograph in eight bits. */
export function asBytes(greys: VoxelArray): Uint8Array {
  if (greys instanceof Uint8Array) return greys;
  const [low, high] = percentiles(sampleOf(greys, GREY_SAMPLES), SEEN_PERCENTILES);
  const scale = 255 / Math.max(1e-6, high - low);
  const bytes = new Uint8ClampedArray(greys.length);
  for (let n = 0; n < greys.length; n++) bytes[n] = Math.round((greys[n] - low) * scale);
  return new Uint8Array(bytes.buffer);
}

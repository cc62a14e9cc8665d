/**
 * The way of a CBCT scan: coarse net over the whole volume, tooth region, fine net inside it, numbering, measuring.
 * The order of the steps and nothing else; what each step does lives in core.
 */
import type { ModelUse } from '#contract/case';
import type { CbctCard } from '#contract/model-card';
import type { Warning } from '#contract/scan';
import { lpsAlignedGrid } from '#core/geometry';
import { fdiFromClassesInto, identifyTeeth, separateTeeth } from '#core/labelling/identify-teeth';
import type { Candidates } from '#core/labelling/instances';
import type { NumberedTooth } from '#core/labelling/numbering';
import { refineBordersInPlace } from '#core/labelling/refine-borders';
import type { DentitionOpinion } from '#core/labelling/second-opinion';
import { smoothSurfacesInPlace } from '#core/labelling/smooth-surfaces';
import { toothMasks } from '#core/labelling/tooth-masks';
import { intensityStatistics, normalizeInto, type IntensityStatistics } from '#core/voxels/normalize';
import { minimumOf, resampleLabels, resampleLabelsSmooth, resampleVolume } from '#core/voxels/resample';
import { voxelCount, type Geometry, type LabelMap, type Volume } from '#core/volume';
import type { DentitionNet } from '../inference/dentition-net.ts';
import type { SegmentationNet } from '../inference/session.ts';
import { lostProviderWarnings, type ProviderSpan } from './lost-provider.ts';
import { keepPlausibleTeethInPlace } from './plausible-teeth.ts';
import { runNet, type NetLabels } from './run-net.ts';
import type { StageProgress } from './stage-progress.ts';
import { stridedGrid } from './strided-grid.ts';
import { toothRegionGrid } from './tooth-region.ts';

/** Kept around the coarse teeth: root tips and crowns that the coarse net missed, and context for the fine one. */
const REGION_MARGIN_MM = 5;

export interface CbctInput {
  readonly volume: Volume;
  /** Opens a net when its turn comes, so that only one is in memory at a time. */
  readonly openNet: (role: CbctCard['role']) => Promise<SegmentationNet>;
  /** Opens the net that numbers all teeth together; without it, or null, the fine net's own numbers stand alone. */
  readonly openDentitionNet?: () => Promise<DentitionNet<'cbct-dentition'> | null>;
  readonly progress: StageProgress;
}

/** Numbered teeth on the source grid, not yet measured. */
export interface SegmentedTeeth {
  readonly labelMap: LabelMap;
  readonly teeth: readonly NumberedTooth[];
  readonly warnings: readonly Warning[];
  readonly models: readonly ModelUse[];
  readonly provider: string;
}

/** What the coarse pass leaves for the fine one. */
interface CoarseTeeth {
  /** FDI codes, cleaned; on the coarse net's output grid. */
  readonly labels: LabelMap;
  readonly statistics: IntensityStatistics;
  readonly found: boolean;
}

/**
 * Finds and numbers the teeth of a scan; a scan without any gives a result with zero teeth and a warning.
 * Runs the stages coarse, fine and label. @throws QuadrantError inference.*, job.cancelled
 */
export async function segmentCbct({ volume, openNet, openDentitionNet, progress }: CbctInput): Promise<SegmentedTeeth> {
  progress.enter('coarse');
  const coarse = await withNet(openNet, 'cbct-coarse', progress, (net) => findTeeth(volume, net, progress));
  progress.enter('fine');
  const fine = await withNet(openNet, 'cbct-fine', progress, (net) =>
    sharpenTeeth(volume, coarse.result, net, progress),
  );
  progress.enter('label');
  await progress.checkpoint(0);
  const spans = [coarse.span, fine.span];
  const provider = [...new Set(spans.flatMap(({ began, ended }) => [began, ended]))].join('+');
  const lost = lostProviderWarnings(spans);
  if (fine.result === null) return { ...noTeeth(volume.geometry, lost), models: [coarse.use, fine.use], provider };
  const { geometry } = fine.result;
  const found = separateTeeth(fine.result);
  await progress.checkpoint(0.3);
  const second = await secondOpinion(found, geometry, openDentitionNet);
  const models = [coarse.use, fine.use, ...(second === null ? [] : [second.use])];
  const identified = identifyTeeth(found, second);
  await progress.checkpoint(0.5);
  if (identified.teeth.length === 0) return { ...noTeeth(volume.geometry, lost), models, provider };
  const data = resampleLabelsSmooth({ geometry, data: identified.labels }, volume.geometry);
  await progress.checkpoint(0.7);
  const labelMap = { geometry: volume.geometry, data };
  refineBordersInPlace(labelMap, volume);
  await progress.checkpoint(1);
  return { labelMap, teeth: identified.teeth, warnings: [...identified.warnings, ...lost], models, provider };
}

/** Runs the coarse net over the whole scan on its own LPS-aligned grid. */
async function findTeeth(volume: Volume, net: SegmentationNet, progress: StageProgress): Promise<CoarseTeeth> {
  const { card } = net;
  const geometry = lpsAlignedGrid(volume.geometry, card.spacingMm);
  const image = resampleVolume(volume, geometry, (fraction) => progress.report(0.2 * fraction));
  const statistics = intensityStatistics(image, card.normalisation.clipPercentiles);
  normalizeInto(image, statistics);
  const checkpoint = (fraction: number): Promise<void> => {
    progress.ranOn(net.provider);
    return progress.checkpoint(0.3 + 0.65 * fraction);
  };
  const { labels } = await runNet(net, { dims: geometry.dims, image, fill: minimumOf(image), checkpoint });
  const labelMap: LabelMap = { geometry: stridedGrid(geometry, card.outputStride), data: labels };
  fdiFromClassesInto(labels, card.classes);
  const found = keepPlausibleTeethInPlace(labelMap) > 0;
  return { labels: labelMap, statistics, found };
}

interface FineTeeth extends Required<Pick<NetLabels, 'labels' | 'confidence' | 'offsets'>> {
  /** The fine net's output grid; labels are FDI codes. */
  readonly geometry: Geometry;
}

/** Runs the fine net over the tooth region, told what the coarse one saw; null when that saw no tooth. */
async function sharpenTeeth(
  volume: Volume,
  coarse: CoarseTeeth,
  net: SegmentationNet,
  progress: StageProgress,
): Promise<FineTeeth | null> {
  const { card } = net;
  const geometry = coarse.found
    ? toothRegionGrid(coarse.labels, volume.geometry, card.spacingMm, REGION_MARGIN_MM)
    : null;
  if (geometry === null) return null;
  const image = resampleVolume(volume, geometry, (fraction) => progress.report(0.1 * fraction));
  normalizeInto(image, coarse.statistics);
  const guidance = resampleLabels(coarse.labels, stridedGrid(geometry, card.guidanceStride ?? 1));
  classesFromFdiInto(guidance, card.classes);
  const checkpoint = (fraction: number): Promise<void> => {
    progress.ranOn(net.provider);
    return progress.checkpoint(0.1 + 0.9 * fraction);
  };
  const fill = minimumOf(image);
  const grid = { dims: geometry.dims, image, fill, guidance, skipUnguided: true, checkpoint };
  const { labels, confidence, offsets } = await runNet(net, grid);
  if (offsets === undefined) throw new RangeError(`The card of ${card.id} names no offsets`);
  fdiFromClassesInto(labels, card.classes);
  const drawn = stridedGrid(geometry, card.outputStride);
  smoothSurfacesInPlace(labels, drawn.dims);
  return { geometry: drawn, labels, confidence, offsets };
}

/** What the net that sees all teeth together says; null without such a net, and without teeth. */
async function secondOpinion(
  found: Candidates,
  geometry: Geometry,
  openDentitionNet: CbctInput['openDentitionNet'],
): Promise<(DentitionOpinion & { readonly use: ModelUse }) | null> {
  const net = found.candidates.length === 0 ? null : await openDentitionNet?.();
  if (!net) return null;
  try {
    const { card, use } = net;
    const centroids = found.candidates.map(({ centroidMm }) => centroidMm);
    const probabilities = await net.run(toothMasks(found, geometry, card), centroids);
    return { probabilities, classes: card.classes, use };
  } finally {
    await net.release();
  }
}

/** The inverse of fdiFromClassesInto: guidance is given as the fine net's own class indices, 0 for what it lacks. */
function classesFromFdiInto(labels: Uint8Array, fdiOfClass: readonly number[]): void {
  const table = new Uint8Array(256);
  fdiOfClass.forEach((fdi, index) => {
    table[fdi] = index;
  });
  for (let n = 0; n < labels.length; n++) labels[n] = table[labels[n]];
}

/** Opens a net, uses it and frees it whatever happens: two sets of work memory at once would be wasted. */
async function withNet<Result>(
  openNet: CbctInput['openNet'],
  role: CbctCard['role'],
  progress: StageProgress,
  use: (net: SegmentationNet) => Promise<Result>,
): Promise<{ readonly result: Result; readonly use: ModelUse; readonly span: ProviderSpan }> {
  const net = await openNet(role);
  const began = net.provider;
  progress.ranOn(began);
  try {
    const result = await use(net);
    const { card, provider, precision, sha256, looksTwice = false } = net;
    const { id, version } = card;
    const span = { began, ended: provider };
    return { result, use: { id, version, sha256, precision, provider, looksTwice }, span };
  } finally {
    await net.release();
  }
}

function noTeeth(
  geometry: Geometry,
  others: readonly Warning[],
): Pick<SegmentedTeeth, 'labelMap' | 'teeth' | 'warnings'> {
  const warning: Warning = {
    code: 'case.no-teeth',
    message: 'No teeth were found in this scan. Check that it shows the jaws and that the right series was chosen.',
  };
  return {
    labelMap: { geometry, data: new Uint8Array(voxelCount(geometry)) },
    teeth: [],
    warnings: [warning, ...others],
  };
}

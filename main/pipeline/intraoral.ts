/** The surface pipeline: stand it up, look, number, draw the borders, measure; what each step does lives in core. */
import type { IosCase, ModelUse } from '#contract/case';
import { QuadrantError } from '#contract/errors';
import type { SurfaceFacts, Warning } from '#contract/scan';
import { archFrames, frameMatrix } from '#core/intraoral/arch-frames';
import { drawLabels } from '#core/intraoral/draw-labels';
import { faceGraph, LEAST_FACES } from '#core/intraoral/face-graph';
import { faceShapes, turnedInsideOut } from '#core/intraoral/face-shapes';
import { removeFragmentsInto } from '#core/intraoral/fragments';
import { numberScan, type ScanTooth } from '#core/intraoral/number-scan';
import { tellJaw } from '#core/intraoral/tell-jaw';
import { thinSurface } from '#core/intraoral/thin-surface';
import { toothClusters, type ToothClusters } from '#core/intraoral/tooth-clusters';
import { toothShares } from '#core/intraoral/tooth-shares';
import { jawOf, PERMANENT_FDI, type Jaw } from '#core/fdi';
import { positionsInMm, type ScanSurface } from '#core/surface/scan-surface';
import { archGuess } from '#core/surface/surface-guess';
import type { SurfaceNet } from '../inference/surface-net.ts';
import { bestLook } from './surface-look.ts';
import { scannedTeeth, type LabelledTooth } from './scanned-teeth.ts';
import type { StageProgress } from './stage-progress.ts';

export interface IntraoralInput {
  readonly surface: ScanSurface;
  readonly facts: SurfaceFacts;
  /** As a person says; null to be told from the scan. */
  readonly jaw: Jaw | null;
  /** Opens the net when its turn comes, or hands over the one that is open; nobody closes it here. */
  readonly net: () => Promise<SurfaceNet>;
  readonly progress: StageProgress;
}

export interface SegmentedSurface extends Pick<IosCase, 'jaw' | 'alignment' | 'instances' | 'missing' | 'provider'> {
  /** A value a face. */
  readonly labels: Uint8Array;
  readonly warnings: Warning[];
  readonly models: ModelUse[];
}

const LEAST_GUM_PIECE_MM2 = 3;
const FIRST_EXTRA_LABEL = 201;

/**
 * Finds, numbers and measures the crowns of an intraoral scan, however it lies. Runs the stages classify, label and measure.
 * @throws QuadrantError surface.too-coarse, inference.*, job.cancelled
 */
export async function segmentSurface(input: IntraoralInput): Promise<SegmentedSurface> {
  const { surface, facts, progress } = input;
  progress.enter('classify');
  await progress.checkpoint(0);
  const { triangles } = surface;
  const { mmPerUnit } = facts;
  const positions = positionsInMm(surface.positions, mmPerUnit);
  const net = await input.net();
  progress.ranOn(net.use.provider);
  const coarse = thinSurface(positions, triangles, net.card.faces);
  const coarseShapes = faceShapes(coarse.positions, coarse.triangles);
  if (coarseShapes.count < LEAST_FACES) throw tooCoarse(coarseShapes.count);
  await progress.checkpoint(0.1);
  const graph = faceGraph(coarseShapes.centres);
  await progress.checkpoint(0.3);
  const inside = archGuess(coarse.positions, coarse.triangles.toReversed(), 1);
  const { look, warnings } = await bestLook({
    shapes: coarseShapes,
    graph,
    ...archFrames(coarseShapes, { outside: facts, inside }),
    net,
    checkpoint: (fraction) => progress.checkpoint(0.3 + 0.7 * fraction),
  });

  progress.enter('label');
  await progress.checkpoint(0);
  const clusters = toothClusters(look.shapes, look.answers);
  const jaw = decideJaw(input, positions, clusters);
  const teeth = numberScan(clusters.clusters, jaw.is);
  const probabilities = toothShares(look.answers, clusters, teeth);
  const labelled = withLabels(teeth);
  await progress.checkpoint(0.3);
  const { mesh, found } = drawLabels({
    positions,
    triangles,
    coarse: { ...coarse, shapes: coarseShapes },
    probabilities,
    labels: teeth.length + 1,
  });
  const labels = found.map((number) => (number === 0 ? 0 : labelled[number - 1].label));
  removeFragmentsInto(labels, mesh.shapes.areas, mesh.neighbours, LEAST_GUM_PIECE_MM2);

  progress.enter('measure');
  await progress.checkpoint(0);
  const up = look.frame.rows[2];
  const shapes = look.frame.isInsideOut ? turnedInsideOut(mesh.shapes) : mesh.shapes;
  const instances = scannedTeeth({ ...mesh, shapes, labels, up }, labelled);
  const numbered = new Set(instances.filter(({ type }) => type === undefined).map(({ fdi }) => fdi));
  return {
    jaw,
    alignment: frameMatrix(look.frame),
    instances,
    missing: PERMANENT_FDI.filter((fdi) => jawOf(fdi) === jaw.is && !numbered.has(fdi)),
    labels,
    warnings: [
      ...warnings,
      ...(jaw.evidence === 'assumed' ? [JAW_ASSUMED] : []),
      ...(instances.length === 0 ? [NO_TEETH] : []),
    ],
    models: [net.use],
    provider: net.use.provider,
  };
}

function decideJaw(
  { jaw, surface, facts }: IntraoralInput,
  positions: Float64Array,
  { clusters }: ToothClusters,
): IosCase['jaw'] {
  if (jaw !== null) return { is: jaw, evidence: 'person' };
  if (archGuess(positions, surface.triangles, 1).jaw === 'upper' && facts.crownsToward !== null)
    return { is: 'upper', evidence: 'palate' };
  const told = tellJaw(clusters);
  return told === null ? { is: 'upper', evidence: 'assumed' } : { is: told, evidence: 'tooth-sizes' };
}

/** A tooth's label is its number; further teeth follow from 201 on. */
function withLabels(teeth: readonly ScanTooth[]): readonly LabelledTooth[] {
  let extra = FIRST_EXTRA_LABEL;
  return teeth.map((tooth) => ({ ...tooth, label: tooth.isExtra ? extra++ : tooth.fdi }));
}

function tooCoarse(faces: number): QuadrantError {
  return new QuadrantError(
    'surface.too-coarse',
    `The surface has ${faces} faces of use: too few to show teeth.`,
    'Export the whole scan with more triangles.',
    { faces, least: LEAST_FACES },
  );
}

const JAW_ASSUMED: Warning = {
  code: 'case.jaw-assumed',
  message: 'Nothing tells which jaw this is; it was taken for the upper one. Say which it is and find the teeth again.',
};
const NO_TEETH: Warning = { code: 'case.no-teeth', message: 'No teeth were found in this scan.' };

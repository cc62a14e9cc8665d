/** The surface pipeline: stand it up, look, number, draw the borders, measure; what each step does lives in core. */
import type { IosCase, ModelUse } from '#contract/case';
import { QuadrantError } from '#contract/errors';
import type { SurfaceFacts, Warning } from '#contract/scan';
import { archFrames, frameMatrix, shapesInFrame, turnedLevel, type ArchFrame } from '#core/intraoral/arch-frames';
import { faceGraph, LEAST_FACES, type FaceGraph } from '#core/intraoral/face-graph';
import { faceNeighbours } from '#core/intraoral/face-neighbours';
import { faceShapes, type FaceShapes } from '#core/intraoral/face-shapes';
import { removeFragmentsInto } from '#core/intraoral/fragments';
import { archTurnRad, numberScan, type ScanTooth } from '#core/intraoral/number-scan';
import { smoothLabels } from '#core/intraoral/smooth-labels';
import { spreadRows } from '#core/intraoral/spread-rows';
import { tellJaw } from '#core/intraoral/tell-jaw';
import { thinSurface } from '#core/intraoral/thin-surface';
import { CLASSES, toothClusters, type FaceAnswers, type ToothClusters } from '#core/intraoral/tooth-clusters';
import { toothShares } from '#core/intraoral/tooth-shares';
import { jawOf, PERMANENT_FDI, type Jaw } from '#core/fdi';
import type { ScanSurface } from '#core/surface/scan-surface';
import { archGuess } from '#core/surface/surface-guess';
import type { SurfaceNet } from '../inference/surface-net.ts';
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

/** What the net says of the coarse surface, standing as it is understood best. */
interface Look {
  readonly frame: ArchFrame;
  /** Of the coarse surface, in that frame. */
  readonly shapes: FaceShapes;
  readonly answers: FaceAnswers;
  /** Mean probability of the likeliest class. */
  readonly sureness: number;
}

/** Below this other ways to stand it up are tried, and one that is surer by so much is taken. */
const SURE_FROM = 0.75;
const CLEARLY_SURER = 0.1;
/** The shape tells the front within some degrees, the teeth tell it better. */
const LEAST_TURN_RAD = 0.06;
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
  const positions = mmPerUnit === 1 ? surface.positions : surface.positions.map((value) => mmPerUnit * value);
  const net = await input.net();
  progress.ranOn(net.use.provider);
  const coarse = thinSurface(positions, triangles, net.card.faces);
  const coarseShapes = faceShapes(coarse.positions, coarse.triangles);
  if (coarseShapes.count < LEAST_FACES) throw tooCoarse(coarseShapes.count);
  await progress.checkpoint(0.1);
  const graph = faceGraph(coarseShapes.centres);
  await progress.checkpoint(0.4);
  const inside = archGuess(coarse.positions, coarse.triangles.toReversed(), 1);
  const ways = archFrames(coarseShapes, { outside: facts, inside });
  const { look, warnings } = await bestLook(coarseShapes, graph, ways, net, progress);

  progress.enter('label');
  await progress.checkpoint(0);
  const clusters = toothClusters(look.shapes, look.answers);
  const jaw = decideJaw(input, positions, clusters);
  const teeth = numberScan(clusters.clusters, jaw.is);
  const shapes = faceShapes(positions, triangles);
  const neighbours = faceNeighbours(triangles, positions.length / 3);
  const shares = toothShares(look.answers, clusters, teeth, jaw.is);
  const probabilities = spreadRows(coarseShapes.centres, shares, teeth.length + 1, shapes.centres);
  await progress.checkpoint(0.4);
  const labelled = withLabels(teeth);
  const found = smoothLabels({ shapes, positions, neighbours, probabilities, labels: teeth.length + 1 });
  const labels = found.map((number) => (number === 0 ? 0 : labelled[number - 1].label));
  removeFragmentsInto(labels, shapes.areas, neighbours, LEAST_GUM_PIECE_MM2);

  progress.enter('measure');
  await progress.checkpoint(0);
  const up = look.frame.rows[2];
  const turned = look.frame.isInsideOut ? { ...shapes, normals: shapes.normals.map((value) => -value) } : shapes;
  const instances = scannedTeeth({ positions, triangles, shapes: turned, neighbours, labels, up }, labelled);
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

/** As the shape says it stands; where that is in doubt, every other way too. */
async function bestLook(
  shapes: FaceShapes,
  graph: FaceGraph,
  { frames, isTold }: ReturnType<typeof archFrames>,
  net: SurfaceNet,
  progress: StageProgress,
): Promise<{ readonly look: Look; readonly warnings: Warning[] }> {
  let best: Look | null = null;
  for (const [n, frame] of frames.entries()) {
    const look = await lookAt(shapes, graph, frame, net);
    const least: number = best === null ? 0 : best.sureness + (isTold && best.frame === frames[0] ? CLEARLY_SURER : 0);
    if (look.sureness > least) best = look;
    await progress.checkpoint(0.4 + (0.6 * (n + 1)) / frames.length);
    if (isTold && best !== null && best.sureness >= SURE_FROM) break;
  }
  if (best === null) throw new RangeError('There is always a way to stand a surface up');
  const turnRad = archTurnRad(toothClusters(best.shapes, best.answers).clusters);
  const straight =
    Math.abs(turnRad) < LEAST_TURN_RAD ? best : await lookAt(shapes, graph, turnedLevel(best.frame, turnRad), net);
  return {
    look: straight.sureness > best.sureness ? straight : best,
    warnings: [
      ...(best.frame === frames[0] && isTold ? [] : [ORIENTATION_TRIED]),
      ...(best.frame.isInsideOut ? [INSIDE_OUT] : []),
    ],
  };
}

async function lookAt(shapes: FaceShapes, graph: FaceGraph, frame: ArchFrame, net: SurfaceNet): Promise<Look> {
  const standing = shapesInFrame(shapes, frame);
  const answers = await net.run(standing, graph);
  return { frame, shapes: standing, answers, sureness: surenessOf(answers) };
}

function surenessOf({ probabilities }: FaceAnswers): number {
  let sum = 0;
  for (let row = 0; row < probabilities.length; row += CLASSES) {
    let best = 0;
    for (let c = 0; c < CLASSES; c++) if (probabilities[row + c] > best) best = probabilities[row + c];
    sum += best;
  }
  return (sum * CLASSES) / probabilities.length;
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

const ORIENTATION_TRIED: Warning = {
  code: 'surface.orientation-tried',
  message: 'Where the crowns point and where the front is was found by trying. Check the side of every number.',
};
export const INSIDE_OUT: Warning = {
  code: 'surface.inside-out',
  message:
    'The faces of the scan show their inner sides. If it was mirrored, left and right are exchanged: check the side.',
};
const JAW_ASSUMED: Warning = {
  code: 'case.jaw-assumed',
  message: 'Nothing tells which jaw this is; it was taken for the upper one. Say which it is and find the teeth again.',
};
const NO_TEETH: Warning = { code: 'case.no-teeth', message: 'No teeth were found in this scan.' };

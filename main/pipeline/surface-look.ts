/** What the surface net says of a scan, standing as it is understood best. */
import type { Warning } from '#contract/scan';
import { shapesInFrame, turnedLevel, type ArchFrame } from '#core/intraoral/arch-frames';
import { faceGraph, LEAST_FACES, type FaceGraph } from '#core/intraoral/face-graph';
import type { FaceShapes } from '#core/intraoral/face-shapes';
import { bothOpinions, mirroredShapes, turnedAnswers } from '#core/intraoral/mirrored-look';
import { archTurnRad } from '#core/intraoral/number-scan';
import { CLASSES, toothClusters, type FaceAnswers } from '#core/intraoral/tooth-clusters';
import type { SurfaceNet } from '../inference/surface-net.ts';

export interface SurfaceLook {
  readonly frame: ArchFrame;
  /** In that frame. */
  readonly shapes: FaceShapes;
  readonly answers: FaceAnswers;
}

export interface LookInput {
  readonly shapes: FaceShapes;
  readonly graph: FaceGraph;
  /** Ways to stand it up, the likeliest first. */
  readonly frames: readonly ArchFrame[];
  /** The first frame follows from the shape; else all are as likely. */
  readonly isTold: boolean;
  readonly net: SurfaceNet;
  readonly checkpoint: (fraction: number) => Promise<void>;
}

/** Below this other ways to stand it up are tried, and one that is surer by so much is taken. */
const SURE_FROM = 0.75;
const CLEARLY_SURER = 0.1;
/** To tell ways apart every third face is enough. */
const TRIED_FACES = 3;
/** The shape tells the front within some degrees, the teeth tell it better. Turned by more, it is looked at again. */
const MOST_TURN_RAD = 0.06;

/** As the shape says it stands; where that is in doubt, as the net is surest. Then set straight, and seen in a mirror too. */
export async function bestLook(
  input: LookInput,
): Promise<{ readonly look: SurfaceLook; readonly warnings: Warning[] }> {
  const { shapes, graph, frames, isTold, net, checkpoint } = input;
  const asTold = isTold ? await lookAt(shapes, graph, frames[0], net) : null;
  await checkpoint(0.2);
  const isSure = asTold !== null && asTold.sureness >= SURE_FROM;
  const frame = isSure ? frames[0] : await surestFrame(input);
  const first = asTold !== null && frame === frames[0] ? asTold : await lookAt(shapes, graph, frame, net);
  await checkpoint(0.6);
  const turnRad = archTurnRad(toothClusters(first.shapes, first.answers).clusters);
  const straight = turnedLevel(frame, turnRad);
  const seen =
    Math.abs(turnRad) < MOST_TURN_RAD
      ? { frame: straight, shapes: shapesInFrame(shapes, straight), answers: turnedAnswers(first.answers, turnRad) }
      : await lookAt(shapes, graph, straight, net);
  await checkpoint(0.8);
  const inMirror = await net.run(mirroredShapes(seen.shapes), graph);
  return {
    look: { ...seen, answers: bothOpinions(seen.answers, inMirror) },
    warnings: [
      ...(frame === frames[0] && isTold ? [] : [ORIENTATION_TRIED]),
      ...(frame.isInsideOut ? [INSIDE_OUT] : []),
    ],
  };
}

interface OneLook extends SurfaceLook {
  /** Mean probability of the likeliest class. */
  readonly sureness: number;
}

async function lookAt(shapes: FaceShapes, graph: FaceGraph, frame: ArchFrame, net: SurfaceNet): Promise<OneLook> {
  const standing = shapesInFrame(shapes, frame);
  const answers = await net.run(standing, graph);
  return { frame, shapes: standing, answers, sureness: surenessOf(answers) };
}

/**
 * Tried on some of the faces. What the shape tells is given up only for a clearly surer way: crowns the other way round; that the
 * front is elsewhere the net cannot tell so clearly (on virtual scans by 0.04 at most).
 */
async function surestFrame({ shapes, frames, isTold, net, checkpoint }: LookInput): Promise<ArchFrame> {
  const some = someFaces(shapes, Math.max(1, Math.min(TRIED_FACES, Math.floor(shapes.count / LEAST_FACES))));
  const graph = faceGraph(some.centres);
  const ways = isTold ? [frames[0], ...frames.filter(({ isInsideOut }) => isInsideOut).slice(0, 1)] : frames;
  let [surest, least] = [frames[0], 0];
  for (const [n, frame] of ways.entries()) {
    const { sureness } = await lookAt(some, graph, frame, net);
    if (sureness > least) [surest, least] = [frame, sureness + (isTold && n === 0 ? CLEARLY_SURER : 0)];
    await checkpoint(0.2 + (0.3 * (n + 1)) / ways.length);
  }
  return surest;
}

/** The first of every `step` faces. */
function someFaces({ count, centres, normals, areas }: FaceShapes, step: number): FaceShapes {
  const kept = Uint32Array.from({ length: Math.floor(count / step) }, (_, n) => n * step);
  const rows = (of: Float64Array): Float64Array =>
    Float64Array.from({ length: 3 * kept.length }, (_, n) => of[3 * kept[Math.floor(n / 3)] + (n % 3)]);
  return {
    count: kept.length,
    centres: rows(centres),
    normals: rows(normals),
    areas: Float64Array.from(kept, (face) => areas[face]),
  };
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

const ORIENTATION_TRIED: Warning = {
  code: 'surface.orientation-tried',
  message: 'Where the crowns point and where the front is was found by trying. Check the side of every number.',
};
export const INSIDE_OUT: Warning = {
  code: 'surface.inside-out',
  message:
    'The faces of the scan show their inner sides. If it was mirrored, left and right are exchanged: check the side.',
};

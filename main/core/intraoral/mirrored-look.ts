/** A second opinion of the net: of the same surface seen in a mirror, where the places of the sixteen teeth run backwards. */
import type { FaceShapes } from './face-shapes.ts';
import { CLASSES, type FaceAnswers } from './tooth-clusters.ts';

/** In the frame of an arch. The surface's graph is its mirror image's, too. */
export function mirroredShapes({ count, centres, normals, areas }: FaceShapes): FaceShapes {
  return { count, centres: mirrored(centres), normals: mirrored(normals), areas };
}

/** The mean of what was said of a surface and of its mirror image. */
export function bothOpinions(seen: FaceAnswers, inMirror: FaceAnswers): FaceAnswers {
  const offsetsMm = mirrored(inMirror.offsetsMm);
  const probabilities = seen.probabilities.slice();
  for (let row = 0; row < probabilities.length; row += CLASSES)
    for (let c = 0; c < CLASSES; c++) {
      const other = inMirror.probabilities[row + (c === 0 ? 0 : CLASSES - c)];
      probabilities[row + c] = (probabilities[row + c] + other) / 2;
    }
  for (let n = 0; n < offsetsMm.length; n++) offsetsMm[n] = (offsetsMm[n] + seen.offsetsMm[n]) / 2;
  return { probabilities, offsetsMm };
}

/** What was said of a surface in one frame, told in that frame turned about its z (turnedLevel). */
export function turnedAnswers({ probabilities, offsetsMm }: FaceAnswers, rad: number): FaceAnswers {
  const cos = Math.cos(rad);
  const sin = Math.sin(rad);
  const turned = offsetsMm.slice();
  for (let n = 0; n < turned.length; n += 3) {
    turned[n] = cos * offsetsMm[n] - sin * offsetsMm[n + 1];
    turned[n + 1] = sin * offsetsMm[n] + cos * offsetsMm[n + 1];
  }
  return { probabilities, offsetsMm: turned };
}

function mirrored<Vectors extends Float32Array | Float64Array>(vectors: Vectors): Vectors;
function mirrored(vectors: Float32Array | Float64Array): Float32Array | Float64Array {
  const turned = vectors.slice();
  for (let n = 0; n < turned.length; n += 3) turned[n] = -turned[n];
  return turned;
}

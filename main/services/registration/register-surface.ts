/** An intraoral scan onto the crowns of a case's CBCT, written where it belongs. */
import { labelOf } from '#contract/case';
import { QuadrantError } from '#contract/errors';
import { crownsOf } from '#core/registration/crowns';
import { registerScan, type Registration } from '#core/registration/register';
import { moved } from '#core/registration/rigid';
import type { ScanSurface } from '#core/surface/scan-surface';
import { unitGuess } from '#core/surface/surface-guess';
import type { MeshEncoder } from '../../io/mesh/mesh-part.ts';
import { encodePly } from '../../io/mesh/ply.ts';
import { encodeStl } from '../../io/mesh/stl.ts';
import { replaceFile } from '../../io/replace-file.ts';
import { readSurface } from '../../io/surface/read-surface.ts';
import { readReviewedCase } from '../review/reviewed-result.ts';

export const ALIGNED_FORMATS: ReadonlyMap<string, MeshEncoder> = new Map([
  ['.stl', encodeStl],
  ['.ply', encodePly],
]);

export interface RegistrationRequest {
  readonly surfacePath: string;
  readonly caseDir: string;
  /** Ends in one of ALIGNED_FORMATS. */
  readonly outPath: string;
  readonly encode: MeshEncoder;
}

export interface RegisteredSurface extends Omit<Registration, 'motion'> {
  /** 4×4, row by row, for column vectors: world LPS mm = matrix · (x, y, z of the file in mm, 1). */
  readonly matrix: readonly number[];
  /** Millimetres a unit of the file: the matrix wants millimetres. */
  readonly mmPerUnit: number;
  /** It fits poorly, or another place or the mirror image fits nearly as well: a person has to look. */
  readonly isUnsure: boolean;
}

/** @throws QuadrantError surface.*, case.*, usage (no CBCT), disk.unwritable */
export async function registerSurface({
  surfacePath,
  caseDir,
  outPath,
  encode,
}: RegistrationRequest): Promise<RegisteredSurface> {
  const { surface, ...registered } = await fitSurface(surfacePath, caseDir);
  const { positions, triangles } = surface;
  const positionsMm = Float32Array.from(positions);
  const part = { title: 'Intraoral scan', key: 'scan', colour: GUM_COLOUR, positionsMm, triangles };
  const [file] = await encode([part], 'aligned');
  await replaceFile(outPath, file.bytes, 'The surface');
  return registered;
}

export interface FittedSurface extends RegisteredSurface {
  /** The scan where it belongs, world LPS mm. */
  readonly surface: Pick<ScanSurface, 'positions' | 'triangles' | 'colours'>;
}

/** The scan on the teeth of the case as a person left it. @throws QuadrantError surface.*, case.*, usage (no CBCT) */
export async function fitSurface(surfacePath: string, caseDir: string): Promise<FittedSurface> {
  const { caseFile, labels } = await readReviewedCase(caseDir, { readsScan: false });
  if (caseFile.modality !== 'cbct')
    throw new QuadrantError(
      'usage',
      'This case is of a radiograph: a surface can only be laid onto the teeth of a CBCT.',
      'Choose the case of a CBCT.',
      { path: caseDir },
    );
  const scan = inMillimetres(await readSurface(surfacePath));
  const teeth = caseFile.instances
    .filter(({ type = 'tooth' }) => type === 'tooth')
    .map((tooth) => ({ ...tooth, label: labelOf(tooth) }));
  const answer = registerScan(scan, crownsOf(teeth, labels));
  if (answer.kind === 'mirrored') throw mirroredSurface(surfacePath);
  if (answer.kind === 'no-fit') throw noFit(surfacePath, answer.registration);
  const { motion, ...figures } = answer.registration;
  const { rotation: r, translation: t } = motion;
  const positions = new Float64Array(scan.positions.length);
  for (let n = 0; n < positions.length; n += 3)
    positions.set(moved(motion, [scan.positions[n], scan.positions[n + 1], scan.positions[n + 2]]), n);
  return {
    ...figures,
    surface: { positions, triangles: scan.triangles, colours: scan.colours },
    isUnsure: answer.isUnsure,
    mmPerUnit: scan.mmPerUnit,
    matrix: [...r.slice(0, 3), t[0], ...r.slice(3, 6), t[1], ...r.slice(6, 9), t[2], 0, 0, 0, 1],
  };
}

const GUM_COLOUR = [222, 176, 168] as const;

function inMillimetres(
  surface: ScanSurface,
): Pick<ScanSurface, 'positions' | 'triangles' | 'colours'> & { mmPerUnit: number } {
  const { positions, triangles, colours } = surface;
  let longest = 0;
  for (let axis = 0; axis < 3; axis++) {
    let [min, max] = [Infinity, -Infinity];
    for (let n = axis; n < positions.length; n += 3) {
      min = Math.min(min, positions[n]);
      max = Math.max(max, positions[n]);
    }
    longest = Math.max(longest, max - min);
  }
  const { mm } = unitGuess(longest);
  return { positions: mm === 1 ? positions : positions.map((value) => mm * value), triangles, colours, mmPerUnit: mm };
}

function mirroredSurface(path: string): QuadrantError {
  return new QuadrantError(
    'surface.mirrored',
    'The surface does not fit the teeth of this case, but its mirror image does.',
    'Export the intraoral scan without mirroring it, or check that it is of the same patient.',
    { path },
  );
}

function noFit(path: string, best: Registration | null): QuadrantError {
  const facts = best === null ? {} : { meanMm: best.meanMm, usedShare: best.usedShare };
  return new QuadrantError(
    'surface.no-fit',
    'The surface lies nowhere on the teeth of this case as a scan of them would.',
    'Check that both are of the same patient and jaw, and that the teeth of the case were found.',
    { path, ...facts },
  );
}

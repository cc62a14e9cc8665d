/** What mesh files are made of: one tooth each, in LPS mm. */
import { FIRST_SUPERNUMERARY, labelOf, type ToothInstance } from '#contract/case';
import { toothColour } from '#core/fdi';
import type { TriangleMesh } from '#core/surface/mesh';
import type { NamedFile } from '../write-together.ts';

export interface MeshPart extends TriangleMesh {
  /** "Tooth 16"; "Tooth 16 (implant)". */
  readonly title: string;
  /** Unique among the parts of a case, fit for a file's name: "16"; "16-201" of a further tooth of that number. */
  readonly key: string;
  /** sRGB, 0…255. */
  readonly colour: readonly [number, number, number];
}

/** Makes the files of some teeth, named `stem` with the format's ending; the first one is what a person opens. */
export type MeshEncoder = (
  parts: readonly MeshPart[],
  stem: string,
) => readonly NamedFile[] | Promise<readonly NamedFile[]>;

/** Where files have a place for a word about them. */
export const ABOUT_MESHES = 'Teeth by Quadrant. Positions in mm, patient space LPS: x left, y back, z up.';

/** How files name and colour a tooth. */
export function partOf(
  tooth: Pick<ToothInstance, 'fdi' | 'label' | 'type'>,
): Pick<MeshPart, 'title' | 'key' | 'colour'> {
  const { fdi, type = 'tooth' } = tooth;
  const label = labelOf(tooth);
  const key = label < FIRST_SUPERNUMERARY ? `${fdi}` : `${fdi}-${label}`;
  return { key, title: `Tooth ${key}${type === 'tooth' ? '' : ` (${type})`}`, colour: toothColour(fdi) };
}

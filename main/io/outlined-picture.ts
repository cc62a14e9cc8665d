/** The teeth of a radiograph's case, numbered and supernumerary ones alike, as the export formats and scores take them. */
import { basename } from 'node:path';
import { isGrown, type OpgCase } from '#contract/case';
import type { ToothOutlines } from '#core/evaluate/tooth-masks';

type Ring = OpgCase['instances'][number]['polygons'][number];

export interface OutlinedPart {
  /** FDI code, or 201 … for a supernumerary tooth. */
  readonly label: number;
  readonly supernumerary: boolean;
  readonly confidence: number;
  readonly areaPx: number;
  readonly boundsPx: OpgCase['instances'][number]['boundsPx'];
  /** One closed ring for each part, of at least three corners: programs refuse less; filled they are the same. */
  readonly rings: readonly Ring[];
}

export interface OutlinedPicture {
  readonly width: number;
  readonly height: number;
  /** Name of the picture's file, without its folder. */
  readonly fileName: string;
  readonly teeth: readonly OutlinedPart[];
}

export function outlinedPicture({ source, instances, supernumerary }: OpgCase): OutlinedPicture {
  const [width, height] = source.geometry.dims;
  const numbered = instances.map((tooth) => ({ ...tooth, label: tooth.fdi, supernumerary: false }));
  const others = supernumerary.map((tooth) => ({ ...tooth, supernumerary: true }));
  return {
    width,
    height,
    fileName: basename(source.path),
    teeth: [...numbered, ...others].map(({ polygons, ...tooth }) => ({
      label: tooth.label,
      supernumerary: tooth.supernumerary,
      confidence: tooth.confidence,
      areaPx: tooth.areaPx,
      boundsPx: tooth.boundsPx,
      rings: polygons.map(withThreeCorners),
    })),
  };
}

function withThreeCorners(ring: Ring): Ring {
  return ring.length >= 3 ? ring : [...ring, ...Array.from({ length: 3 - ring.length }, () => ring[ring.length - 1])];
}

/** The outlines of a case's teeth for scoring, no implants or pontics; supernumerary ones under their label map's numbers. */
export function outlinesOfCase({ source, instances, supernumerary }: OpgCase): ToothOutlines {
  const [width, height] = source.geometry.dims;
  const teeth = [
    ...instances.filter(isGrown).map(({ fdi, polygons }) => [fdi, polygons] as const),
    ...supernumerary.map(({ label, polygons }) => [label, polygons] as const),
  ];
  return { width, height, polygons: new Map(teeth.map(([label, rings]) => [label, rings.map((ring) => ring.flat())])) };
}

/** Outlined teeth in labelme's JSON: one polygon a shape, its label the FDI code, or "supernumerary". */
import { z } from 'zod';
import { FIRST_SUPERNUMERARY } from '#contract/case';
import { QuadrantError } from '#contract/errors';
import type { PixelPolygon } from '#core/evaluate/fill-polygon';
import type { ToothOutlines } from '#core/evaluate/tooth-masks';
import type { OutlinedPicture } from './outlined-picture.ts';
import { readWhole } from './regular-file.ts';
import { notFound, tooManyPixels } from './scan-errors.ts';
import { MAX_RADIOGRAPH_PIXELS } from './scan-limits.ts';

const SUPERNUMERARY = 'supernumerary';

/** Far outside of any picture, and still counted exactly. */
const FARTHEST_PX = 1e9;
const coordinateSchema = z.number().min(-FARTHEST_PX).max(FARTHEST_PX);

const labelmeSchema = z.object({
  imageWidth: z.number().int().min(1).max(100_000),
  imageHeight: z.number().int().min(1).max(100_000),
  shapes: z.array(
    z.object({
      label: z.string().regex(/^([1-9]\d{0,2}|supernumerary)$/, 'a label is no number'),
      group_id: z.number().nullish(),
      shape_type: z.literal('polygon').nullish(),
      points: z.array(z.tuple([coordinateSchema, coordinateSchema])).min(1),
    }),
  ),
});

/**
 * A picture as a labelme document. Points are pixel centres counted from 0; parts of one tooth share a `group_id`, and so
 * do those of a supernumerary tooth, whose label does not tell it from the next.
 */
export function labelmeDocument({ width, height, fileName, teeth }: OutlinedPicture): object {
  const shapes = teeth.flatMap(({ label, supernumerary, rings }) =>
    rings.map((points) => ({
      label: supernumerary ? SUPERNUMERARY : String(label),
      points,
      group_id: supernumerary || rings.length > 1 ? label : null,
      description: '',
      shape_type: 'polygon',
      flags: {},
      mask: null,
    })),
  );
  const image = { imagePath: fileName, imageData: null, imageHeight: height, imageWidth: width };
  return { version: '5.5.0', flags: {}, shapes, ...image };
}

/**
 * Reads a labelme file; coordinates are cut to whole pixels, as the STS challenge does. Labels are numbers, not
 * necessarily FDI codes; supernumerary teeth get 201 … in the order in which they come.
 * @throws QuadrantError scan.not-found, scan.corrupt-file (no JSON), scan.unsupported-format (JSON of another kind), scan.too-large
 */
export async function readLabelme(path: string): Promise<ToothOutlines> {
  const text = String(
    await readWhole(path).catch((cause: unknown) => {
      throw notFound(path, cause);
    }),
  );
  const parsed = labelmeSchema.safeParse(parseJson(text, path));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new QuadrantError(
      'scan.unsupported-format',
      `The file is no labelme file of teeth: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}.`,
      'Choose a labelme JSON file whose shapes are polygons with FDI codes as labels.',
      { path },
      parsed.error,
    );
  }
  const { imageWidth: width, imageHeight: height, shapes } = parsed.data;
  if (width * height > MAX_RADIOGRAPH_PIXELS) throw tooManyPixels(path, width, height);
  const polygons = new Map<number, PixelPolygon[]>();
  const supernumerary = new Map<number | symbol, number>(); // by group; a shape without one is a tooth of its own
  for (const { label, group_id: group, points } of shapes) {
    const number = label === SUPERNUMERARY ? numberOf(supernumerary, group ?? Symbol('no group')) : Number(label);
    const ofLabel = polygons.get(number) ?? [];
    ofLabel.push(points.flat().map(Math.trunc));
    polygons.set(number, ofLabel);
  }
  return { width, height, polygons };
}

function numberOf(numbers: Map<number | symbol, number>, group: number | symbol): number {
  const number = numbers.get(group) ?? FIRST_SUPERNUMERARY + numbers.size;
  numbers.set(group, number);
  return number;
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new QuadrantError(
      'scan.corrupt-file',
      'The file is no valid JSON.',
      'Choose a labelme JSON file.',
      { path },
      cause,
    );
  }
}

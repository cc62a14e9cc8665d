/** Outlined teeth in labelme's JSON: one polygon a shape, its label the FDI code. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { QuadrantError } from '#contract/errors';
import type { PixelPolygon } from '#core/evaluate/fill-polygon';
import type { ToothOutlines } from '#core/evaluate/opg-metrics';
import { notFound } from './scan-errors.ts';

const labelmeSchema = z.object({
  imageWidth: z.number().int().min(1).max(100_000),
  imageHeight: z.number().int().min(1).max(100_000),
  shapes: z.array(
    z.object({
      label: z.string().regex(/^[1-9]\d{0,2}$/, 'a label is no number'),
      shape_type: z.literal('polygon').nullish(),
      points: z.array(z.tuple([z.number(), z.number()])).min(1),
    }),
  ),
});

/**
 * Reads a labelme file; coordinates are cut to whole pixels, as the STS challenge does. Labels are numbers, not
 * necessarily FDI codes.
 * @throws QuadrantError scan.not-found, scan.corrupt-file (no JSON), scan.unsupported-format (JSON of another kind)
 */
export async function readLabelme(path: string): Promise<ToothOutlines> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw notFound(path, cause);
  });
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
  const polygons = new Map<number, PixelPolygon[]>();
  for (const { label, points } of shapes) {
    const ofLabel = polygons.get(Number(label)) ?? [];
    ofLabel.push(points.flat().map(Math.trunc));
    polygons.set(Number(label), ofLabel);
  }
  return { width, height, polygons };
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

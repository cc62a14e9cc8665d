/** What a person draws on a scan: kept beside the case (annotations.json) and carried to the next one of the same scan. */
import { z } from 'zod';

const vec3Schema = z.tuple([z.number(), z.number(), z.number()]).readonly();

export const ANNOTATIONS_SCHEMA_VERSION = 1;

export const MEASUREMENT_KINDS = ['distance', 'polyline', 'angle', 'ellipse', 'profile'] as const;
export type MeasurementKind = (typeof MEASUREMENT_KINDS)[number];

export const measurementSchema = z.object({
  id: z.string(),
  name: z.string().max(80),
  kind: z.enum(MEASUREMENT_KINDS),
  /** World LPS mm; of a radiograph x, y in pixels and 0. Angle: the vertex is the second. Ellipse: two corners of its box. */
  pointsMm: z.array(vec3Schema).min(1).max(200).readonly(),
  /** Where it was drawn: it is shown there only. */
  surface: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('plane'),
      normal: vec3Schema, // unit, of the plane through the points
      up: vec3Schema, // unit, in the plane: the axes of an ellipse's box are up and across
    }),
    /** On the unrolled arch: lengths run along the curve. */
    z.object({ kind: z.literal('panoramic') }),
  ]),
});
export type Measurement = z.infer<typeof measurementSchema>;

export const canalSchema = z.object({
  id: z.string(),
  name: z.string().max(80),
  side: z.enum(['right', 'left']), // the patient's
  /** World LPS mm, in the order along the canal; a centripetal Catmull-Rom spline runs through them. */
  pointsMm: z.array(vec3Schema).min(1).max(200).readonly(),
  diameterMm: z.number().min(0.5).max(8),
});
export type Canal = z.infer<typeof canalSchema>;

/** An intraoral scan on the teeth of a CBCT, kept beside the case under the hash of its bytes. */
export const laidSurfaceSchema = z.object({
  id: z.string().regex(/^[0-9a-f]{64}$/), // sha256 of what laidSurfaceRoute sends
  name: z.string().max(80), // of the file
  /** 4×4, row by row, for column vectors: world LPS mm = matrix · (x, y, z of the file in mm, 1). */
  matrix: z.array(z.number()).length(16).readonly(),
  mmPerUnit: z.number(), // of the file
  meanMm: z.number(), // distance across the surface at the crown points that were used
  p95Mm: z.number(),
  usedShare: z.number(), // of the crown points that found the scan
  isUnsure: z.boolean(), // a person has to look
});
export type LaidSurface = z.infer<typeof laidSurfaceSchema>;

export const annotationsSchema = z.object({
  schemaVersion: z.literal(ANNOTATIONS_SCHEMA_VERSION),
  /** Control points of the dental arch from the patient's right to the left, world LPS mm; null: the fitted curve. */
  archMm: z.array(vec3Schema).min(3).max(60).readonly().nullable(),
  measurements: z.array(measurementSchema).max(500).readonly(),
  canals: z.array(canalSchema).max(20).readonly(),
  surfaces: z.array(laidSurfaceSchema).max(4).readonly().optional(), // absent in Quadrant 0.1
});
export type Annotations = z.infer<typeof annotationsSchema>;

export const NO_ANNOTATIONS: Annotations = {
  schemaVersion: ANNOTATIONS_SCHEMA_VERSION,
  archMm: null,
  measurements: [],
  canals: [],
};

import { readFileSync } from 'node:fs';
import { z } from 'zod';

const imageGoldenSchema = z.object({
  transferSyntax: z.string(),
  type: z.string(),
  count: z.number(),
  min: z.number(),
  max: z.number(),
  mean: z.number(),
  sha256: z.string().nullable(), // null where two right decoders may differ in rounding
  slope: z.number(),
  intercept: z.number(),
});
export type ImageGolden = z.infer<typeof imageGoldenSchema>;

const goldenSchema = z.object({ patientName: z.string() }).and(imageGoldenSchema.partial());

export interface Golden {
  readonly file: string;
  readonly patientName: string;
  /** null for files whose pixels are not compared: no image, colour, one bit. */
  readonly image: ImageGolden | null;
}

/** The expected values that make-dicom-goldens.py wrote. */
export function readGoldens(url: URL): readonly Golden[] {
  const parsed = z.record(z.string(), goldenSchema).parse(JSON.parse(readFileSync(url, 'utf8')));
  return Object.entries(parsed).map(([file, entry]) => ({
    file,
    patientName: entry.patientName,
    image: imageGoldenSchema.safeParse(entry).data ?? null,
  }));
}

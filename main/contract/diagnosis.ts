/** What `quadrant doctor` finds out about this computer. A finding is a code and facts; core/words says it in words. */
import { z } from 'zod';
import { FINDING_CODES, VERDICT_OF, type DoctorCode, type Verdict } from '#core/doctor-codes';

export { FINDING_CODES, VERDICT_OF, type DoctorCode, type Verdict };

export const doctorFindingSchema = z.object({
  code: z.enum(FINDING_CODES),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type DoctorFinding = z.infer<typeof doctorFindingSchema>;

const textSchema = z.string().max(300);

/** What only the window can see of its screen and its graphics card. */
export const displaySchema = z.object({
  widthPx: z.number().int().min(0).max(100_000), // of the whole screen, as the system counts them
  heightPx: z.number().int().min(0).max(100_000),
  scale: z.number().min(0).max(16), // screen pixels a CSS pixel
  colourBits: z.number().int().min(0).max(128),
  /** The WebGL 2 renderer as the driver calls itself; null without WebGL 2. */
  graphics: textSchema.nullable(),
  softwareGraphics: z.boolean(),
  /** The WebGPU adapter; null where there is none. */
  adapter: textSchema.nullable(),
  languages: z.array(z.string().max(40)).max(20),
});
export type Display = z.infer<typeof displaySchema>;

export const diagnosisSchema = z.object({
  madeAt: z.iso.datetime(),
  findings: z.array(doctorFindingSchema),
});
export type Diagnosis = z.infer<typeof diagnosisSchema>;

const nothing = z.object({});

/** Part of `api`. */
export const doctorApi = {
  /** Takes some seconds: every provider and every model is tried in a process of its own. */
  'doctor.examine': { params: z.object({ display: displaySchema.nullable() }), result: diagnosisSchema },
  /** The last diagnosis with log and timings in one ZIP archive without patient data, to be fetched from `exportRoute`. */
  'doctor.bundle': { params: nothing, result: z.object({ exportId: z.string(), fileName: z.string() }) },
} as const;

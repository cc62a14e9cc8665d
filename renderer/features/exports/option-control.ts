/** Which control an option of the exports needs, told from its schema: a new one brings only its words. */
import { exportOptionsSchema, type ExportOption } from '#contract/exports';
import { z } from 'zod';

export type OptionControl =
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'switch' }
  /** `empty`: nothing is a value too. */
  | { readonly kind: 'number'; readonly empty: boolean };

export function controlOf(option: ExportOption): OptionControl {
  return controlOfSchema(exportOptionsSchema.shape[option]);
}

export function controlOfSchema(schema: z.ZodType, empty = false): OptionControl {
  if (schema instanceof z.ZodDefault) return controlOfSchema(schemaIn(schema.unwrap()), empty);
  if (schema instanceof z.ZodNullable) return controlOfSchema(schemaIn(schema.unwrap()), true);
  if (schema instanceof z.ZodEnum) return { kind: 'choice', values: schema.options.map(String) };
  if (schema instanceof z.ZodBoolean) return { kind: 'switch' };
  if (schema instanceof z.ZodNumber) return { kind: 'number', empty };
  throw new TypeError('An option of the exports has a schema that no control is known for');
}

function schemaIn(inner: unknown): z.ZodType {
  if (inner instanceof z.ZodType) return inner;
  throw new TypeError('An option of the exports has no schema inside');
}

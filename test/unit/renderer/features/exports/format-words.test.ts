/** Formats and options come from a table: what is added there needs its words, and nothing else here. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { EXPORT_FORMAT_IDS, exportOptionsSchema } from '#contract/exports';
import { FORMAT_TEXT } from '../../../../../renderer/features/exports/format-text.ts';
import { OPTION_TEXT } from '../../../../../renderer/features/exports/option-text.ts';
import { controlOf, controlOfSchema } from '../../../../../renderer/features/exports/option-control.ts';

const OPTIONS = exportOptionsSchema.keyof().options;

describe('the words of the exports', () => {
  it.each(EXPORT_FORMAT_IDS)('exist for %s', (format) => {
    expect(FORMAT_TEXT[format]).toBeDefined();
  });

  it.each(OPTIONS)('exist for the option %s and each of its values', (option) => {
    const words = OPTION_TEXT[option];
    expect(words).toBeDefined();
    const control = controlOf(option);
    if (control.kind !== 'choice') return;
    for (const names of [words?.names, ...Object.values(words?.values ?? {})]) {
      if (names !== undefined) expect(Object.keys(names)).toEqual(control.values);
    }
    expect(words?.names ?? words?.values).toBeDefined();
  });
});

describe('controlOfSchema', () => {
  it('offers one of a few, a switch or a number, whatever is around it', () => {
    expect(controlOfSchema(z.enum(['a', 'b']).default('a'))).toEqual({ kind: 'choice', values: ['a', 'b'] });
    expect(controlOfSchema(z.boolean().default(true))).toEqual({ kind: 'switch' });
    expect(
      controlOfSchema(
        z.coerce
          .number()
          .int()
          .refine((count) => count > 99),
      ),
    ).toEqual({ kind: 'number', empty: false });
    expect(controlOfSchema(z.number().nullable().default(null))).toEqual({ kind: 'number', empty: true });
  });

  it('refuses what no control is known for', () => {
    expect(() => controlOfSchema(z.array(z.string()))).toThrow(TypeError);
  });
});

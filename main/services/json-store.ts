/** Small JSON files of our own in the data folder: read with a schema, replaced in one step. */
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { diskError, replaceFlushed } from '../io/flushed-file.ts';

/** The parsed file, or `fallback` when it is missing or not valid: such a file only ever holds a convenience. */
export async function readJsonOr<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  fallback: z.output<Schema>,
): Promise<z.output<Schema>> {
  try {
    const parsed = schema.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return parsed.success ? parsed.data : fallback;
  } catch {
    return fallback;
  }
}

/** A reader sees the old file or the new one, never half, after a power cut too. @throws QuadrantError disk.full, disk.unwritable */
export async function writeJson(file: string, value: unknown): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await replaceFlushed(file, `${JSON.stringify(value, null, 2)}\n`);
  } catch (error) {
    throw diskError(error, file);
  }
}

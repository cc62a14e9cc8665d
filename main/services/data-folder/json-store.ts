/** Small JSON files of our own in the data folder: read with a schema, replaced in one step. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { diskError, replaceFlushed } from '../../io/flushed-file.ts';
import { isOfVault, readKeptText, sealedFor } from '../../io/vault/kept-file.ts';

/**
 * The parsed file, or `fallback` when it is missing or not valid: such a file only ever holds a convenience.
 * @throws QuadrantError vault.*
 */
export async function readJsonOr<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  fallback: z.output<Schema>,
): Promise<z.output<Schema>> {
  try {
    const parsed = schema.safeParse(JSON.parse(await readKeptText(file)));
    return parsed.success ? parsed.data : fallback;
  } catch (error) {
    if (isOfVault(error)) throw error;
    return fallback;
  }
}

/** As `writeJson`, of what tells of patients: sealed where the folder is encrypted. @throws QuadrantError vault.locked, disk.* */
export async function writeKeptJson(file: string, value: unknown): Promise<void> {
  await replaceText(file, sealedFor(file, textOf(value)));
}

/** A reader sees the old file or the new one, never half, after a power cut too. @throws QuadrantError disk.full, disk.unwritable */
export async function writeJson(file: string, value: unknown): Promise<void> {
  await replaceText(file, textOf(value));
}

function textOf(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

async function replaceText(file: string, content: string | Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await replaceFlushed(file, content);
  } catch (error) {
    throw diskError(error, file);
  }
}

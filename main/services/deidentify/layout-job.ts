/** What both layouts are asked for and answer. */
import { readFile, stat } from 'node:fs/promises';
import type { DeidentifyLayout, FileOutcome, RetainOption } from '#contract/deidentify';
import type { DeidentifyOptions } from '../../io/deidentify/deidentify-object.ts';
import type { Key } from './key-file.ts';

/** Node reads no larger file at once. */
const MAX_FILE_BYTES = 2 ** 31 - 1;

export interface DeidentifyFolderOptions {
  /** A folder or one file. */
  readonly inPath: string;
  /** New or empty, unless there is a key: then what an earlier run wrote stays and is not written again. */
  readonly outDir: string;
  readonly retain: ReadonlySet<RetainOption>;
  /** null: no way back. */
  readonly keyPath: string | null;
  readonly layout: DeidentifyLayout;
  readonly includeBurnedIn: boolean;
  readonly quadrantVersion: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, of: number) => void;
}

export interface FileLine {
  readonly outcome: FileOutcome;
  /** Below the output folder. */
  readonly written: readonly string[];
  readonly reason: string | null;
  readonly warnings: readonly string[];
  /** Pseudonym. */
  readonly patient: string | null;
}

/** What a layout makes of the input. `line` n of the answer is of file n. */
export interface LayoutJob extends DeidentifyFolderOptions {
  readonly files: readonly string[];
  readonly key: Key;
  readonly object: DeidentifyOptions;
}

export function withoutFile(outcome: FileOutcome, reason: string): FileLine {
  return { outcome, written: [], reason, warnings: [], patient: null };
}

/** A file's bytes, or why they are not read. */
export async function readOriginal(path: string): Promise<Buffer | FileLine> {
  try {
    const { size } = await stat(path);
    if (size > MAX_FILE_BYTES) return withoutFile('refused', 'The file is larger than 2 GB.');
    return await readFile(path);
  } catch {
    return withoutFile('refused', 'The file cannot be read.');
  }
}

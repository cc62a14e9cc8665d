/** Runs session-script.ts in a process of its own, with a temporary folder of its own, and hands over all that it printed. */
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { TEST_MODELS } from '../../fixtures/paths.ts';
import { makePhantom, phantomGrid } from '../../fixtures/phantom.ts';
import { CANARY_FOLDER, writeCanaryScan } from './canaries.ts';

const toldSchema = z.object({ told: z.array(z.string()), caseId: z.string() });

export interface Session extends z.infer<typeof toldSchema> {
  readonly dataDir: string;
  readonly tmpDir: string;
  readonly stderr: string;
}

const { volume } = makePhantom(
  phantomGrid([106, 100, 86], [0.9, 0.8, 1.0], [1, 0, 0, 0, 1, 0, 0, 0, 1]),
  [16, 14, 11, 21, 24, 26, 36, 31, 41, 46],
);

/** @param folder an empty one; `environment` is the process's, beside this one's */
export async function runSession(
  folder: string,
  settings: { readonly hidePatients: boolean; readonly passphrase: string | null },
  environment: Readonly<Record<string, string>> = {},
): Promise<Session> {
  const [dataDir, tmpDir, scanDir] = ['data', 'tmp', CANARY_FOLDER].map((name) => join(folder, name));
  await mkdir(tmpDir);
  writeCanaryScan(scanDir, volume);
  const script = join(import.meta.dirname, 'session-script.ts');
  const options = JSON.stringify({ dataDir, modelsDir: TEST_MODELS, scanDir, ...settings });
  const env = { ...process.env, ...environment, TMPDIR: tmpDir, TEMP: tmpDir, TMP: tmpDir };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [script, options], { env }, (error, stdout, stderr) => {
      if (error !== null) reject(new Error(stderr, { cause: error }));
      else resolve({ ...toldSchema.parse(JSON.parse(stdout)), dataDir, tmpDir, stderr });
    });
  });
}

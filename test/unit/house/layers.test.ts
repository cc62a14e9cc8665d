/** The layer rule of ARCHITECTURE.md as the linter sees it: every import that points the wrong way is caught. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));

const FORBIDDEN: readonly (readonly [file: string, specifier: string])[] = [
  ['main/core/a.ts', 'node:fs'],
  ['main/core/a.ts', 'zod'],
  ['main/core/a.ts', '#contract/case'],
  ['main/core/a.ts', '../io/nifti.ts'],
  ['main/core/evaluate/a.ts', '../../contract/case.ts'],
  ['main/core/evaluate/a.ts', 'node:path'],
  ['main/contract/a.ts', 'node:fs'],
  ['main/contract/a.ts', 'react'],
  ['main/contract/a.ts', '../io/nifti.ts'],
  ['main/io/a.ts', '../inference/session.ts'],
  ['main/io/dicom/a.ts', '../../pipeline/cbct.ts'],
  ['main/io/a.ts', '../core/fdi.ts'],
  ['main/io/a.ts', 'onnxruntime-node'],
  ['main/io/a.ts', 'electron'],
  ['main/inference/a.ts', '../pipeline/cbct.ts'],
  ['main/pipeline/a.ts', 'onnxruntime-node'],
  ['main/pipeline/a.ts', '../services/jobs.ts'],
  ['main/services/a.ts', '../host/handler.ts'],
  ['main/services/a.ts', 'electron'],
  ['main/services/a.ts', '../engine.ts'],
  ['main/host/handler.ts', 'electron'],
  ['main/host/browser/a.ts', 'electron'],
  ['main/host/electron/a.ts', '../../cli/segment.ts'],
  ['main/host/electron/a.ts', '../../../renderer/host.ts'],
  ['main/cli/a.ts', '../host/handler.ts'],
  ['main/engine.ts', 'electron'],
  ['main/engine.ts', 'onnxruntime-node'],
  ['main/services/a.ts', 'zustand/vanilla'],
  ['renderer/a.ts', 'node:fs'],
  ['renderer/viewer/a.ts', 'electron'],
  ['renderer/viewer/a.ts', '../../main/core/fdi.ts'],
  ['renderer/a.tsx', '../main/services/jobs.ts'],
  ['renderer/a.tsx', '#services/jobs'],
];

const ALLOWED: readonly (readonly [file: string, specifier: string])[] = [
  ['main/core/b.ts', './volume.ts'],
  ['main/core/evaluate/b.ts', '../volume.ts'],
  ['main/contract/b.ts', 'zod'],
  ['main/contract/b.ts', '#core/volume'],
  ['main/io/b.ts', 'node:fs'],
  ['main/io/dicom/b.ts', '../scan-errors.ts'],
  ['main/inference/b.ts', 'onnxruntime-node'],
  ['main/pipeline/b.ts', '../inference/session.ts'],
  ['main/services/b.ts', '../pipeline/cbct.ts'],
  ['main/host/electron/b.ts', 'electron'],
  ['main/host/electron/b.ts', '../../services/index.ts'],
  ['main/index.ts', 'electron'],
  ['main/cli/b.ts', '../services/index.ts'],
  ['renderer/features/b.tsx', '../ui/Button.tsx'],
  ['renderer/b.ts', '#contract/api'],
];

interface Diagnostic {
  readonly code: string;
  readonly filename: string;
  readonly message: string;
}

let folder = '';
let flagged: readonly string[] = [];

/** One file per case, so that a finding names its case. */
function fileFor(kind: string, n: number, file: string): string {
  // main/index.ts, main/engine.ts and main/host/handler.ts have rules of their own and keep their names.
  return /^main\/([a-z]+|host\/[a-z]+)\.ts$/.test(file) && !/\/[ab]\.ts$/.test(file)
    ? file
    : file.replace(/[ab]\.(tsx?)$/, `${kind}${n}.$1`);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quadrant-layers-'));
  await cp(join(PROJECT, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  const sources = new Map<string, string>();
  for (const [kind, cases] of [
    ['forbidden', FORBIDDEN],
    ['allowed', ALLOWED],
  ] as const) {
    cases.forEach(([file, specifier], n) => {
      const path = fileFor(kind, n, file);
      const line = `import * as case${n} from '${specifier}';\nconsole.log(case${n}, '${kind}');\n`;
      sources.set(path, (sources.get(path) ?? '') + line);
    });
  }
  for (const [path, source] of sources) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), source);
  }
  flagged = (await lint(folder)).map(({ filename, message }) => `${filename}: ${message}`);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Findings of the layer rule alone; type-aware rules need the project's tsconfig and are not asked. */
function lint(cwd: string): Promise<Diagnostic[]> {
  const oxlint = join(PROJECT, 'node_modules/oxlint/bin/oxlint');
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [oxlint, '--format', 'json'], { cwd, maxBuffer: 1 << 24 }, (_failed, stdout, stderr) => {
      try {
        const { diagnostics }: { diagnostics: Diagnostic[] } = JSON.parse(stdout);
        resolve(diagnostics.filter(({ code }) => code.includes('no-restricted-imports')));
      } catch (error) {
        reject(new Error(`oxlint said: ${stdout}${stderr}`, { cause: error }));
      }
    });
  });
}

describe('the linter', () => {
  it.each(FORBIDDEN.map(([file, specifier], n) => ({ file, specifier, n })))(
    'catches $file importing $specifier',
    ({ file, specifier, n }) => {
      const path = fileFor('forbidden', n, file);
      const hits = flagged.filter((line) => line.startsWith(`${path}: `) && line.includes(`'${specifier}'`));
      expect(hits.length, `findings: ${flagged.filter((line) => line.startsWith(path)).join('; ')}`).toBe(1);
    },
  );

  it.each(ALLOWED.map(([file, specifier], n) => ({ file, specifier, n })))(
    'lets $file import $specifier',
    ({ file, specifier, n }) => {
      const path = fileFor('allowed', n, file);
      expect(flagged.filter((line) => line.startsWith(`${path}: `) && line.includes(`'${specifier}'`))).toEqual([]);
    },
  );
});

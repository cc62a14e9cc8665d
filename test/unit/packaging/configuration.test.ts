/** What electron-builder and the workflow are told, looked at without running them. */
import { readdir, readFile } from 'node:fs/promises';
import { join, matchesGlob } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { FUSES } from '../../../packaging/fuses.ts';
import { projectDir } from '../../harness/browser-page.ts';

const read = async (path: string): Promise<unknown> => parse(await readFile(join(projectDir, path), 'utf8'));

const platformSchema = z.looseObject({
  files: z.array(z.string()),
  target: z.array(z.object({ target: z.string(), arch: z.array(z.string()) })),
  fileAssociations: z.array(z.looseObject({ ext: z.string() })),
});
const builderSchema = z.looseObject({
  asar: z.literal(true),
  asarUnpack: z.array(z.string()),
  electronFuses: z.record(z.string(), z.boolean()),
  win: platformSchema,
  mac: platformSchema,
  linux: platformSchema,
});
const builder = builderSchema.parse(await read('electron-builder.yml'));

/** Folders of native code of ONNX Runtime, such as "darwin/arm64". */
const RUNTIMES = 'node_modules/onnxruntime-node/bin/napi-v6';
const systems = await readdir(join(projectDir, RUNTIMES));
const runtimes = (
  await Promise.all(
    systems.map(async (system) => (await readdir(join(projectDir, RUNTIMES, system))).map((cpu) => `${system}/${cpu}`)),
  )
).flat();

describe('electron-builder', () => {
  it('is asked for every fuse as the list of fuses has it', () => {
    const { resetAdHocDarwinSignature, ...asked } = builder.electronFuses;
    expect(asked).toEqual(Object.fromEntries(FUSES.map(({ name, on }) => [name, on])));
    expect(resetAdHocDarwinSignature).toBe(true);
  });

  it.each([
    ['win', 'win32/x64', ['nsis', 'zip']],
    ['mac', 'darwin/arm64', ['dmg', 'zip']],
    ['linux', 'linux/x64', ['AppImage', 'deb', 'zip']],
  ] as const)('packs for %s the native code of %s alone', (name, own, targets) => {
    const { files, target } = builder[name];
    const excluded = files.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
    const kept = runtimes.filter(
      (runtime) => !excluded.some((glob) => matchesGlob(`${RUNTIMES}/${runtime}/lib`, glob)),
    );
    expect(runtimes.length).toBeGreaterThan(3);
    expect(kept).toEqual([own]);
    expect(target.map((wanted) => wanted.target)).toEqual(targets);
  });

  it('leaves native code outside of the archive', () => {
    const native = ['onnxruntime-node/bin/napi-v6/linux/x64/a.node', '@napi-rs/keyring-linux-x64-gnu/a.node'];
    for (const path of native) {
      expect(builder.asarUnpack.some((glob) => matchesGlob(`node_modules/${path}`, glob))).toBe(true);
    }
  });

  it('takes no ending that is not ours: .nii.gz only where a system knows both parts of it', () => {
    const endings = (name: 'win' | 'mac' | 'linux') => builder[name].fileAssociations.map(({ ext }) => ext);
    expect([endings('win'), endings('mac'), endings('linux')]).toEqual([
      ['dcm', 'nii'],
      ['dcm', 'nii'],
      ['dcm', 'nii', 'nii.gz'],
    ]);
  });
});

const workflowSchema = z.looseObject({
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(
    z.string(),
    z.looseObject({ steps: z.array(z.looseObject({ uses: z.string().optional(), run: z.string().optional() })) }),
  ),
});

describe('the workflow of packages', async () => {
  const workflow = workflowSchema.parse(await read('.github/workflows/package.yml'));
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  it('runs foreign actions at one commit each, and may write nothing', () => {
    const actions = steps.map(({ uses }) => uses).filter((uses) => uses !== undefined);
    expect(actions.length).toBeGreaterThan(2);
    for (const action of actions) expect(action).toMatch(/^actions\/[\w-]+@[0-9a-f]{40}$/);
    expect(workflow.permissions).toEqual({ contents: 'read' });
  });

  it('runs commands that this project has', async () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(await readFile(join(projectDir, 'package.json'), 'utf8')));
    const commands = steps.flatMap(({ run = '' }) => [...run.matchAll(/npm run (?:--\S+ )?([\w:-]+)/g)]);
    expect(commands.length).toBeGreaterThan(0);
    for (const [, name] of commands) expect(scripts).toHaveProperty(name);
  });
});

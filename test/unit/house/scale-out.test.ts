/** The files in resources/scale-out name commands, options and paths that exist. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { usageOf, type CommandName } from '../../../main/cli/help.ts';
import { quadrant } from '../cli/run-quadrant.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const FOLDER = join(ROOT, 'resources', 'scale-out');
const text = (name: string): Promise<string> => readFile(join(FOLDER, name), 'utf8');
const container = await text('Containerfile');

/** The folder of the container's program, and what is copied into it, as the Containerfile says. */
const workdir = /^WORKDIR (\S+)$/m.exec(container)?.[1] ?? '';
const copied = [...container.matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, sources]) => sources.split(' '));

/** Every option after `quadrant segment` and the like in a text, with the command. */
function optionsIn(lines: string): readonly { readonly command: CommandName; readonly options: readonly string[] }[] {
  return [...lines.matchAll(/\bquadrant(?: |"\] )(segment|model-repository)\b([^\n]*)/g)].map(([, command, rest]) => ({
    command: command === 'segment' ? command : 'model-repository',
    options: [...rest.matchAll(/(?<=[\s[])--[a-z][a-z-]*/g)].map(([option]) => option),
  }));
}

describe('the container', () => {
  test('holds all that the command line loads: its program imports nothing from outside of it', async () => {
    const entry = /^ENTRYPOINT \["node", "([^"]+)"\]$/m.exec(container)?.[1] ?? '';
    expect(entry.startsWith(`${workdir}/`)).toBe(true);
    await stat(join(ROOT, entry.slice(workdir.length + 1)));
    expect(copied).toEqual(expect.arrayContaining(['package.json', 'package-lock.json', '.npmrc', 'main']));
    for (const source of copied.filter((name) => !name.includes('*'))) await stat(join(ROOT, source));
    const devDependencies = z
      .object({ devDependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'))).devDependencies;
    const loaded = await modulesOf(join(ROOT, 'main', 'cli.ts'));
    const packages = [...loaded].filter((name) => !name.startsWith('/'));
    expect(packages).toEqual(expect.arrayContaining(['onnxruntime-node', 'zod', 'dicom-parser']));
    expect(packages.filter((name) => name in devDependencies)).toEqual([]);
    expect([...loaded].filter((name) => name.startsWith('/') && !name.startsWith(join(ROOT, 'main')))).toEqual([]);
  });

  test('runs as a user without rights, on the Node that the project runs on', async () => {
    expect(container).toMatch(/^USER node$/m);
    expect(container).toMatch(/^FROM docker\.io\/library\/node:24-slim$/m);
    expect(process.versions.node.split('.')[0]).toBe('24');
  });
});

/** All modules that a file leads to, dynamic imports too: paths of ours, names of packages. */
async function modulesOf(file: string, found = new Set<string>()): Promise<ReadonlySet<string>> {
  if (found.has(file)) return found;
  found.add(file);
  const source = await readFile(file, 'utf8');
  for (const [statement, name] of source.matchAll(/(?:^import\b[^;]*?|^export\b[^;]*?from |import\()'([^']+)'/gm)) {
    if (/^(import|export) type\b/.test(statement) || name.startsWith('node:')) continue;
    if (name.startsWith('#')) await modulesOf(join(ROOT, 'main', `${name.slice(1)}.ts`), found);
    else if (name.startsWith('.')) await modulesOf(join(dirname(file), name), found);
    else found.add(/^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name);
  }
  return found;
}

const jobSchema = z.object({
  apiVersion: z.literal('batch/v1'),
  kind: z.literal('Job'),
  spec: z.object({
    completionMode: z.literal('Indexed'),
    completions: z.number(),
    parallelism: z.number(),
    podFailurePolicy: z.object({
      rules: z.array(z.object({ onExitCodes: z.object({ containerName: z.string(), values: z.array(z.number()) }) })),
    }),
    template: z.object({
      metadata: z.object({ labels: z.record(z.string(), z.string()) }),
      spec: z.object({
        restartPolicy: z.literal('Never'), // what a pod failure policy needs
        securityContext: z.object({ runAsNonRoot: z.literal(true) }),
        containers: z.tuple([
          z.object({
            name: z.string(),
            args: z.array(z.string()),
            volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string() })),
          }),
        ]),
        volumes: z.array(z.object({ name: z.string() })),
      }),
    }),
  }),
});

describe('the Kubernetes job', () => {
  test('is a batch/v1 Job whose shards are its completions and whose paths are mounted', async () => {
    const [job, policy] = parseAllDocuments(await text('kubernetes-job.yaml')).map((document): unknown => {
      expect(document.errors).toEqual([]);
      return document.toJS();
    });
    const { spec } = jobSchema.parse(job);
    const pod = spec.template.spec;
    const [{ name, args, volumeMounts }] = pod.containers;
    expect(spec.podFailurePolicy.rules[0].onExitCodes.containerName).toBe(name);
    expect(args.at(-1)).toBe(`auto/${spec.completions}`);
    expect(volumeMounts.map((mount) => mount.name).toSorted()).toEqual(
      pod.volumes.map((volume) => volume.name).toSorted(),
    );
    const paths = args.filter((arg) => arg.startsWith('/'));
    expect(paths).toHaveLength(2);
    for (const path of paths) expect(volumeMounts.some(({ mountPath }) => path.startsWith(mountPath))).toBe(true);
    expect(volumeMounts.map(({ mountPath }) => mountPath)).toContain('/tmp'); // QUADRANT_DATA_DIR
    const selector = z
      .object({ spec: z.object({ podSelector: z.object({ matchLabels: z.unknown() }) }) })
      .parse(policy);
    expect(selector.spec.podSelector.matchLabels).toEqual(spec.template.metadata.labels);
    // What the container would be told, told to this command line: the list is missing here, nothing else.
    const { code, stderr } = await quadrant(...args.map((arg) => arg.replace('auto/', '1/')));
    expect([code, stderr]).toEqual([2, expect.stringContaining('The list /scans/scans.txt cannot be read.')]);
  });
});

describe.skipIf(process.platform === 'win32')('the Slurm script', () => {
  const script = join(FOLDER, 'slurm-array.sh');

  test('starts one shard with the options that the command line knows', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'quadrant-slurm-'));
    await writeFile(join(folder, 'scans.txt'), 'missing.nii\n');
    const env = {
      ...process.env,
      SLURM_ARRAY_TASK_ID: '1',
      QUADRANT: `${process.execPath} ${join(ROOT, 'main', 'cli.ts')}`,
      QUADRANT_DATA_DIR: folder,
    };
    const run = (): string =>
      execFileSync('bash', [script, join(folder, 'scans.txt'), join(folder, 'out')], { env, encoding: 'utf8' });
    expect(run).toThrow(expect.objectContaining({ status: 1, stdout: expect.stringContaining('scan.not-found') }));
    await stat(join(folder, 'out', 'summary-1-of-16.json'));
    await rm(folder, { recursive: true });
  });

  test('has as many shards as array tasks, numbered from 1', async () => {
    const source = await text('slurm-array.sh');
    const [, tasks = ''] = /^#SBATCH --array=1-(\d+)$/m.exec(source) ?? [];
    expect(source).toMatch(new RegExp(`^shards=${tasks} `, 'm'));
    expect(source).toContain(`node ${workdir}/main/cli.ts`);
  });

  const hasShellcheck = ((): boolean => {
    try {
      return execFileSync('shellcheck', ['--version']).length > 0;
    } catch {
      return false;
    }
  })();
  test.skipIf(!hasShellcheck)(`passes shellcheck${hasShellcheck ? '' : ' (skipped: no shellcheck)'}`, () => {
    expect(execFileSync('shellcheck', [script], { encoding: 'utf8' })).toBe('');
  });
});

test('the README names files that are here and options that the command line knows', async () => {
  const readme = await text('README.md');
  const files = [...readme.matchAll(/`?((?:resources\/scale-out\/)?(?:Containerfile|[\w-]+\.(?:yaml|sh)))\b/g)];
  expect(files.length).toBeGreaterThanOrEqual(3);
  for (const [, name] of files) await stat(join(FOLDER, name.replace('resources/scale-out/', '')));
  const used = [readme, container].flatMap(optionsIn);
  expect(used.length).toBeGreaterThan(4);
  for (const { command, options } of used) {
    for (const option of options) expect([usageOf(command).includes(option), option]).toEqual([true, option]);
  }
});

/** quadrant segment --remote: the same case as here, and the person knows where the scan goes. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCase } from '../../../main/io/case-folder.ts';
import { writeModelRepository } from '../../../main/services/nets/model-repository.ts';
import { startInferenceServer, type RunningServer } from '../../fixtures/inference-server.ts';
import { TEST_MODELS } from '../../fixtures/paths.ts';
import { makePhantom, phantomGrid } from '../../fixtures/phantom.ts';
import { writeScan } from '../../fixtures/write-scan.ts';
import { quadrant } from './run-quadrant.ts';

const PHANTOM = makePhantom(
  phantomGrid([106, 100, 86], [0.9, 0.8, 1.0], [1, 0, 0, 0, 1, 0, 0, 0, 1]),
  [16, 11, 21, 26],
);

let root = '';
let server: RunningServer;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'quadrant-remote-'));
  process.env['QUADRANT_DATA_DIR'] = join(root, 'data');
  await writeScan(join(root, 'p1.nii'), PHANTOM.volume);
  await writeModelRepository(TEST_MODELS, join(root, 'models'));
  server = await startInferenceServer({ repository: join(root, 'models'), token: 'secret' });
});
afterAll(async () => {
  delete process.env['QUADRANT_REMOTE_TOKEN'];
  await server.close();
  await rm(root, { recursive: true });
});

const segment = (...args: string[]) => quadrant('segment', '--models', TEST_MODELS, ...args);

describe('quadrant segment --remote', () => {
  test('gives the same case, says where the scan goes, and names the server in the result', async () => {
    process.env['QUADRANT_REMOTE_TOKEN'] = 'secret';
    const [here, there] = [join(root, 'here'), join(root, 'there')];
    const local = await segment(join(root, 'p1.nii'), '--out', here, '--provider', 'cpu', '--precision', 'fp32');
    expect(local.stderr).not.toContain('leave this computer');
    const { code, stdout, stderr } = await segment(join(root, 'p1.nii'), '--out', there, '--remote', server.url);
    expect(code).toBe(0);
    const host = new URL(server.url).host;
    expect(stderr).toContain(`Pieces of the scan leave this computer: they are sent to ${host}, unencrypted.`);
    expect(stdout).toContain(' s on remote (test 1.0) (fp32), ');
    const [a, b] = [(await readCase(here)).caseFile, (await readCase(there)).caseFile];
    expect(b.instances).toEqual(a.instances);
    expect(b.models.map(({ id, sha256 }) => [id, sha256])).toEqual(a.models.map(({ id, sha256 }) => [id, sha256]));
    expect(b.provider).toBe('remote (test 1.0)');
    expect(await readFile(join(there, 'labelmap.nii.gz'))).toEqual(await readFile(join(here, 'labelmap.nii.gz')));
  });

  test('keeps its nets open from scan to scan of a list', async () => {
    process.env['QUADRANT_REMOTE_TOKEN'] = 'secret';
    const before = server.asked.length;
    await writeScan(join(root, 'p2.nii'), PHANTOM.volume);
    await writeFile(join(root, 'scans.txt'), 'p1.nii\np2.nii\n');
    const { code } = await segment(
      '--list',
      join(root, 'scans.txt'),
      '--out',
      join(root, 'out'),
      '--remote',
      server.url,
    );
    expect(code).toBe(0);
    const described = server.asked.slice(before).filter((path) => /\/versions\/\d+$/.test(path));
    expect(described.map((path) => path.split('-')[1])).toEqual(['coarse', 'fine']);
  });

  test('without the token it is told, and nothing is written', async () => {
    delete process.env['QUADRANT_REMOTE_TOKEN'];
    const out = join(root, 'refused');
    const { code, stderr } = await segment(join(root, 'p1.nii'), '--out', out, '--remote', server.url);
    expect([code, stderr]).toEqual([1, expect.stringContaining('QUADRANT_REMOTE_TOKEN')]);
    await expect(readFile(join(out, 'case.json'))).rejects.toThrow();
  });
});

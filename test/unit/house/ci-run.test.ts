/** The arithmetic of .ci/run, with an npm that only pretends. */
import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quadrant-ci-'));
  await mkdir(join(folder, 'bin'));
  await cp(join(PROJECT, '.ci'), join(folder, '.ci'), { recursive: true });
  const npm = `#!/usr/bin/env bash
case "$*" in
  *lint*) exit "\${LINT_EXIT:-0}" ;;
  *" ci"*|ci*) exit "\${CI_EXIT:-0}" ;;
  test) echo "\${TEST_SAYS:-}"; exit "\${TEST_EXIT:-0}" ;;
esac
`;
  await writeFile(join(folder, 'bin/npm'), npm);
  await chmod(join(folder, 'bin/npm'), 0o755);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function runCi(env: Readonly<Record<string, string>>): Promise<{ code: number; lastLine: string }> {
  return new Promise((resolve) => {
    const path = `${join(folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`;
    const options = { env: { ...process.env, PATH: path, QUADRANT_BROWSER: '/bin/true', ...env } };
    const child = execFile(join(folder, '.ci/run'), options, (_error, stdout) => {
      resolve({ code: child.exitCode ?? -1, lastLine: stdout.trimEnd().split('\n').at(-1) ?? '' });
    });
  });
}

it.skipIf(process.platform === 'win32').each([
  [
    'adds the tests to its five steps',
    { TEST_SAYS: '20 passed, 0 failed, 2 skipped' },
    '25 passed, 0 failed, 2 skipped',
    0,
  ],
  ['leaves out what was not skipped', { TEST_SAYS: '20 passed, 0 failed' }, '25 passed, 0 failed', 0],
  ['fails with a failed test', { TEST_SAYS: '19 passed, 1 failed', TEST_EXIT: '1' }, '24 passed, 1 failed', 1],
  ['fails with the linter', { TEST_SAYS: '20 passed, 0 failed', LINT_EXIT: '1' }, '24 passed, 1 failed', 1],
  ['fails when the tests say nothing', { TEST_EXIT: '1' }, '5 passed, 1 failed', 1],
  [
    'fails when the tests crash after their line',
    { TEST_SAYS: '20 passed, 0 failed', TEST_EXIT: '7' },
    '25 passed, 1 failed',
    1,
  ],
  ['stops when npm ci fails', { CI_EXIT: '1' }, '0 passed, 1 failed', 1],
])('%s', async (_name, env, lastLine, code) => {
  expect(await runCi(env)).toEqual({ lastLine, code });
});

/** Claims on work in a shared folder: one holder at a time, and none for ever. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Claims, type ClaimAnswer } from '../../../main/io/claims.ts';

const CLAIMS = fileURLToPath(new URL('../../../main/io/claims.ts', import.meta.url));

let folder = '';
let nowMs = 0;
const worker = (): Claims => new Claims(folder, { staleMs: 1000, nowMs: () => nowMs });
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quadrant-claims-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function release(answer: ClaimAnswer): Promise<void> {
  expect(answer.state).toBe('claimed');
  if (answer.state === 'claimed') await answer.release();
}

/** The claim of a worker elsewhere. */
const elsewhere = (number: number, host = 'another-host'): Promise<void> =>
  writeFile(join(folder, `.p1.claim-${number}`), JSON.stringify({ id: 'x', host, pidNamespace: 'pid:[1]', pid: 1 }));

describe('a claim', () => {
  test('is one worker’s until it is released, and nothing is left then', async () => {
    const first = await worker().claim('p1');
    expect((await worker().claim('p1')).state).toBe('held');
    await release(await worker().claim('p10'));
    await release(first);
    expect(await readdir(folder)).toEqual([]);
    await release(await worker().claim('p1'));
  });

  test('is won by one of many that try at once', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => worker().claim('p1')));
    expect(answers.filter(({ state }) => state === 'claimed')).toHaveLength(1);
  });

  test('of a process that is gone is taken over at once', async () => {
    const script = `import { Claims } from ${JSON.stringify(CLAIMS)};
      await new Claims(${JSON.stringify(folder)}).claim('p1'); process.exit(0);`;
    spawnSync(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
    expect(await readdir(folder)).toEqual(['.p1.claim-1']);
    const answer = await worker().claim('p1');
    expect((await readdir(folder)).toSorted()).toEqual(['.p1.claim-1', '.p1.claim-2']);
    await release(answer);
    expect(await readdir(folder)).toEqual([]);
  });

  test('of a process that lives is not, however long it computes', async () => {
    const script = `import { Claims } from ${JSON.stringify(CLAIMS)};
      await new Claims(${JSON.stringify(folder)}).claim('p1'); console.log('claimed'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    expect((await worker().claim('p1')).state).toBe('held');
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    await release(await worker().claim('p1'));
  });

  test('of another computer is taken over once it has shown no life for a while of the waiter’s own', async () => {
    await elsewhere(1);
    // Its clock may be years away.
    await utimes(join(folder, '.p1.claim-1'), 1, 1);
    const waiting = worker();
    expect((await waiting.claim('p1')).state).toBe('held');
    nowMs += 900;
    expect((await waiting.claim('p1')).state).toBe('held');
    await utimes(join(folder, '.p1.claim-1'), 2, 2); // a beat
    nowMs += 900;
    expect((await waiting.claim('p1')).state).toBe('held');
    nowMs += 1100;
    const answer = await waiting.claim('p1');
    expect((await worker().claim('p1')).state).toBe('held');
    await release(answer);
    expect(await readdir(folder)).toEqual([]);
  });

  test('of another container under the same host name is not taken for a process here', async () => {
    await elsewhere(1, hostname());
    expect((await worker().claim('p1')).state).toBe('held');
  });

  test('is not taken out of a worker’s hands by one that was only asleep', async () => {
    await elsewhere(1);
    const waiting = worker();
    await waiting.claim('p1');
    nowMs += 2000;
    const taken = await waiting.claim('p1');
    // The sleeper wakes and releases what it held.
    await rm(join(folder, '.p1.claim-1'));
    expect((await worker().claim('p1')).state).toBe('held');
    await release(taken);
  });

  test('beats while it is held', async () => {
    const held = await new Claims(folder, { beatMs: 20 }).claim('p1');
    const file = join(folder, '.p1.claim-1');
    await utimes(file, 1, 1);
    await expect.poll(async () => (await stat(file)).mtimeMs).toBeGreaterThan(1000);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ host: hostname(), pid: process.pid });
    await release(held);
  });

  test('is not made where three workers died', async () => {
    await elsewhere(3);
    const waiting = worker();
    expect((await waiting.claim('p1')).state).toBe('held');
    nowMs += 2000;
    expect((await waiting.claim('p1')).state).toBe('deadly');
  });

  test('cannot be made where nothing can be written', async () => {
    await expect(new Claims(folder).claim('no/such/folder')).rejects.toThrow();
  });
});

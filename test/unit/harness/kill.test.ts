/** `npm run test:kill`, in short: with --times 200 it takes minutes. */
import { expect, it } from 'vitest';
import { killRepeatedly } from '../../harness/kill/kill-repeatedly.ts';

it('loses nothing that was acknowledged when the program is killed in the middle of it', async () => {
  const summary = await killRepeatedly({ times: 5, seed: 20261121 });
  expect(summary).toMatchObject({ kills: 5, lostAcknowledged: 0, invalidCases: 0 });
  expect(summary.mostUnacknowledged).toBeLessThanOrEqual(1);
  expect(summary.entries).toBeGreaterThan(5);
});

/** One power cut of `npm run faults`, whose whole list takes minutes: settings are what every start reads. */
import { expect, it } from 'vitest';
import { cutEverywhere } from '../../harness/faults/power-cut.ts';
import { ACTS } from '../../harness/faults/power-cut-acts.ts';

it('leaves the old or the new settings whenever the power is cut while they are saved', async () => {
  const act = ACTS.find(({ name }) => name === 'the settings');
  if (act === undefined) throw new Error('there is no such act');
  const outcome = await cutEverywhere(act);
  expect(outcome.problem).toBeNull();
  expect(outcome.kept).toMatch(/^[1-9]\d* × as before, [1-9]\d* × as after, 0 × broken$/);
});

/**
 * npm run test:kill -- --times 200 [--seed N] [--json]: kills the program at random moments of a long editing session. Every
 * reopened case must be valid, no acknowledged action may be lost, and at most one more may be on record.
 */
import { parseArgs } from 'node:util';
import { QuadrantError } from '#contract/errors';
import { killRepeatedly } from './kill/kill-repeatedly.ts';
import { runHarness } from './run-harness.ts';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      times: { type: 'string', default: '200' },
      seed: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const times = numberOf(values.times, 'times');
  const seed = values.seed === undefined ? Math.floor(Math.random() * 1e6) : numberOf(values.seed, 'seed');
  const summary = await killRepeatedly({
    times,
    seed,
    onKill: ({ problem, lost, unacknowledged, acknowledged, afterMs }, number) => {
      const bad = problem !== null || lost > 0 || unacknowledged > 1;
      if (bad) process.stderr.write(`kill ${number} after ${afterMs} ms: ${problem ?? `${lost} lost`}\n`);
      else if (number % 20 === 0) process.stderr.write(`${number}/${times}, last session ${acknowledged} actions\n`);
    },
  });
  const { kills, entries, lostAcknowledged, mostUnacknowledged, invalidCases, seconds } = summary;
  process.stdout.write(
    values.json
      ? `${JSON.stringify(summary, null, 2)}\n`
      : `${kills} kills in ${entries} actions, ${invalidCases} invalid cases, ${lostAcknowledged} lost acknowledged, ` +
          `max ${mostUnacknowledged} unacknowledged (seed ${seed}, ${Math.round(seconds)} s)\n`,
  );
  if (invalidCases > 0 || lostAcknowledged > 0 || mostUnacknowledged > 1) process.exitCode = 1;
}

function numberOf(text: string, name: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0) return value;
  throw new QuadrantError('usage', `--${name} wants a whole number.`, `Say for example --${name} 200.`);
}

await runHarness(main);

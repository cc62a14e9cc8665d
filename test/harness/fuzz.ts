/**
 * npm run fuzz -- --minutes 5 [--reader NAME] [--seed N]: every reader of the program reads mutated real files in processes
 * that are watched. A typed error or a result is fine; anything else is a finding, kept in fuzz-findings/.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { QuadrantError } from '#contract/errors';
import { hunt, type SavedFinding } from './fuzz/hunt.ts';
import { READERS } from './fuzz/readers.ts';
import { tallyTable } from './fuzz/tally-table.ts';
import { runHarness } from './run-harness.ts';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '5' },
      reader: { type: 'string', multiple: true },
      seed: { type: 'string', default: '1' },
    },
  });
  const [minutes, seed] = [numberOf(values.minutes, 'minutes'), numberOf(values.seed, 'seed')];
  const wanted = values.reader;
  const unknown = wanted?.find((name) => !READERS.some((reader) => reader.name === name));
  if (unknown !== undefined)
    throw new QuadrantError(
      'usage',
      `There is no reader "${unknown}".`,
      `Readers are ${READERS.map(({ name }) => name).join(', ')}.`,
    );
  const findings: SavedFinding[] = [];
  const tallies = await hunt({
    readers: READERS.filter(({ name }) => wanted?.includes(name) ?? true),
    seconds: minutes * 60,
    seed,
    findingsDir: resolve('fuzz-findings'),
    onFinding: (found) => {
      findings.push(found);
      process.stderr.write(
        `${found.reader}: ${found.finding.kind}, ${found.input}${found.again ? '' : ' (not again alone)'}\n`,
      );
      process.stderr.write(`  ${found.finding.reason.split('\n').slice(0, 6).join('\n  ')}\n  ${found.folder}\n`);
    },
  });
  process.stdout.write(
    `${tallyTable(tallies)}\nseed ${seed}, ${minutes} minutes, ${findings.length} kinds of findings\n`,
  );
  if (findings.length > 0) process.exitCode = 1;
}

function numberOf(text: string, name: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new QuadrantError('usage', `--${name} wants a number.`, `Say for example --${name} 5.`);
}

await runHarness(main);

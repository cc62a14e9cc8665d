/** quadrant evaluate --truth … --pred … --track …: how well predicted teeth agree with true ones. */
import { resolve } from 'node:path';
import { evaluate, TRACKS } from '../services/evaluate/evaluate.ts';
import { scoreTables } from './score-tables.ts';
import type { Terminal } from './terminal.ts';
import { parseCommand, usageError } from './usage.ts';

export async function evaluateCommand(args: readonly string[], { stdout, stderr }: Terminal): Promise<void> {
  const { values, positionals } = parseCommand(args, {
    truth: { type: 'string' },
    pred: { type: 'string' },
    track: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  if (positionals.length > 0) throw usageError(`"${positionals[0]}" is not expected here.`);
  if (values.truth === undefined || values.pred === undefined) throw usageError('Give --truth and --pred.');
  const track = TRACKS.find((known) => known === values.track);
  if (track === undefined) throw usageError(`Say what is evaluated: --track ${TRACKS.join(' or --track ')}.`);
  const evaluation = await evaluate(track, resolve(values.truth), resolve(values.pred), (name, index, count) =>
    stderr.write(`${index + 1}/${count} ${name}\n`),
  );
  stdout.write(values.json ? `${JSON.stringify(evaluation, null, 2)}\n` : scoreTables(evaluation));
}

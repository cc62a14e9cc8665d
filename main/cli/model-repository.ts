/** quadrant model-repository --out <folder>: the installed nets as an inference server wants them. */
import { resolve } from 'node:path';
import { writeModelRepository } from '../services/nets/model-repository.ts';
import { INSTALLED_MODELS_DIR } from './installation.ts';
import type { Terminal } from './terminal.ts';
import { parseCommand, usageError } from './usage.ts';

export async function modelRepositoryCommand(args: readonly string[], { stdout }: Terminal): Promise<void> {
  const { values, positionals } = parseCommand(args, {
    out: { type: 'string' },
    models: { type: 'string', default: INSTALLED_MODELS_DIR },
    json: { type: 'boolean', default: false },
  });
  if (values.out === undefined || positionals.length > 0) {
    throw usageError('Say where the models are to be laid out: --out <folder>.');
  }
  const out = resolve(values.out);
  const models = await writeModelRepository(resolve(values.models), out);
  if (values.json) stdout.write(`${JSON.stringify({ out, models }, null, 2)}\n`);
  else stdout.write(`${models.map(({ name, version }) => `${name}, version ${version}\n`).join('')}Models: ${out}\n`);
}

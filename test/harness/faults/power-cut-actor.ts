/** Does one thing that changes the disk, until its power is cut: node --import power-cut-preload.ts power-cut-actor.ts <act> <dataDir> <n>. */
import { ACTS } from './power-cut-acts.ts';
import { power } from './power-cut-preload.ts';

const [name = '', dataDir = '', cutAt = '0'] = process.argv.slice(2);
const act = ACTS.find((each) => each.name === name);
if (act === undefined) throw new Error(`There is no act ${name}`);
const begin = await act.prepare(dataDir);
power.cutAt = Number(cutAt);
await begin();
power.cutAt = 0;
process.stdout.write(`done ${power.calls}\n`);
process.exit(0);

/** A start of the program: throws the case away or only looks at the shelf, and says how many cases lie in the trash. */
import { CASE_ID, servicesOn } from './power-cut-acts.ts';

const [dataDir = '', act = ''] = process.argv.slice(2);
const services = servicesOn(dataDir);
if (act === 'delete') await services.calls['cases.delete']({ caseId: CASE_ID });
const { cases } = await services.calls['cases.list']({});
process.stdout.write(String(cases.filter(({ deletedAt }) => deletedAt !== null).length));
await services.dispose();

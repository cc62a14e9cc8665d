/** Starts a packaged viewer with `--browser`, from the folder alone, and asks it to do its work. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const answerSchema = z.object({ ok: z.literal(true), result: z.looseObject({}) });

/** @throws Error where it does not start, answer, find teeth in the demo radiograph, or end */
export async function tryPackage(packageDir: string): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'quadrant-try-'));
  const child = spawn(join(packageDir, 'quadrant-browser'), ['--no-open'], {
    cwd: home,
    // The stand-in runs on the Node that runs this; nothing else of this project is within its reach.
    env: {
      PATH: process.env['PATH'],
      HOME: home,
      QUADRANT_DATA_DIR: join(home, 'data'),
      QUADRANT_NODE: process.execPath,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    const visitor = await enter(await addressOf(child));
    const { version, host } = z
      .object({ version: z.string(), host: z.string() })
      .parse(await visitor.call('app.info', {}));
    const teeth = await findTeeth(visitor);
    child.kill('SIGTERM');
    const [code] = await ended;
    if (code !== 0) throw new Error(`The packaged viewer ended with ${String(code)}`);
    console.log(`\nTried ${packageDir} with --browser: version ${version}, host "${host}", page and scripts served,`);
    console.log(`  ${teeth} teeth found in the demo radiograph, ended by itself.`);
  } finally {
    child.kill('SIGKILL');
    await rm(home, { recursive: true, force: true });
  }
}

interface Visitor {
  readonly call: (name: string, params: object) => Promise<unknown>;
  readonly get: (path: string) => Promise<Response>;
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('The packaged viewer has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(line)?.[0];
    if (address !== undefined) return address;
  }
  throw new Error('The packaged viewer ended without saying where it is');
}

/** Exchanges the one-time token for the session and looks at the page, as a browser does. */
async function enter(address: string): Promise<Visitor> {
  const { origin } = new URL(address);
  const welcome = await fetch(address, { redirect: 'manual' });
  const cookie = welcome.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const get = (path: string): Promise<Response> => fetch(`${origin}${path}`, { headers: { cookie } });
  const page = await (await get('/')).text();
  const assets = [...page.matchAll(/(?:src|href)="\.?(\/assets\/[^"]+)"/g)].map(([, path]) => path);
  if (assets.length === 0) throw new Error('The packaged page names no scripts');
  for (const path of assets) if (!(await get(path)).ok) throw new Error(`The packaged viewer does not serve ${path}`);
  return {
    get,
    async call(name, params) {
      const headers = { cookie, origin, 'content-type': 'application/json' };
      const response = await fetch(`${origin}/api/${name}`, { method: 'POST', headers, body: JSON.stringify(params) });
      return answerSchema.parse(await response.json()).result;
    },
  };
}

/** Runs the packaged nets on the packaged radiograph; answers with the number of teeth. */
async function findTeeth({ call, get }: Visitor): Promise<number> {
  const opened = await call('scans.open', { source: { kind: 'demo', modality: 'opg' } });
  const { scanId } = z.object({ scanId: z.string() }).parse(opened);
  await call('scans.complete', { scanId });
  const { jobId } = z.object({ jobId: z.string() }).parse(await call('jobs.segment', { scanId, provider: 'cpu' }));
  const events = await (await get(`/events/jobs/${jobId}`)).text(); // ends with the job
  const caseId = /"caseId":"([^"]+)"/.exec(events)?.[1];
  if (caseId === undefined) throw new Error(`The packaged nets found nothing: ${events.slice(-300)}`);
  const stored = z
    .object({ case: z.object({ instances: z.array(z.unknown()) }) })
    .parse(await call('cases.get', { caseId }));
  const { length } = stored.case.instances;
  if (length < 20)
    throw new Error(`The packaged nets found ${length} teeth in the demo radiograph, which has about 30`);
  return length;
}

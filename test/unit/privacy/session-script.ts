/**
 * A whole session without a window on the scan of a patient who does not exist: opening, segmenting, an engine that is
 * killed, and whatever can fail. Run with its options as JSON; prints what failed and how, as codes.
 */
import { rename } from 'node:fs/promises';
import { z } from 'zod';
import { logText } from '#contract/log-text';
import { asQuadrantError } from '#contract/errors';
import type { JobEvent } from '#contract/api';
import { exportOptionsSchema } from '#contract/exports';
import { createHandler } from '../../../main/host/handler.ts';
import { keepPersonsOutOfLastWords } from '../../../main/io/last-words.ts';
import { forkedEngine } from '../../../main/services/engine/engine-spawner.ts';
import { createServices, type EngineProcess } from '../../../main/services/index.ts';

const options = z
  .object({
    dataDir: z.string(),
    modelsDir: z.string(),
    scanDir: z.string(),
    hidePatients: z.boolean(),
    passphrase: z.string().nullable(),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));

keepPersonsOutOfLastWords();
const { dataDir, modelsDir, scanDir, hidePatients } = options;
const engines: EngineProcess[] = [];
const spawn = forkedEngine({ modelsDir, dataDir, version: '0' });
const services = createServices({
  dataDir,
  resourcesDir: dataDir,
  engineSpawner: () => {
    const engine = spawn();
    engines.push(engine);
    return engine;
  },
  host: 'browser',
  version: '0',
});
const { calls } = services;
const handler = await createHandler({
  services,
  rendererDir: import.meta.dirname,
  acceptUploads: true,
  log: (error) => process.stderr.write(logText(error)),
});
const told: string[] = [];

/** Has something fail, and notes with which code. */
async function fails(what: string, task: () => Promise<unknown>): Promise<void> {
  const code = await task().then(
    () => 'worked',
    (thrown: unknown) => asQuadrantError(thrown).code,
  );
  told.push(`${what}: ${code}`);
}

async function segment(scanId: string, onEvent: (event: JobEvent) => void = () => {}): Promise<JobEvent> {
  const { jobId } = await calls['jobs.segment']({ scanId, provider: 'cpu', precision: 'auto' });
  return new Promise((resolve) => {
    services.subscribeJob(jobId, (event) => {
      onEvent(event);
      if (event.state !== 'running') resolve(event);
    });
  });
}

const stateOf = (event: JobEvent): string => (event.state === 'failed' ? event.error.code : event.state);

if (options.passphrase !== null) await calls['vault.turn-on']({ passphrase: options.passphrase });
await calls['settings.save']({ ...(await calls['settings.get']({})), hidePatients });
const sourceId = services.registerSource(scanDir);
const opened = await calls['scans.open']({ source: { kind: 'source', sourceId }, beside: false });
const { scanId, recentId = '' } = opened;
await calls['scans.complete']({ scanId });
await calls['recents.describe']({ recentId, thumbnail: `data:image/webp;base64,${btoa('KNR-778899')}` });
const done = await segment(scanId);
told.push(`segmented: ${stateOf(done)}`);
const caseId = done.state === 'done' ? done.caseId : '';
const { head } = await calls['review.entries']({ caseId, after: 0 });
await calls['review.append']({ caseId, head, action: { kind: 'missing', fdi: 18, reason: 'extracted' } });
await calls['cases.tag']({ caseId, tags: ['implant'] });
await calls['cases.describe']({ caseId, thumbnail: `data:image/webp;base64,${btoa('KNR-778899')}` });
await calls['cases.list']({});
await calls['scans.recent']({});

await fails('stale review', () =>
  calls['review.append']({ caseId, head, action: { kind: 'missing', fdi: 28, reason: null } }),
);
const exportOptions = exportOptionsSchema.parse({});
await fails('csv', () => calls['exports.make']({ caseId, scanId, format: 'csv', options: exportOptions }));
await fails('pdf', () => calls['exports.make']({ caseId, scanId, format: 'pdf', options: exportOptions }));

const killed = await segment(scanId, (event) => {
  if (event.state === 'running' && event.stage === 'fine') engines.at(-1)?.kill();
});
told.push(`engine killed: ${stateOf(killed)}`);

// The scan is gone: the engine that starts anew finds it nowhere, and what it tells has the path in it.
await rename(scanDir, `${scanDir} moved`);
told.push(`scan gone: ${stateOf(await segment(scanId))}`);
await fails('scan gone, dicom-seg', () =>
  calls['exports.make']({ caseId, scanId, format: 'dicom-seg', options: exportOptions }),
);
await fails('scan gone, opened', () => calls['scans.open']({ source: { kind: 'source', sourceId }, beside: false }));
// What nobody foresaw: the handler logs it.
Object.assign(services, {
  invoke: () => Promise.reject(new Error(`ENOENT: no such file, open '${scanDir}/KNR-778899'`)),
});
const answer = await handler(new Request('http://q/api/app.info', { method: 'POST', body: '{}' }));
told.push(`unforeseen: ${answer.status}`);
await rename(`${scanDir} moved`, scanDir);
await services.dispose();
process.stdout.write(JSON.stringify({ told, caseId }));

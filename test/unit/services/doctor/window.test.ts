/** The doctor as a window asks for it: through the services, once at a time, and the bundle as a file to keep. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EngineSpawner } from '../../../../main/services/engine/engine-client.ts';
import { createServices, type Services } from '../../../../main/services/index.ts';

let folder: string;
let services: Services;
let engines = 0;

/** Dies when it is asked. */
const spawn: EngineSpawner = () => {
  engines++;
  let exit: (code: number | null) => void = () => {};
  return { send: () => exit(1), onMessage: () => {}, onExit: (listener) => (exit = listener), kill: () => {} };
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quadrant-doctor-window-'));
  services = createServices({
    dataDir: join(folder, 'data'),
    resourcesDir: folder,
    engineSpawner: spawn,
    host: 'electron',
    version: '9.9.9',
  });
});
afterAll(async () => {
  await services.dispose();
  await rm(folder, { recursive: true, force: true });
});

it('two windows share one examination, and an engine that dies is told', async () => {
  const [first, second] = await Promise.all([
    services.calls['doctor.examine']({ display: null }),
    services.calls['doctor.examine']({ display: null }),
  ]);
  expect(second).toBe(first);
  const codes = first.findings.map(({ code }) => code);
  expect(codes).toEqual(expect.arrayContaining(['provider.none', 'model.fails', 'browser.unneeded', 'archive.off']));
  expect(engines, 'one for each provider and one for the models').toBe(
    codes.filter((code) => code.startsWith('provider.')).length + 1,
  );
});

it('the bundle is a file that the window can keep, and has what failed since the start', async () => {
  await expect(services.invoke('cases.get', { caseId: 'unknown' })).rejects.toThrow();
  const { exportId, fileName } = await services.calls['doctor.bundle']({});
  expect(fileName).toBe('quadrant-diagnosis.zip');
  const { path, mediaType, downloadName } = await services.openExport(exportId);
  expect([mediaType, downloadName]).toEqual(['application/zip', fileName]);
  const log = strFromU8(unzipSync(new Uint8Array(await readFile(path)))['log.jsonl']);
  expect(log).toContain('"during":"cases.get","code":"case.not-found"');
});

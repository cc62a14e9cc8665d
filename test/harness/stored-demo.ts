/** Vitest's global set-up of the browser tests: the demo scan's case, found by the real nets once for all that begin with it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { findBrowser } from '../../main/services/browser/machine-browser.ts';
import { forkedEngine } from '../../main/services/engine/engine-spawner.ts';
import { createServices } from '../../main/services/index.ts';
import { projectDir } from './browser-page.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A data folder that holds the case and its surfaces; '' where no browser is to be had. */
    readonly storedDemo: string;
  }
}

export default async function setup(project: TestProject): Promise<(() => Promise<void>) | void> {
  if (findBrowser() === null) return project.provide('storedDemo', '');
  const dataDir = await mkdtemp(join(tmpdir(), 'quadrant-stored-demo-'));
  await storeDemo(dataDir);
  project.provide('storedDemo', dataDir);
  return () => rm(dataDir, { recursive: true });
}

async function storeDemo(dataDir: string): Promise<void> {
  const version = '0.0.0-test';
  const services = createServices({
    dataDir,
    resourcesDir: join(projectDir, 'resources'),
    engineSpawner: forkedEngine({ modelsDir: join(projectDir, 'models'), dataDir, version }),
    host: 'browser',
    version,
  });
  try {
    const { calls } = services;
    const { scanId } = await calls['scans.open']({ source: { kind: 'demo', modality: 'cbct' }, beside: false });
    await calls['scans.complete']({ scanId });
    const { jobId } = await calls['jobs.segment']({ scanId, provider: 'cpu', precision: 'fp32' });
    const caseId = await new Promise<string>((resolve, reject) => {
      services.subscribeJob(jobId, (event) => {
        if (event.state === 'done') resolve(event.caseId);
        else if (event.state !== 'running') reject(new Error(`The demo was not segmented: ${JSON.stringify(event)}`));
      });
    });
    // The last surface has all of them kept beside the case.
    const { case: found } = await calls['cases.get']({ caseId });
    for (const { fdi } of found.instances) await services.openMesh(caseId, fdi, 0, 'coarse');
  } finally {
    await services.dispose();
  }
}

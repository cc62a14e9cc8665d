/** The execution provider is lost in the middle of a job: the next one goes on, and the result says so. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { caseFileSchema } from '#contract/case';
import { inClinic } from './engine-killed.ts';
import { Findings, type Fault, type Outcome } from './fault.ts';
import type { SmallClinic } from './small-clinic.ts';

const ENGINE = fileURLToPath(new URL('engine-on-lost-device.ts', import.meta.url));

export const LOST_DEVICE: readonly Fault[] = [{ name: 'graphics processor lost in the middle of a job', provoke }];

async function provoke(): Promise<Outcome> {
  process.env['VK_ICD_FILENAMES'] = 'the device of this test'; // makes the engine look for one
  try {
    return await inClinic(losing, { engineEntry: ENGINE });
  } finally {
    delete process.env['VK_ICD_FILENAMES'];
  }
}

async function losing(clinic: SmallClinic): Promise<Outcome> {
  const findings = new Findings();
  const providers = new Set<string>();
  const { scanId } = await clinic.openScan();
  const end = await clinic.findTeeth(scanId, (event) => {
    if (event.state === 'running' && event.provider !== null) providers.add(event.provider);
  });
  if (end.state !== 'done') throw new Error(`the job ended as ${JSON.stringify(end)}`);
  const text = await readFile(join(clinic.caseDir(end.caseId), 'case.json'), 'utf8');
  const { warnings, provider, instances } = caseFileSchema.parse(JSON.parse(text));
  const warning = warnings.find(({ code }) => code === 'inference.provider-lost');
  findings.expect(warning !== undefined, 'the result does not say so');
  findings.expect(provider === 'webgpu+cpu', `the result names ${provider}`);
  findings.expect(instances.length === 16, `${instances.length} of 16 teeth`);
  findings.expect([...providers].join() === 'webgpu,cpu', `the window was shown ${[...providers].join()}`);
  return {
    happened: `warning ${warning?.code}: “${warning?.message}”`,
    kept: `the job: ${instances.length} of 16 teeth, provider ${provider}`,
    problem: findings.problem,
  };
}

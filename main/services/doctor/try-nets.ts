/** The engine's part of the doctor: really runs the nets, on one provider, or each as a job would. */
import type { ModelUse } from '#contract/case';
import type { DoctorFinding } from '#contract/diagnosis';
import { openDentitionNet } from '../../inference/dentition-net.ts';
import {
  examineModelFiles,
  loadDentitionNet,
  loadDetector,
  loadModel,
  loadSegmenter,
  loadSurfaceNet,
  readModelCards,
} from '../../inference/model-registry.ts';
import type { ModelRole } from '#contract/model-card';
import type { Provider } from '../../inference/providers.ts';
import { openDetector, openSegmenter } from '../../inference/radiograph-nets.ts';
import { openSurfaceNet } from '../../inference/surface-net.ts';
import { openNet, SLOWEST_TINY_RUN_MS, timeTinyRun } from '../../inference/session.ts';
import { finding, reasonOf } from './finding.ts';
import { providerFailed } from './provider-failed.ts';

/** A tiny input through the coarse net on that provider alone. A provider that jobs would not try here may be absent. */
export async function tryProvider(modelsDir: string, provider: Provider): Promise<DoctorFinding> {
  try {
    const net = await openNet(await loadModel(modelsDir, 'cbct-coarse'), provider, 'fp32');
    const milliseconds = Math.round(await timeTinyRun(net));
    await net.release();
    const slow = provider !== 'cpu' && milliseconds > SLOWEST_TINY_RUN_MS;
    return finding(slow ? 'provider.slow' : 'provider.runs', { provider, milliseconds });
  } catch (error) {
    return providerFailed(provider, error);
  }
}

/** Every file of every card, then every net as a job opens it: first provider that works, fastest precision that is right. */
export async function tryModels(modelsDir: string): Promise<DoctorFinding[]> {
  const found: DoctorFinding[] = [];
  try {
    const files = await examineModelFiles(modelsDir);
    for (const { model, file, state } of files)
      if (state !== 'verified') found.push(finding(`model.${state}`, { model, file }));
    if (found.length === 0) found.push(finding('model.verified', { files: files.length }));
    for (const { role, id, version } of await readModelCards(modelsDir))
      found.push(await tryModel(modelsDir, role, `${id} ${version}`));
  } catch (error) {
    found.push(finding('model.missing', { model: '*', file: 'manifest.json', reason: reasonOf(error) }));
  }
  return found;
}

async function tryModel(modelsDir: string, role: ModelRole, model: string): Promise<DoctorFinding> {
  const startedMs = performance.now();
  try {
    const { provider = '', precision = 'fp32' } = await openAndRelease(modelsDir, role);
    const milliseconds = Math.round(performance.now() - startedMs);
    return finding('model.runs', { model, provider, precision, milliseconds });
  } catch (error) {
    return finding('model.fails', { model, reason: reasonOf(error) });
  }
}

/** Opening warms a net up, and so runs it. */
async function openAndRelease(modelsDir: string, role: ModelRole): Promise<Pick<ModelUse, 'provider' | 'precision'>> {
  switch (role) {
    case 'cbct-coarse':
    case 'cbct-fine': {
      const net = await openNet(await loadModel(modelsDir, role), 'auto');
      await net.release();
      return net;
    }
    case 'cbct-dentition':
    case 'opg-dentition': {
      const net = await openDentitionNet(await loadDentitionNet(modelsDir, role));
      await net.release();
      return net.use;
    }
    case 'opg-detector': {
      const net = await openDetector(await loadDetector(modelsDir), 'auto');
      await net.release();
      return net.use;
    }
    case 'opg-segmenter': {
      const net = await openSegmenter(await loadSegmenter(modelsDir), 'auto');
      await net.release();
      return net.use;
    }
    case 'ios-surface': {
      const net = await openSurfaceNet(await loadSurfaceNet(modelsDir), 'auto');
      await net.release();
      return net.use;
    }
  }
}

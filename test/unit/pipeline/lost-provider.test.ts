/** A processor is lost in the middle of a job: see [Note: Lost provider]. */
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CbctCard } from '#contract/model-card';
import { findingText } from '#core/words/finding-text';
import { loadDetector, loadModel, loadSegmenter } from '../../../main/inference/model-registry.ts';
import { inferenceFailed } from '../../../main/inference/providers.ts';
import { lastingDetector, openDetector, openSegmenter } from '../../../main/inference/radiograph-nets.ts';
import { lastingNet, openNet, type SegmentationNet } from '../../../main/inference/session.ts';
import { segmentCbct, type SegmentedTeeth } from '../../../main/pipeline/cbct.ts';
import { lookingTwice } from '../../../main/pipeline/mirrored-net.ts';
import { segmentRadiograph } from '../../../main/pipeline/panoramic.ts';
import {
  DEFAULT_STAGE_SECONDS,
  RADIOGRAPH_STAGE_SECONDS,
  StageProgress,
} from '../../../main/pipeline/stage-progress.ts';
import { TEST_MODELS, TEST_RADIOGRAPH_MODELS } from '../../fixtures/paths.ts';
import { makePhantom, phantomGrid } from '../../fixtures/phantom.ts';
import { radiographPhantom } from '../../fixtures/radiograph-phantom.ts';

const LOST = new Error('[WebGPU] A valid external Instance reference no longer exists.');
const { volume } = makePhantom(
  phantomGrid([106, 100, 86], [0.9, 0.8, 1.0], [-1, 0, 0, 0, 1, 0, 0, 0, 1]),
  [11, 21, 31],
);

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

interface Runs {
  good: number;
}

/** The CPU under a graphics processor's name, which gives up after some runs. */
async function failing(role: CbctCard['role'], provider: string, runs: Runs): Promise<SegmentationNet> {
  const net = await openNet(await loadModel(TEST_MODELS, role), 'cpu');
  const { card, precision, sha256 } = net;
  return {
    card,
    precision,
    sha256,
    provider,
    async run(input) {
      if (runs.good-- <= 0) throw inferenceFailed(card.id, provider, LOST);
      return net.run(input);
    },
    release: () => net.release(),
  };
}

function segment(openNetOf: (role: CbctCard['role']) => Promise<SegmentationNet>): Promise<SegmentedTeeth> {
  const progress = new StageProgress({ expected: DEFAULT_STAGE_SECONDS, learned: false });
  return segmentCbct({ volume, openNet: openNetOf, progress });
}

describe('a graphics processor that is lost', () => {
  const onCpu = async (role: CbctCard['role']) => openNet(await loadModel(TEST_MODELS, role), 'cpu');

  let expected: SegmentedTeeth;
  beforeAll(async () => {
    expected = await segment(onCpu);
  });

  test.each([0, 1])('after %i patches: the next one finds the same teeth, and the result says so', async (good) => {
    const runs = { good };
    const found = await segment((role) =>
      lastingNet((lost) => (lost.has('webgpu') ? onCpu(role) : failing(role, 'webgpu', runs))),
    );
    expect(Buffer.compare(found.labelMap.data, expected.labelMap.data)).toBe(0);
    expect(found.teeth).toEqual(expected.teeth);
    expect(found.provider).toBe('webgpu+cpu');
    expect(found.warnings.filter(({ code }) => code === 'inference.provider-lost')).toHaveLength(1);
    expect(found.models.at(-1)).toMatchObject({ provider: 'cpu' });
  });

  test('in the mirrored look at a patch', async () => {
    const runs = { good: 1 };
    const found = await segment(async (role) =>
      lookingTwice(await lastingNet((lost) => (lost.has('cuda') ? onCpu(role) : failing(role, 'cuda', runs)))),
    );
    expect(found.models[0]).toMatchObject({ provider: 'cpu', looksTwice: true });
    expect(found.provider).toBe('cuda+cpu');
  });

  test('and the next one as well: each is left, and the last failure is told when nothing is left', async () => {
    const tried: string[][] = [];
    const job = segment((role) =>
      lastingNet(async (lost) => {
        tried.push([...lost]);
        return failing(role, ['cuda', 'webgpu', 'cpu'][lost.size], { good: 0 });
      }),
    );
    await expect(job).rejects.toMatchObject({ code: 'inference.failed', facts: { provider: 'cpu' } });
    expect(tried).toEqual([[], ['cuda'], ['cuda', 'webgpu']]);
  });

  test('while it looks at a radiograph', async () => {
    const installed = await loadDetector(TEST_RADIOGRAPH_MODELS);
    const detector = await lastingDetector(async (lost) => {
      const net = await openDetector(installed, 'cpu');
      const provider = lost.has('dml') ? 'cpu' : 'dml';
      return {
        card: net.card,
        use: { ...net.use, provider },
        provider,
        detect: (image) =>
          provider === 'cpu' ? net.detect(image) : Promise.reject(inferenceFailed(net.card.id, provider, LOST)),
        release: () => net.release(),
      };
    });
    const found = await segmentRadiograph({
      picture: radiographPhantom(),
      radiograph: { pixelSpacingMm: null, mirrored: false },
      detector: async () => detector,
      segmenter: async () => openSegmenter(await loadSegmenter(TEST_RADIOGRAPH_MODELS), 'cpu'),
      progress: new StageProgress({ expected: RADIOGRAPH_STAGE_SECONDS, learned: false }),
    });
    expect(found.instances).toHaveLength(32);
    expect(found.provider).toBe('dml+cpu');
    expect(found.warnings.map((warning) => findingText(warning, 'de', 'fdi'))).toEqual([
      'DirectML fiel während der Berechnung aus; CPU hat sie übernommen und zu Ende gebracht.',
    ]);
  });
});

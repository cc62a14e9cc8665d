import { describe, expect, test } from 'vitest';
import { PERMANENT_FDI } from '#core/fdi';
import type { Volume } from '#core/volume';
import type { DentitionNet } from '../../../main/inference/dentition-net.ts';
import { loadModel } from '../../../main/inference/model-registry.ts';
import { openNet } from '../../../main/inference/session.ts';
import { segmentCbct, type CbctInput, type SegmentedTeeth } from '../../../main/pipeline/cbct.ts';
import { DEFAULT_STAGE_SECONDS, StageProgress, type Progress } from '../../../main/pipeline/stage-progress.ts';
import { measureInstances } from '../../../main/pipeline/tooth-instances.ts';
import { DENTITION_CARD } from '../../fixtures/contract/samples.ts';
import { TEST_MODELS } from '../../fixtures/paths.ts';
import { makePhantom, phantomCentre, phantomGrid } from '../../fixtures/phantom.ts';
import { DIRECTIONS } from '../core/grids.ts';

const openTestNet: CbctInput['openNet'] = async (role) => openNet(await loadModel(TEST_MODELS, role), 'cpu');

function progressOf(signal?: AbortSignal, onProgress?: (progress: Progress) => void): StageProgress {
  return new StageProgress({ expected: DEFAULT_STAGE_SECONDS, learned: false, signal, onProgress });
}

function segment(volume: Volume): Promise<SegmentedTeeth> {
  return segmentCbct({ volume, openNet: openTestNet, progress: progressOf() });
}

const ABSENT = [18, 28, 36, 41];
const TEETH = PERMANENT_FDI.filter((fdi) => !ABSENT.includes(fdi));

function dice(a: Uint8Array, b: Uint8Array, label: number): number {
  let both = 0;
  let sum = 0;
  for (let n = 0; n < a.length; n++) {
    if (a[n] === label) sum++;
    if (b[n] === label) sum++;
    if (a[n] === label && b[n] === label) both++;
  }
  return (2 * both) / sum;
}

describe.each(DIRECTIONS)('segmentCbct on a grid that is %s', (_name, direction) => {
  test('finds every tooth at its place under its number, on the source grid', async () => {
    const { volume, truth } = makePhantom(phantomGrid([106, 100, 86], [0.9, 0.8, 1.0], direction), TEETH);
    const segmented = await segment(volume);
    expect(segmented.labelMap.geometry).toEqual(volume.geometry);
    expect(segmented.provider).toBe('cpu');
    expect(segmented.models.map(({ id }) => id)).toEqual(['test-coarse', 'test-fine']);
    const { instances, missing } = measureInstances(volume, segmented.labelMap, segmented.teeth, () => {});
    expect(instances.map(({ fdi }) => fdi)).toEqual(TEETH);
    expect(missing).toEqual(ABSENT);
    for (const { fdi, centroidMm } of instances) {
      const centre = phantomCentre(fdi);
      expect(Math.hypot(...centroidMm.map((mm, axis) => mm - centre[axis]))).toBeLessThan(0.8);
      expect(dice(segmented.labelMap.data, truth.data, fdi)).toBeGreaterThan(0.8);
    }
  });
});

describe('segmentCbct', () => {
  const aligned = [1, 0, 0, 0, 1, 0, 0, 0, 1];

  test('a scan without teeth gives zero teeth and a warning', async () => {
    const { volume } = makePhantom(phantomGrid([40, 40, 40], [1, 1, 1], aligned), []);
    const segmented = await segment(volume);
    expect(segmented.teeth).toEqual([]);
    expect(segmented.labelMap.data.every((label) => label === 0)).toBe(true);
    expect(segmented.labelMap.data.length).toBe(40 ** 3);
    expect(segmented.warnings.map(({ code }) => code)).toEqual(['case.no-teeth']);
  });

  test('tells its stages in order and stops at the next patch when cancelled', async () => {
    const { volume } = makePhantom(phantomGrid([106, 100, 86], [0.9, 0.8, 1.0], aligned), TEETH);
    const stages: string[] = [];
    const controller = new AbortController();
    const progress = progressOf(controller.signal, ({ stage, fraction }) => {
      if (stages.at(-1) !== stage) stages.push(stage);
      if (stage === 'fine' && fraction > 0.5) controller.abort();
    });
    await expect(segmentCbct({ volume, openNet: openTestNet, progress })).rejects.toMatchObject({
      code: 'job.cancelled',
    });
    expect(stages).toEqual(['coarse', 'fine']);
  });

  test('frees the coarse net before it opens the fine one, and both when cancelled', async () => {
    const { volume } = makePhantom(phantomGrid([106, 100, 86], [0.9, 0.8, 1.0], aligned), TEETH);
    const open: string[] = [];
    const log: string[] = [];
    const openNetLogged: CbctInput['openNet'] = async (role) => {
      const net = await openTestNet(role);
      open.push(role);
      log.push(`${role} with ${open.length} open`);
      return {
        card: net.card,
        provider: net.provider,
        precision: net.precision,
        sha256: net.sha256,
        run: (input) => net.run(input),
        release: () => {
          open.splice(open.indexOf(role), 1);
          return net.release();
        },
      };
    };
    const controller = new AbortController();
    const progress = progressOf(controller.signal, ({ stage }) => {
      if (stage === 'fine' && open.includes('cbct-fine')) controller.abort();
    });
    await expect(segmentCbct({ volume, openNet: openNetLogged, progress })).rejects.toMatchObject({
      code: 'job.cancelled',
    });
    expect(log).toEqual(['cbct-coarse with 1 open', 'cbct-fine with 1 open']);
    expect(open).toEqual([]);
  });

  test('a tooth that the field of view cuts is reported', async () => {
    // The border is 28 mm from the midline: it runs through the last molars of either jaw.
    const { volume } = makePhantom(phantomGrid([63, 100, 86], [0.9, 0.8, 1.0], aligned), TEETH);
    const segmented = await segment(volume);
    const { instances, warnings } = measureInstances(volume, segmented.labelMap, segmented.teeth, () => {});
    const cut = instances.filter(({ touchesBorder }) => touchesBorder);
    expect(cut.map(({ fdi }) => fdi)).toEqual([17, 27, 38, 48]);
    expect(cut[0]?.warnings.map(({ code }) => code)).toContain('tooth.cut-by-border');
    expect(warnings.map(({ code }) => code)).toEqual(['case.field-of-view-cut']);
  });

  test('asks the net that sees all teeth together, takes its word for what voxels cannot know, and frees it', async () => {
    const { volume } = makePhantom(phantomGrid([106, 100, 86], [0.9, 0.8, 1.0], aligned), TEETH);
    const [CELLS, CLASSES] = [[4, 3, 2] as const, [0, ...PERMANENT_FDI, 54]];
    let released = 0;
    const openDentitionNet = async (): Promise<DentitionNet<'cbct-dentition'>> => ({
      card: { ...DENTITION_CARD, cells: [...CELLS], classes: CLASSES },
      use: { id: 'dentition', version: '1', sha256: 'ab' },
      run: async (masks, centroidsMm) => {
        expect(centroidsMm.length).toBe(TEETH.length);
        expect(masks.length).toBe(TEETH.length * 24);
        expect(Math.max(...masks)).toBeGreaterThan(0.5);
        const nearest = (mm: readonly number[]): number =>
          TEETH.map((fdi) => ({ fdi, away: Math.hypot(...phantomCentre(fdi).map((at, axis) => at - mm[axis])) })).sort(
            (a, b) => a.away - b.away,
          )[0].fdi;
        return Float32Array.from(
          centroidsMm.flatMap((mm) => CLASSES.map((fdi) => (fdi === (nearest(mm) === 14 ? 54 : nearest(mm)) ? 1 : 0))),
        );
      },
      release: async () => void released++,
    });
    const segmented = await segmentCbct({ volume, openNet: openTestNet, openDentitionNet, progress: progressOf() });
    expect(segmented.teeth.map(({ fdi }) => fdi)).toEqual([...TEETH.filter((fdi) => fdi !== 14), 54]);
    expect(segmented.models.map(({ id }) => id)).toEqual(['test-coarse', 'test-fine', 'dentition']);
    expect(released).toBe(1);
  });
});

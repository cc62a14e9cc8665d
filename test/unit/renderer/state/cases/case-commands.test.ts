/** A stored case is shown early because its series is the same; the voxels confirm it or take it away. */
import { describe, expect, it } from 'vitest';
import type { OpenScan } from '#contract/api';
import { NO_ANNOTATIONS, type Annotations } from '#contract/annotations';
import type { CbctCase } from '#contract/case';
import { patchToText } from '#contract/review';
import { encodeSurface, joinSurfaces } from '#core/surface/surface-bytes';
import { plain } from '#core/surface/surface-finish';
import {
  createAnnotationCommands,
  createAnnotationsStore,
} from '../../../../../renderer/state/drawings/annotations-store.ts';
import { createCaseCommands, type CaseCommandOptions } from '../../../../../renderer/state/cases/case-commands.ts';
import {
  createReview,
  createReviewStore,
  type ReviewOptions,
} from '../../../../../renderer/state/review/review-store.ts';
import { createSessionStore } from '../../../../../renderer/state/session-store.ts';
import { createViewStore } from '../../../../../renderer/state/view/view-store.ts';
import { ScanImages } from '../../../../../renderer/viewer/scan-images.ts';
import { ToothSurfaces } from '../../../../../renderer/viewer/scene/tooth-surfaces.ts';
import { reviewHost } from '../../../../fixtures/review-host.ts';
import { ANNOTATIONS, CASE_FILE, GEOMETRY, RUN_FILE, SCAN_INFO, TOOTH } from '../../../../fixtures/contract/samples.ts';

const SCAN: OpenScan = {
  scanId: 'scan',
  title: 'scan',
  info: SCAN_INFO,
  geometry: GEOMETRY,
  voxelType: 'int16',
  greyRange: [0, 1],
  warnings: [],
};
const caseOf = (id: string, fdi: number): CbctCase => ({ ...CASE_FILE, id, instances: [{ ...TOOTH, fdi }] });
const CASES: Readonly<Record<string, CbctCase>> = { likely: caseOf('likely', 36), other: caseOf('other', 11) };
const SURFACE = encodeSurface(
  plain({ positions: new Float32Array([0, 0, 0, 1, 0, 0, 0, 1, 0]), indices: new Uint32Array([0, 1, 2]) }),
);
const bufferOf = (bytes: Uint8Array) => Uint8Array.from(bytes).buffer;
const settled = () => new Promise((resolve) => setTimeout(resolve, 10));

interface Setting {
  readonly likely?: string | null;
  /** Cases whose surfaces are kept. */
  readonly kept?: readonly string[];
  readonly drawsFine?: boolean;
  readonly stored?: Readonly<Record<string, Annotations>>;
  /** Labels of teeth that a person changed the shape of. */
  readonly reshaped?: readonly number[];
}

function setUp({ likely = 'likely', kept = ['likely'], drawsFine = false, stored = {}, reshaped = [] }: Setting = {}) {
  const asked: string[] = [];
  const logs = reviewHost(stored);
  for (const [id, caseFile] of Object.entries(CASES)) logs.cases.set(id, caseFile);
  for (const label of reshaped) {
    const patch = patchToText({ runs: [{ start: 0, length: 1, from: label, to: 0 }] });
    logs.append('likely', { kind: 'reshape', tool: 'erase', patch, touched: [label], made: [] });
  }
  /** What was drawn on a case and is on record. */
  const saved = (caseId: string): readonly Annotations[] =>
    (logs.logs.get(caseId) ?? []).flatMap(({ action }) => (action.kind === 'draw' ? [action.drawn] : []));
  const answers: Readonly<Record<string, (params: never) => unknown>> = {
    'scans.likely-case': () => ({ caseId: likely }),
    'cases.get': ({ caseId }: { caseId: string }) => {
      if (CASES[caseId] === undefined) throw new Error('damaged');
      return { case: CASES[caseId], run: RUN_FILE };
    },
  };
  const call = async (name: string, params: unknown) => {
    asked.push(name);
    return name in answers ? answers[name](params as never) : logs.call(name, params as never);
  };
  const host: CaseCommandOptions['host'] & ReviewOptions['host'] = {
    // The few calls of this feature, with the types of the whole host.
    call: call as never,
    readLabels: async (caseId, into) => {
      asked.push(`labels ${caseId}`);
      await settled();
      into.fill(CASES[caseId].instances[0].fdi);
    },
    readMesh: async (caseId, { label, seq, detail }) => {
      asked.push(`${detail} ${caseId} ${label}${seq === 0 ? '' : ` after ${seq}`}`);
      return bufferOf(SURFACE);
    },
    readMeshes: async (caseId) => {
      asked.push(`kept ${caseId}`);
      if (!kept.includes(caseId)) return null;
      const joined = joinSurfaces(new Map([[CASES[caseId].instances[0].fdi, SURFACE]]));
      return bufferOf(Buffer.concat([Buffer.alloc(32), joined]));
    },
  };
  const session = createSessionStore();
  const view = createViewStore();
  const images = new ScanImages();
  const surfaces = new ToothSurfaces();
  const drawings = createAnnotationsStore();
  const keptTeeth: number[] = [];
  const reported: unknown[] = [];
  const review = createReview({
    store: createReviewStore(),
    host,
    session,
    images,
    surfaces,
    reviewer: () => 'me',
    drawsFine: () => drawsFine,
    report: (thrown) => reported.push(thrown),
  });
  const annotations = createAnnotationCommands({ store: drawings, review });
  const commands = createCaseCommands({
    host,
    session,
    view,
    images,
    surfaces,
    annotations,
    review,
    beside: false,
    keepTeeth: async (_scan, teeth) => void keptTeeth.push(teeth),
    keepPicture: async () => {},
    report: (thrown, scope) => {
      if (!scope.aborted) reported.push(thrown);
    },
  });
  const scope = new AbortController();
  let told = false;
  return {
    asked,
    saved,
    session,
    view,
    images,
    surfaces,
    drawings,
    annotations,
    review,
    keptTeeth,
    reported,
    commands,
    scope,
    likely: (canShow = Promise.resolve()) =>
      commands.showLikely(SCAN, { canShow, told: () => told, scope: scope.signal }),
    /** What the voxels say. */
    tell: async (caseId: string | null) => {
      told = true;
      if (caseId === null) commands.drop();
      else await commands.show(SCAN, caseId, scope.signal);
    },
  };
}

describe('the likely case', () => {
  it('shows teeth and kept surfaces, without labels, drawings or anything kept', async () => {
    const { likely, session, surfaces, images, drawings, keptTeeth, asked } = setUp({
      stored: { likely: ANNOTATIONS },
    });
    await likely();
    expect(session.getState()).toMatchObject({ caseFile: { id: 'likely' }, caseConfirmed: false, labelsLoaded: false });
    expect([...surfaces.all.keys()]).toEqual([36]);
    expect(images.labels).toBeNull();
    expect(drawings.getState()).toMatchObject({ now: NO_ANNOTATIONS, caseId: null });
    expect(keptTeeth).toEqual([]);
    expect(asked).toEqual(['scans.likely-case', 'kept likely', 'cases.get', 'review.entries']);
  });

  it('takes no action of a review until it is confirmed', async () => {
    const { likely, tell, review, session } = setUp();
    const renumber = { kind: 'identify', tool: 'number', teeth: [{ label: 36, fdi: 37, type: 'tooth' }] } as const;
    await likely();
    expect(review.perform(renumber)).toBe(false);
    expect(session.getState().caseFile?.instances[0].fdi).toBe(36);
    await tell('likely');
    expect(review.perform(renumber)).toBe(true);
    expect(session.getState().caseFile?.instances[0].fdi).toBe(37);
  });

  it('is confirmed without being read again; what was drawn meanwhile is saved to it', async () => {
    const { likely, tell, session, surfaces, drawings, annotations, saved, asked, keptTeeth } = setUp();
    await likely();
    const shown = surfaces.all.get(36);
    annotations.change(() => ANNOTATIONS);
    await settled();
    expect(saved('likely')).toEqual([]);
    await tell('likely');
    await settled();
    expect(session.getState()).toMatchObject({ caseConfirmed: true, labelsLoaded: true });
    expect(surfaces.all.get(36)).toBe(shown);
    expect(saved('likely')).toEqual([ANNOTATIONS]);
    expect(drawings.getState()).toMatchObject({ caseId: 'likely', now: ANNOTATIONS });
    expect(asked.filter((name) => name === 'cases.get')).toHaveLength(1);
    expect(asked.filter((name) => name.startsWith('coarse'))).toEqual([]);
    expect(keptTeeth).toEqual([1, 1]); // before and after the record of reviews is opened
  });

  it('goes without a trace when the voxels are those of no case; what was drawn stays, unsaved', async () => {
    const { likely, tell, session, view, surfaces, images, drawings, annotations, saved, review } = setUp();
    await likely();
    view.setState({ selectedTooth: 36, hoveredTooth: 36 });
    annotations.change(() => ANNOTATIONS);
    await tell(null);
    await settled();
    expect(session.getState()).toMatchObject({ caseFile: null, run: null, caseConfirmed: false, labelsLoaded: false });
    expect(view.getState()).toMatchObject({ selectedTooth: null, hoveredTooth: null });
    expect(surfaces.all.size).toBe(0);
    expect(images.labels).toBeNull();
    expect(drawings.getState()).toMatchObject({ now: ANNOTATIONS, caseId: null });
    expect(saved('likely')).toEqual([]);
    expect(review.store.getState().caseId).toBeNull();
  });

  it('gives way to the case of the voxels, which gets what was drawn', async () => {
    const { likely, tell, session, view, surfaces, annotations, saved, asked } = setUp();
    await likely();
    view.setState({ selectedTooth: 36 });
    annotations.change(() => ANNOTATIONS);
    await tell('other');
    await settled();
    expect(session.getState()).toMatchObject({ caseFile: { id: 'other' }, caseConfirmed: true, labelsLoaded: true });
    expect(view.getState().selectedTooth).toBeNull();
    expect([...surfaces.all.keys()]).toEqual([11]);
    expect(saved('likely')).toEqual([]);
    expect(saved('other')).toEqual([ANNOTATIONS]);
    expect(asked).not.toContain('labels likely');
  });

  it('does not come back when the voxels have told before it could be shown', async () => {
    const { likely, tell, session, surfaces } = setUp();
    const canShow = Promise.withResolvers<void>();
    const showing = likely(canShow.promise);
    await tell(null);
    canShow.resolve();
    await showing;
    expect(session.getState().caseFile).toBeNull();
    expect(surfaces.all.size).toBe(0);
  });

  it('does not come back when the voxels have told while it was being read', async () => {
    const { likely, tell, session, surfaces } = setUp();
    const showing = likely();
    await Promise.resolve();
    await tell('other');
    await showing;
    expect(session.getState().caseFile?.id).toBe('other');
    expect([...surfaces.all.keys()]).toEqual([11]);
  });

  it('that cannot be read is no error: the voxels tell which case it is', async () => {
    const { likely, tell, session, reported } = setUp({ likely: 'damaged' });
    await likely();
    expect(session.getState().caseFile).toBeNull();
    await tell('other');
    expect(session.getState()).toMatchObject({ caseFile: { id: 'other' }, caseConfirmed: true });
    expect(reported).toEqual([]);
  });
});

describe('surfaces', () => {
  it('that are not kept are made', async () => {
    const { likely, tell, surfaces, asked } = setUp({ kept: [] });
    await likely();
    expect(surfaces.all.size).toBe(0);
    await tell('likely');
    expect([...surfaces.all.keys()]).toEqual([36]);
    expect(asked).toContain('coarse likely 36');
  });

  it('of a tooth that a person gave another shape are made as the review left them', async () => {
    const { likely, tell, surfaces, asked } = setUp({ reshaped: [36] });
    await likely();
    expect(surfaces.all.size).toBe(0);
    await tell('likely');
    expect(asked).toContain('coarse likely 36 after 1');
    expect([...surfaces.all.keys()]).toEqual([36]);
  });

  it('are made fine for a graphics card, after the kept ones were shown', async () => {
    const { likely, tell, surfaces, asked } = setUp({ drawsFine: true });
    await likely();
    const coarse = surfaces.all.get(36);
    expect(asked).not.toContain('fine likely 36');
    await tell('likely');
    expect(asked).toContain('fine likely 36');
    expect(surfaces.all.get(36)).not.toBe(coarse);
  });

  it('and labels of a case that was sought anew do not arrive after those of the new one', async () => {
    const { tell, session, surfaces, images } = setUp();
    const first = tell('likely');
    while (!session.getState().caseConfirmed) await Promise.resolve();
    await Promise.all([first, tell('other')]);
    await settled();
    expect(session.getState()).toMatchObject({ caseFile: { id: 'other' }, caseConfirmed: true });
    expect([...surfaces.all.keys()]).toEqual([11]);
    expect(new Set(images.labels)).toEqual(new Set([11]));
  });

  it('and labels of a closed scan do not arrive', async () => {
    const { tell, scope, commands, surfaces, images } = setUp();
    const showing = tell('likely');
    scope.abort();
    commands.forget();
    await showing;
    expect(surfaces.all.size).toBe(0);
    expect(images.labels).toBeNull();
  });
});

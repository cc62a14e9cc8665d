/** What follows an edit outside of the page: on disk, measured, and the surface of the edited tooth. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CbctCase } from '#contract/case';
import { patchToText, type Action, type Head } from '#contract/review';
import { applyPatchInto, type LabelPatch } from '#core/review/label-patch';
import { paintStroke } from '#core/review/shapes/brush';
import { cutShape } from '#core/review/shapes/cut';
import { mergeShapes } from '#core/review/shapes/merge';
import { add, cross } from '#core/vector';
import type { Vec3 } from '#core/volume';
import { forkedEngine } from '../../main/services/engine/engine-spawner.ts';
import { createServices, type Services } from '../../main/services/index.ts';

export interface ReviewBenchSetting {
  readonly scanDir: string;
  /** Keeps the case of the scan; it is segmented once when there is none. */
  readonly dataDir: string;
  readonly projectDir: string;
  readonly runs: number;
}

/** Milliseconds of each run. */
export type Times = Readonly<Record<string, readonly number[]>>;

export interface EngineTimes {
  readonly dims: Vec3;
  readonly teeth: number;
  /** The first change after the case was opened. */
  readonly firstMetricsMs: number;
  readonly times: Times;
}

type Edit = 'stroke' | 'merge' | 'split' | 'undo';

const BRUSH_MM = 1.5;
/** What is split off is called this; undo frees the label again. */
const OWN_LABEL = 101;
/** What the page asks for where a processor plays the graphics card; finer ones take less time here. */
const DETAIL = 'coarse';
/** The page asks for its surfaces first; then the engine has nothing to do. */
const CALM_MS = 4000;

export async function timeReviewEngine(setting: ReviewBenchSetting): Promise<EngineTimes> {
  const { scanDir, dataDir, projectDir, runs } = setting;
  const engineSpawner = forkedEngine({ modelsDir: join(projectDir, 'models'), dataDir, version: '0.0.0-bench' });
  const services = createServices({
    dataDir,
    resourcesDir: join(projectDir, 'resources'),
    engineSpawner,
    host: 'browser',
    version: '0.0.0-bench',
  });
  try {
    const source = { kind: 'source', sourceId: services.registerSource(scanDir) } as const;
    const { scanId } = await services.calls['scans.open']({ source, beside: false });
    const { latestCaseId } = await services.calls['scans.complete']({ scanId });
    const caseId = latestCaseId ?? (await segmented(services, scanId));
    const { case: caseFile } = await services.calls['cases.get']({ caseId });
    if (caseFile.modality !== 'cbct') throw new Error('The scan is no CBCT');
    const session = await ReviewSession.begin(services, caseFile);
    await new Promise((resolve) => setTimeout(resolve, CALM_MS));
    const firstMetricsMs = (await session.perform(session.stroke(0))).metricsMs;
    await session.undo();
    const times = new Map<string, number[]>();
    for (let run = 0; run < runs; run++) {
      for (const [edit, make] of [
        ['stroke', () => session.stroke(run)],
        ['merge', () => session.merge(run)],
        ['split', () => session.split(run)],
      ] as const) {
        note(times, edit, await session.perform(make()));
        note(times, 'undo', await session.undo());
      }
    }
    return {
      dims: caseFile.source.geometry.dims,
      teeth: caseFile.instances.length,
      firstMetricsMs,
      times: Object.fromEntries(times),
    };
  } finally {
    await services.dispose();
  }
}

function note(times: Map<string, number[]>, edit: Edit, taken: EditTimes): void {
  for (const [name, ms] of Object.entries(taken)) {
    const key = `${edit} ${name}`;
    times.set(key, [...(times.get(key) ?? []), ms]);
  }
}

async function segmented(services: Services, scanId: string): Promise<string> {
  const { jobId } = await services.calls['jobs.segment']({ scanId, provider: 'auto', precision: 'auto' });
  return new Promise((resolve, reject) => {
    services.subscribeJob(jobId, (event) => {
      if (event.state === 'done') resolve(event.caseId);
      else if (event.state !== 'running') reject(new Error(`Segmenting ended as ${event.state}`));
    });
  });
}

interface EditTimes {
  readonly appendMs: number; // until it is on disk
  readonly metricsMs: number; // from the action to the measured case: append and review.case
  readonly surfaceMs: number; // and on to the surface of the edited tooth
}

interface PlannedEdit {
  readonly action: Extract<Action, { kind: 'reshape' }>;
  readonly patch: LabelPatch;
  /** The tooth whose surface is asked for. */
  readonly label: number;
}

/** A person at work on a stored case; labels are kept here as the page keeps them. */
class ReviewSession {
  private last: PlannedEdit | null = null;
  private readonly services: Services;
  private readonly caseFile: CbctCase;
  private readonly labels: Uint8Array;
  private head: Head;

  private constructor(services: Services, caseFile: CbctCase, labels: Uint8Array, head: Head) {
    this.services = services;
    this.caseFile = caseFile;
    this.labels = labels;
    this.head = head;
  }

  /** Asks for labels and surfaces, as the page does. Every run of the bench leaves the case as it found it, by undo. */
  static async begin(services: Services, caseFile: CbctCase): Promise<ReviewSession> {
    const { id: caseId, instances } = caseFile;
    const labels = new Uint8Array(await readFile((await services.openLabels(caseId)).path));
    const { head } = await services.calls['review.entries']({ caseId, after: 0 });
    for (const { fdi } of instances) await services.openMesh(caseId, fdi, head.seq, DETAIL);
    return new ReviewSession(services, caseFile, labels, head);
  }

  stroke(run: number): PlannedEdit {
    const { fdi, boundsMm, centroidMm } = this.tooth(run);
    const { geometry } = this.caseFile.source;
    const pointsMm = [centroidMm, [boundsMm.max[0], centroidMm[1], centroidMm[2]] as const];
    const stroke = { label: fdi, pointsMm, radiusMm: BRUSH_MM, limits: null, over: 'background' } as const;
    return reshape('paint', fdi, paintStroke(this.labels, geometry, stroke), [fdi]);
  }

  merge(run: number): PlannedEdit {
    const [into, from] = [this.tooth(run), this.tooth(run + 1)];
    const patch = mergeShapes(this.labels, this.caseFile.source.geometry, {
      from: from.fdi,
      into: into.fdi,
      box: from.boundsIjk,
    });
    return reshape('merge', into.fdi, patch, [into.fdi, from.fdi]);
  }

  split(run: number): PlannedEdit {
    const { fdi, axis, centroidMm, boundsIjk } = this.tooth(run);
    // Through its middle, as seen from the front.
    const across = cross(axis, [0, 1, 0]);
    const patch = cutShape(this.labels, this.caseFile.source.geometry, {
      label: fdi,
      newLabel: OWN_LABEL,
      lineMm: [centroidMm, add(centroidMm, across)],
      normal: [0, 1, 0],
      keepsMm: null,
      box: boundsIjk,
    });
    return reshape('split', OWN_LABEL, patch, [fdi], [{ label: OWN_LABEL, fdi, type: 'tooth' }]);
  }

  async perform(planned: PlannedEdit): Promise<EditTimes> {
    this.last = planned;
    applyPatchInto(this.labels, planned.patch);
    return this.timed(planned.action, planned.label);
  }

  async undo(): Promise<EditTimes> {
    const { last } = this;
    if (last === null) throw new Error('There is nothing to undo');
    applyPatchInto(this.labels, last.patch, 'back');
    const label = last.action.touched[0];
    return this.timed({ kind: 'undo', of: this.head.seq }, label);
  }

  private async timed(action: Action, label: number): Promise<EditTimes> {
    const { calls } = this.services;
    const { id: caseId } = this.caseFile;
    const start = performance.now();
    this.head = (await calls['review.append']({ caseId, head: this.head, action })).head;
    const appendMs = performance.now() - start;
    await calls['review.case']({ caseId, seq: this.head.seq });
    const metricsMs = performance.now() - start;
    await this.services.openMesh(caseId, label, this.head.seq, DETAIL);
    return { appendMs, metricsMs, surfaceMs: performance.now() - start };
  }

  /** Spread over the jaws, so that incisors and molars are among them. */
  private tooth(run: number): CbctCase['instances'][number] {
    const { instances } = this.caseFile;
    return instances[(5 * run) % (instances.length - 1)];
  }
}

function reshape(
  tool: PlannedEdit['action']['tool'],
  label: number,
  patch: LabelPatch,
  touched: readonly number[],
  made: PlannedEdit['action']['made'] = [],
): PlannedEdit {
  return { action: { kind: 'reshape', tool, patch: patchToText(patch), touched, made }, patch, label };
}

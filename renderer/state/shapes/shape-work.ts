/** What every edit of a tooth's shape begins and ends with: the case as it is, the chosen tooth, one action, or the reason why not. */
import type { CaseFile } from '#contract/case';
import { patchToText, type CaseReview } from '#contract/review';
import type { Identity, ReshapeTool } from '#core/review/action';
import { labelsTouchedBy, type LabelPatch } from '#core/review/label-patch';
import { freeLabel } from '#core/review/review';
import { EditError } from '#core/review/shapes/edit-error';
import type { Geometry, Vec3, VoxelArray } from '#core/volume';
import type { ScanImages } from '../../viewer/scan-images.ts';
import { identityOfPart, nearestTooth } from './edited-teeth.ts';
import type { Review } from '../review/review-store.ts';
import type { SessionStore } from '../session-store.ts';
import type { ShapeRefusal, ShapeStore } from './shape-store.ts';
import type { ViewStore } from '../view/view-store.ts';

export interface ShapeWorkOptions {
  readonly store: ShapeStore;
  readonly session: SessionStore;
  readonly view: ViewStore;
  readonly images: ScanImages;
  readonly review: Pick<Review, 'perform' | 'store'>;
}

export type ShapeWork = ReturnType<typeof createShapeWork>;

/** All that an edit works on. */
export interface Work {
  readonly caseFile: CaseFile;
  readonly review: CaseReview;
  readonly geometry: Geometry;
  readonly labels: Uint8Array;
  readonly greys: VoxelArray;
}

export class Refused extends Error {
  readonly why: ShapeRefusal;

  constructor(why: ShapeRefusal) {
    super(why);
    this.why = why;
  }
}

export function createShapeWork({ store, session, view, images, review }: ShapeWorkOptions) {
  function refuse(why: ShapeRefusal): void {
    store.setState({ note: { kind: 'refused', why } });
  }

  /** Runs an edit; a person is told when it cannot be done. */
  function attempt<Result>(edit: (work: Work) => Result): Result | null {
    store.setState({ note: null });
    try {
      return edit(workNow());
    } catch (thrown) {
      if (thrown instanceof Refused) refuse(thrown.why);
      else if (thrown instanceof EditError) refuse(thrown.refusal);
      else throw thrown;
      return null;
    }
  }

  /** @throws Refused */
  function workNow(): Work {
    const { caseFile } = session.getState();
    const { review: now } = review.store.getState();
    const { labels, scan } = images;
    if (caseFile === null || now === null || labels === null || scan === null) throw new Refused('no-labels');
    if (now.signed !== null) throw new Refused('signed');
    return { caseFile, review: now, geometry: scan.geometry, labels, greys: scan.voxels };
  }

  /** The selected tooth. @throws Refused */
  function chosen({ review: { now } }: Work): number {
    const { selectedTooth } = view.getState();
    if (selectedTooth === null || !now.teeth.has(selectedTooth)) throw new Refused('select-tooth');
    return selectedTooth;
  }

  /** @throws Refused when nothing changes */
  function perform(tool: ReshapeTool, patch: LabelPatch, made: readonly Identity[] = []): void {
    const touched = [...labelsTouchedBy(patch)].toSorted((a, b) => a - b);
    if (touched.length === 0) throw new Refused('unchanged');
    if (!review.perform({ kind: 'reshape', tool, patch: patchToText(patch), touched, made: [...made] })) return;
    if (made.length > 0) store.setState({ note: { kind: 'made', label: made[0].label } });
  }

  /** A label that is not a tooth yet, with a number by the tooth nearest to it. */
  function newTooth({ caseFile, review: now }: Work, atMm: Vec3): Identity {
    const label = freeLabel(now);
    const nearest = nearestTooth(caseFile, atMm);
    if (nearest === null) return { label, fdi: 11, type: 'tooth' };
    const { label: parent, middleMm: parentMm } = nearest;
    return identityOfPart(caseFile, now, { label, parent, parentMm, partMm: atMm });
  }

  return { attempt, chosen, perform, newTooth };
}

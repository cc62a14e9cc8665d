/** A case as its review log leaves it, in the engine: the label map with every change, followed entry by entry. */
import { labelOf, type CaseFile } from '#contract/case';
import { begunReview, patchFromText, type CaseReview, type Head } from '#contract/review';
import { boxesAfter, tightened, type LabelBox } from '#core/review/label-boxes';
import { applyPatchInto } from '#core/review/label-patch';
import { advance } from '#core/review/review';
import type { LabelMap } from '#core/volume';
import { readAnnotations, readCase, readCaseLabels } from '../../io/case-folder.ts';
import { readEntries, rootHash } from '../../io/review-log.ts';
import { Turns } from '../turns.ts';

export interface FollowedCase {
  readonly caseDir: string;
  /** As the nets left it. */
  readonly original: CaseFile;
  /** Changed in place as entries come. Values are labels, not numbers. */
  readonly labels: LabelMap;
  /** By label. */
  readonly boxes: ReadonlyMap<number, LabelBox>;
  readonly review: CaseReview;
  readonly head: Head;
}

/** Keeps one case, the last one that was asked for. */
export class ReviewedCases {
  private followed: FollowedCase | null = null;
  /** One at a time: labels change in place. */
  private readonly turns = new Turns();

  /** The case with at least the first `seq` entries of its log. @throws QuadrantError case.*, review.damaged */
  upTo(caseDir: string, seq: number): Promise<FollowedCase> {
    return this.turns.run(async () => {
      const known = await this.known(caseDir);
      if (known.head.seq >= seq && seq > 0) return known;
      try {
        return (this.followed = await follow(known));
      } catch (error) {
        this.followed = null; // some of a change may be in the labels
        throw error;
      }
    });
  }

  /** Hands out the labels as the nets left them, before anything else happens to them. @throws QuadrantError case.* */
  withOriginalLabels(caseDir: string, use: (labels: LabelMap) => Promise<void>): Promise<void> {
    return this.turns.run(async () => {
      const known = await this.known(caseDir);
      await use(known.head.seq === 0 ? known.labels : await readCaseLabels(caseDir));
    });
  }

  forget(): void {
    void this.turns.run(async () => {
      this.followed = null;
    });
  }

  private async known(caseDir: string): Promise<FollowedCase> {
    if (this.followed?.caseDir !== caseDir) {
      this.followed = null; // two label maps at once are not needed
      this.followed = await beginCase(caseDir);
    }
    return this.followed;
  }
}

/** A case with all that its log says, for one look at it. @throws QuadrantError case.*, review.damaged */
export async function followCase(caseDir: string): Promise<FollowedCase> {
  return follow(await beginCase(caseDir));
}

async function beginCase(caseDir: string): Promise<FollowedCase> {
  const { caseFile: original } = await readCase(caseDir);
  const labels = await readCaseLabels(caseDir);
  const review = begunReview(original, await readAnnotations(caseDir));
  const head = { seq: 0, hash: await rootHash(caseDir, original) };
  return { caseDir, original, labels, boxes: originalBoxes(original, labels), review, head };
}

/** What was measured tells where the labels are. */
function originalBoxes(original: CaseFile, { data, geometry }: LabelMap): ReadonlyMap<number, LabelBox> {
  if (original.modality === 'cbct') {
    return new Map(original.instances.map((tooth) => [labelOf(tooth), { within: tooth.boundsIjk, stamp: 0 }]));
  }
  if (original.modality === 'ios') {
    const everywhere = { min: [0, 0, 0], max: [data.length - 1, 0, 0] } as const;
    const boxes = new Map(original.instances.map((tooth) => [labelOf(tooth), { within: everywhere, stamp: 0 }]));
    return tightened(boxes, data, geometry.dims, -1);
  }
  return new Map(
    [...original.instances, ...original.supernumerary].map((tooth) => {
      const { min, max } = tooth.boundsPx;
      const within = { min: [min[0], min[1], 0], max: [max[0], max[1], 0] } as const;
      return ['fdi' in tooth ? labelOf(tooth) : tooth.label, { within, stamp: 0 }];
    }),
  );
}

async function follow(known: FollowedCase): Promise<FollowedCase> {
  const { entries, head } = await readEntries(known.caseDir, known.head);
  let { review, boxes } = known;
  for (const entry of entries) {
    const next = advance(review, entry);
    if (next.patch !== null) {
      const { direction } = next.patch;
      const patch = patchFromText(next.patch.patch);
      applyPatchInto(known.labels.data, patch, direction);
      boxes = boxesAfter(boxes, patch, { direction, dims: known.labels.geometry.dims, stamp: entry.seq });
    }
    review = next.review;
  }
  const { data, geometry } = known.labels;
  return { ...known, review, boxes: tightened(boxes, data, geometry.dims, known.head.seq), head };
}

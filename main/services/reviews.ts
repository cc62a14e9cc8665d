/** The review logs of stored cases: what a person did to them, on record. */
import { userInfo } from 'node:os';
import type { ApiResult } from '#contract/api';
import { QuadrantError } from '#contract/errors';
import { originalTeeth, type Action, type CaseReview, type Entry, type Head } from '#contract/review';
import { advance, beginReview, ReviewError } from '#core/review/review';
import { readAnnotations, readCase } from '../io/case-folder.ts';
import { appendEntry, conflict, readEntries, rootHash } from '../io/review-log.ts';

/** A log as far as it was read. */
interface OpenLog {
  readonly root: Head;
  readonly drawn: ApiResult<'review.entries'>['drawn'];
  readonly entries: readonly Entry[];
  readonly head: Head;
  readonly review: CaseReview;
}

export class Reviews {
  private readonly logs = new Map<string, OpenLog>();
  private readonly caseDirOf: (caseId: string) => string;
  private readonly reviewerName: () => Promise<string>;
  /** One call at a time: reading and appending must not overtake each other. */
  private turn: Promise<unknown> = Promise.resolve();

  /** @param reviewerName as in the settings; '' for the name of the account */
  constructor(caseDirOf: (caseId: string) => string, reviewerName: () => Promise<string>) {
    this.caseDirOf = caseDirOf;
    this.reviewerName = reviewerName;
  }

  /** @throws QuadrantError case.not-found, case.corrupt, review.damaged */
  entries(caseId: string, after: number): Promise<ApiResult<'review.entries'>> {
    return this.inTurn(async () => {
      const { drawn, entries, head } = await this.upToDate(caseId);
      return { drawn, entries: entries.slice(after), head };
    });
  }

  /** @throws QuadrantError review.conflict, review.refused, review.damaged, case.*, disk.* */
  append(caseId: string, head: Head, action: Action): Promise<ApiResult<'review.append'>> {
    return this.inTurn(async () => {
      const log = await this.upToDate(caseId);
      if (head.seq !== log.head.seq || head.hash !== log.head.hash) throw conflict(head.seq + 1);
      const by = (await this.reviewerName()) || userInfo().username;
      const entry: Entry = { seq: head.seq + 1, at: new Date().toISOString(), by, action, previous: head.hash };
      const review = advanced(log.review, entry);
      const newHead = await appendEntry(this.caseDirOf(caseId), entry);
      this.logs.set(caseId, { ...log, review, head: newHead, entries: [...log.entries, entry] });
      return { entry, head: newHead };
    });
  }

  /** What is on disk may be ahead of what was read: another program may have the case open too. */
  private async upToDate(caseId: string): Promise<OpenLog> {
    const caseDir = this.caseDirOf(caseId);
    const known = this.logs.get(caseId) ?? (await begun(caseDir));
    const { entries, head } = await readEntries(caseDir, known.head);
    const log = {
      ...known,
      head,
      entries: [...known.entries, ...entries],
      review: entries.reduce(advanced, known.review),
    };
    this.logs.set(caseId, log);
    return log;
  }

  private inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
    const result = this.turn.then(task);
    this.turn = result.catch(() => {});
    return result;
  }
}

async function begun(caseDir: string): Promise<OpenLog> {
  const { caseFile } = await readCase(caseDir);
  const drawn = await readAnnotations(caseDir);
  const root: Head = { seq: 0, hash: await rootHash(caseDir, caseFile) };
  return { root, drawn, entries: [], head: root, review: beginReview(originalTeeth(caseFile), drawn) };
}

function advanced(review: CaseReview, entry: Entry): CaseReview {
  try {
    return advance(review, entry).review;
  } catch (cause) {
    if (!(cause instanceof ReviewError)) throw cause;
    throw new QuadrantError('review.refused', `${cause.message}.`, 'Look at the case and try again.', {}, cause);
  }
}

/** The review logs of stored cases: what a person did to them, on record. */
import { userInfo } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { ApiResult } from '#contract/api';
import type { CaseFile } from '#contract/case';
import { QuadrantError } from '#contract/errors';
import { begunReview, type Action, type CaseReview, type Entry, type Head } from '#contract/review';
import type { Warning } from '#contract/scan';
import { advance, ReviewError } from '#core/review/review';
import { readAnnotations, readCase } from '../../io/case-folder.ts';
import {
  appendEntry,
  conflict,
  damaged,
  fileName,
  rootHash,
  surveyEntries,
  type LogDamage,
  type LoggedEntry,
} from '../../io/review-log.ts';
import { Turns } from '../turns.ts';
import { removeLeftoversOfCase, setAside, setAsideBefore } from '../../io/review-repair.ts';

/** A log as far as it was read. */
interface OpenLog {
  readonly drawn: ApiResult<'review.entries'>['drawn'];
  readonly entries: readonly Entry[];
  readonly head: Head;
  readonly review: CaseReview;
  /** What was moved aside of it, now or earlier. */
  readonly warnings: readonly Warning[];
}

/** Logs are kept in memory whole, with every change of labels. */
const KEPT_LOGS = 4;
/** What looks like half an entry may be one that another program is still copying into its place. */
const SECOND_LOOK_MS = 200;

export class Reviews {
  private readonly logs = new Map<string, OpenLog>();
  private readonly caseDirOf: (caseId: string) => string;
  private readonly reviewerName: () => Promise<string>;
  /** One call at a time: reading and appending must not overtake each other. */
  private readonly turns = new Turns();

  /** @param reviewerName as in the settings; '' for the name of the account */
  constructor(caseDirOf: (caseId: string) => string, reviewerName: () => Promise<string>) {
    this.caseDirOf = caseDirOf;
    this.reviewerName = reviewerName;
  }

  /** @throws QuadrantError case.not-found, case.corrupt, review.newer */
  entries(caseId: string, after: number): Promise<ApiResult<'review.entries'>> {
    return this.inTurn(async () => {
      const { drawn, entries, head, warnings } = await this.upToDate(caseId);
      return { drawn, entries: entries.slice(after), head, warnings: [...warnings] };
    });
  }

  /** @throws QuadrantError review.conflict, review.refused, review.newer, case.*, disk.* */
  append(caseId: string, head: Head, action: Action): Promise<ApiResult<'review.append'>> {
    return this.inTurn(async () => {
      const log = await this.upToDate(caseId);
      if (head.seq !== log.head.seq || head.hash !== log.head.hash) throw conflict(head.seq + 1);
      const by = (await this.reviewerName()) || accountName();
      const entry: Entry = { seq: head.seq + 1, at: new Date().toISOString(), by, action, previous: head.hash };
      const review = advanced(log.review, entry);
      const newHead = await appendEntry(this.caseDirOf(caseId), entry);
      this.keep(caseId, { ...log, review, head: newHead, entries: [...log.entries, entry] });
      return { entry, head: newHead };
    });
  }

  /** Runs something while no entry is read or written: folders of cases may be moved then. */
  inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
    return this.turns.run(task);
  }

  /** What is on disk may be ahead of what was read: another program may have the case open too. */
  private async upToDate(caseId: string): Promise<OpenLog> {
    const caseDir = this.caseDirOf(caseId);
    const known = this.logs.get(caseId);
    const log = (known === undefined ? null : await continued(caseDir, known)) ?? (await openLog(caseDir));
    this.keep(caseId, log);
    return log;
  }

  private keep(caseId: string, log: OpenLog): void {
    this.logs.delete(caseId);
    this.logs.set(caseId, log);
    for (const oldest of this.logs.keys()) if (this.logs.size > KEPT_LOGS) this.logs.delete(oldest);
  }
}

/** Who reviews when the settings name nobody. */
export function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown'; // an account without a name, as in some containers
  }
}

/** A log that was read before with what came since; null when it has to be read anew: another program repaired it. */
async function continued(caseDir: string, known: OpenLog): Promise<OpenLog | null> {
  const { logged, head, damage } = await surveyEntries(caseDir, known.head);
  if (damage !== null) return null;
  const folded = fold(known.review, logged);
  if (folded.senseless !== null) return null;
  return { ...known, head, review: folded.review, entries: [...known.entries, ...logged.map(({ entry }) => entry)] };
}

/** Reads a log from the beginning; from the first damage on it is moved aside and begins anew there. */
async function openLog(caseDir: string): Promise<OpenLog> {
  const { caseFile } = await readCase(caseDir);
  const drawn = await readAnnotations(caseDir);
  const begun = begunReview(caseFile, drawn);
  await removeLeftoversOfCase(caseDir);
  let log = await surveyAndFold(caseDir, caseFile, begun);
  if (log.damage !== null) {
    await wait(SECOND_LOOK_MS);
    log = await surveyAndFold(caseDir, caseFile, begun);
  }
  if (log.damage !== null) {
    await setAside(caseDir, log.damage);
    log = await surveyAndFold(caseDir, caseFile, begun);
    if (log.damage !== null) throw damaged(caseDir, log.damage);
  }
  const { logged, head, review } = log;
  return { drawn, review, head, entries: logged.map(({ entry }) => entry), warnings: await asideWarnings(caseDir) };
}

export interface SurveyedReview {
  readonly root: string;
  readonly logged: readonly LoggedEntry[];
  readonly head: Head;
  readonly review: CaseReview;
  readonly damage: LogDamage | null;
}

/** Reads a log from the case itself on, checks chain and sense, and changes nothing. @throws QuadrantError review.newer */
export async function surveyAndFold(caseDir: string, caseFile: CaseFile, begun: CaseReview): Promise<SurveyedReview> {
  const root = await rootHash(caseDir, caseFile);
  const survey = await surveyEntries(caseDir, { seq: 0, hash: root });
  const { review, senseless } = fold(begun, survey.logged);
  if (senseless === null) return { root, ...survey, review };
  const logged = survey.logged.slice(0, senseless - 1);
  const head = logged.length === 0 ? { seq: 0, hash: root } : { seq: senseless - 1, hash: logged[senseless - 2].hash };
  const later = survey.logged.slice(senseless - 1).map(({ entry }) => fileName(entry.seq));
  const files = [...later, ...(survey.damage?.files ?? [])];
  return { root, logged, head, review, damage: { seq: senseless, reason: 'senseless', files } };
}

/** The review after all entries, or after those before the first one that makes no sense there, with its number. */
function fold(
  review: CaseReview,
  logged: readonly LoggedEntry[],
): { readonly review: CaseReview; readonly senseless: number | null } {
  let now = review;
  for (const { entry } of logged) {
    try {
      now = advance(now, entry).review;
    } catch (cause) {
      if (!(cause instanceof ReviewError)) throw cause;
      return { review: now, senseless: entry.seq };
    }
  }
  return { review: now, senseless: null };
}

async function asideWarnings(caseDir: string): Promise<readonly Warning[]> {
  return (await setAsideBefore(caseDir)).map(({ firstSeq, count }) => ({
    code: 'review.damaged',
    message: `The record of changes was damaged from entry ${firstSeq} on: ${count} entries no longer count. They are kept aside in the folder of the case.`,
  }));
}

function advanced(review: CaseReview, entry: Entry): CaseReview {
  try {
    return advance(review, entry).review;
  } catch (cause) {
    if (!(cause instanceof ReviewError)) throw cause;
    throw new QuadrantError('review.refused', `${cause.message}.`, 'Look at the case and try again.', {}, cause);
  }
}

/** Puts on record what was done through the services: see [Note: Audit] in io/audit-log.ts. */
import { logText } from '#contract/log-text';
import { asQuadrantError } from '#contract/errors';
import { appendAudit, type AuditEntry } from '../../io/audit-log.ts';
import { accountName } from '../review/reviews.ts';
import { endedSoon, Turns } from '../turns.ts';

export type AuditFacts = AuditEntry['facts'];

export class Audit {
  private readonly dataDir: string;
  private readonly reviewerName: () => Promise<string>;
  private readonly turns = new Turns();
  /** Calls that have not ended, each with its entry to come. */
  private readonly running = new Set<Promise<unknown>>();
  /** Entries that the disk did not take. */
  private lost = 0;

  constructor(dataDir: string, reviewerName: () => Promise<string>) {
    this.dataDir = dataDir;
    this.reviewerName = reviewerName;
  }

  /**
   * On disk when it answers. A full disk does not stop a clinic's work: the next entry tells how many are missing before it,
   * and the log of the program why.
   */
  async record(what: string, facts: AuditFacts = {}, outcome = 'done'): Promise<void> {
    const at = new Date().toISOString();
    await this.turns.run(async () => {
      try {
        const told = this.lost === 0 ? facts : { ...facts, lostBefore: this.lost };
        const reviewer = await this.reviewerName();
        await appendAudit(this.dataDir, { at, account: accountName(), reviewer, what, outcome, facts: told });
        this.lost = 0;
      } catch (thrown) {
        this.lost++;
        process.stderr.write(logText(thrown));
      }
    });
  }

  /** The same call, put on record with how it ended. @param factsOf of the result too, when there is one */
  recorded<Params, Result>(
    what: string,
    call: (params: Params) => Promise<Result>,
    factsOf: (params: Params, result: Result | null) => AuditFacts = () => ({}),
  ): (params: Params) => Promise<Result> {
    const onRecord = async (params: Params): Promise<Result> => {
      try {
        const result = await call(params);
        await this.record(what, factsOf(params, result));
        return result;
      } catch (thrown) {
        await this.record(what, factsOf(params, null), asQuadrantError(thrown).code);
        throw thrown;
      }
    };
    return (params) => {
      const ended = onRecord(params);
      this.running.add(ended);
      const forget = (): void => void this.running.delete(ended);
      ended.then(forget, forget);
      return ended;
    };
  }

  /** When the calls that run have ended and stand on record, so that closing the window does not lose the last one. */
  async settled(): Promise<void> {
    await endedSoon(this.running);
    await this.turns.run(async () => {});
  }
}

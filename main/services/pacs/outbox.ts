/** Sends what lies in the outbox, tries again with growing pauses, and tells how it stands. The folder is the truth. */
import { asQuadrantError, QuadrantError } from '#contract/errors';
import type { OutboxEntry } from '#contract/pacs';
import type { Archive } from '../../io/pacs/archive.ts';
import { isTransient } from '../../io/pacs/pacs-errors.ts';
import { Turns } from '../turns.ts';
import type { OutboxFolder } from './outbox-folder.ts';

/** After the first, the second … attempt that failed; the last one from then on. */
const PAUSES_S = [5, 30, 120, 600, 1800] as const;

const HELD_MS = 60_000;

export interface OutboxOptions {
  readonly folder: OutboxFolder;
  /** @throws QuadrantError pacs.no-server */
  readonly openArchive: (serverId: string) => Promise<Archive>;
  /** Told of all entries after every change. */
  readonly onChange: (entries: OutboxEntry[]) => void;
  readonly now?: () => number;
  readonly pausesS?: readonly number[];
}

export class Outbox {
  private readonly folder: OutboxFolder;
  private readonly openArchive: OutboxOptions['openArchive'];
  private readonly now: () => number;
  private readonly pausesS: readonly number[];
  private readonly onChange: OutboxOptions['onChange'];
  /** By entry; one at a time for each server. */
  private readonly sending = new Map<string, { serverId: string; controller: AbortController; ended: Promise<void> }>();
  /** Until when: entries whose state the disk did not take. */
  private readonly held = new Map<string, number>();
  private readonly turns = new Turns();
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor({ folder, openArchive, onChange, now = Date.now, pausesS = PAUSES_S }: OutboxOptions) {
    this.folder = folder;
    this.openArchive = openArchive;
    this.onChange = onChange;
    this.now = now;
    this.pausesS = pausesS;
  }

  /** The newest first. */
  async list(): Promise<OutboxEntry[]> {
    const entries = await this.folder.list();
    return entries.map((entry) => (this.sending.has(entry.entryId) ? { ...entry, state: 'sending' } : entry));
  }

  /** When the program starts, or something changed: whatever waits is tried at once. @param which also what stopped */
  async resume(which: (entry: OutboxEntry) => boolean = () => false): Promise<void> {
    for (const entry of await this.folder.list()) {
      const again = entry.state === 'waiting' || (entry.state === 'stopped' && which(entry));
      if (again && !this.sending.has(entry.entryId))
        await this.folder.update({ ...entry, state: 'waiting', nextAttemptAt: null });
    }
    await this.pump();
  }

  /** @throws QuadrantError usage for an entry that is not there */
  async retry(entryId: string): Promise<void> {
    const entry = await this.find(entryId);
    if (entry.state === 'sent' || this.sending.has(entryId)) return;
    await this.folder.update({ ...entry, state: 'waiting', nextAttemptAt: null, error: null });
    await this.pump();
  }

  /** @throws QuadrantError usage for an entry that is not there */
  async remove(entryId: string): Promise<void> {
    await this.find(entryId);
    const sending = this.sending.get(entryId);
    sending?.controller.abort();
    await sending?.ended;
    await this.folder.remove(entryId);
    this.publish();
  }

  /** Starts what is due and waits for the time of the rest. */
  pump(): Promise<void> {
    return this.turns.run(async () => {
      clearTimeout(this.timer);
      if (this.closed) return;
      let next = Infinity;
      for (const entry of (await this.folder.list()).reverse()) {
        if (entry.state !== 'waiting' || this.isBusy(entry)) continue;
        const dueAt = Math.max(
          entry.nextAttemptAt === null ? 0 : Date.parse(entry.nextAttemptAt),
          this.held.get(entry.entryId) ?? 0,
        );
        const now = this.now();
        // Nothing waits longer than the longest pause: the clock was set back.
        if (dueAt <= now || dueAt > now + this.longestPauseMs) this.begin(entry);
        else next = Math.min(next, dueAt);
      }
      if (next < Infinity) this.timer = setTimeout(() => void this.pump(), Math.max(0, next - this.now())).unref();
      this.publish();
    });
  }

  /** Until nothing is being sent and nothing more is due. */
  async settled(): Promise<void> {
    for (;;) {
      await this.turns.run(async () => {}); // behind the pump that follows an attempt
      if (this.sending.size === 0) return;
      await Promise.all([...this.sending.values()].map(({ ended }) => ended));
    }
  }

  /** Ends at once; what was not confirmed stays as it was. */
  async dispose(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    for (const { controller } of this.sending.values()) controller.abort();
    await this.settled();
  }

  private get longestPauseMs(): number {
    return Math.max(HELD_MS, ...this.pausesS.map((seconds) => seconds * 1000));
  }

  private isBusy({ entryId, serverId }: OutboxEntry): boolean {
    return this.sending.has(entryId) || [...this.sending.values()].some((each) => each.serverId === serverId);
  }

  private begin(entry: OutboxEntry): void {
    const controller = new AbortController();
    const ended = this.attempt(entry, controller.signal)
      // Its state cannot be written: without a pause it would be sent for ever.
      .catch(() => void this.held.set(entry.entryId, this.now() + HELD_MS))
      .finally(() => {
        this.sending.delete(entry.entryId);
        void this.pump();
      });
    this.sending.set(entry.entryId, { serverId: entry.serverId, controller, ended });
  }

  private async attempt(entry: OutboxEntry, signal: AbortSignal): Promise<void> {
    let current = entry;
    const error = await this.send(entry, signal, async (sent) => {
      current = sent;
      await this.folder.update(current);
      this.publish();
    });
    if (signal.aborted) return; // it was taken out, or the program ends
    // Another Quadrant may have sent it meanwhile: what it says counts.
    if ((await this.folder.read(entry.entryId))?.state === 'sent') return;
    const attempts = entry.attempts + 1;
    if (error === null) {
      await this.folder.update({ ...current, attempts, state: 'sent', nextAttemptAt: null, error: null });
      return this.folder.dropFiles(current);
    }
    const pauseS = this.pausesS[Math.min(entry.attempts, this.pausesS.length - 1)];
    const again = isTransient(error);
    await this.folder.update({
      ...current,
      attempts,
      state: again ? 'waiting' : 'stopped',
      nextAttemptAt: again ? new Date(this.now() + pauseS * 1000).toISOString() : null,
      error: error.toBody(),
    });
  }

  /**
   * Sends the files that the server has not confirmed; null when it has them all. One that it refuses for good does not
   * hold up the others.
   */
  private async send(
    entry: OutboxEntry,
    signal: AbortSignal,
    onSent: (entry: OutboxEntry) => Promise<void>,
  ): Promise<QuadrantError | null> {
    let refused: QuadrantError | null = null;
    let { files } = entry;
    try {
      const archive = await this.openArchive(entry.serverId);
      for (const [index, { sentAt, bytes, sopInstanceUid }] of entry.files.entries()) {
        if (sentAt !== null) continue;
        try {
          const path = this.folder.fileOf(entry.entryId, index);
          const { warning } = await archive.store({ path, bytes, sopInstanceUid }, signal);
          files = files.with(index, { ...files[index], sentAt: new Date(this.now()).toISOString(), warning });
          await onSent({ ...entry, files });
        } catch (thrown) {
          const error = asQuadrantError(thrown);
          if (error.code !== 'pacs.refused' || isTransient(error)) throw error;
          refused ??= error;
        }
      }
      return refused;
    } catch (thrown) {
      return asQuadrantError(thrown);
    }
  }

  private async find(entryId: string): Promise<OutboxEntry> {
    const entry = await this.folder.read(entryId);
    if (entry === null)
      throw new QuadrantError('usage', 'There is no such entry in the outbox.', 'Look at the outbox again.', {
        entryId,
      });
    return entry;
  }

  private publish(): void {
    void this.list().then((entries) => this.onChange(entries));
  }
}

/** What a person can do with the practice's archives. Without a server in the list nothing of it reaches the network. */
import type { ApiName, ApiParams, ApiResult } from '#contract/api';
import { asQuadrantError } from '#contract/errors';
import type { ExportFormatId, ExportOption } from '#contract/exports';
import { SENDABLE_FORMATS, type PacsServer, type WorklistSeries, type WorklistStudy } from '#contract/pacs';
import type { Modality } from '#contract/scan';
import type { HostClient } from '../../host.ts';
import {
  chosenServer,
  FORMATS_NAME,
  type ArchiveStore,
  type ArchiveWindow,
  type Retrieval,
  type ServerCheck,
} from './archive-store.ts';
import { readiness } from './export-commands.ts';
import { formatsOf, optionsFor, optionsOf, type ExportsStore } from './exports-store.ts';
import { remember } from '../remembered.ts';
import type { ReviewStore } from '../review/review-store.ts';
import type { SessionStore } from '../session-store.ts';
import type { SettingsStore } from '../settings-store.ts';

export interface ArchiveOptions {
  readonly store: ArchiveStore;
  readonly host: Pick<HostClient, 'call' | 'retrievalEvents' | 'outboxEvents'>;
  readonly session: SessionStore;
  readonly review: ReviewStore;
  readonly settings: SettingsStore;
  /** Its options hold here too. */
  readonly exports: ExportsStore;
  /** Opens what was fetched. */
  readonly openFetched: (sourceId: string) => Promise<void>;
}

export type ArchiveCommands = ReturnType<typeof createArchive>;

export function createArchive({ store, host, session, review, settings, exports, openFetched }: ArchiveOptions) {
  let watching = false;

  const fail = (thrown: unknown): void => store.setState({ error: asQuadrantError(thrown).toBody() });

  /** A call whose failure is told in the open window; null then. */
  async function ask<N extends ApiName>(name: N, params: ApiParams<N>): Promise<ApiResult<N> | null> {
    store.setState({ error: null });
    try {
      return await host.call(name, params);
    } catch (thrown) {
      fail(thrown);
      return null;
    }
  }

  async function refresh(): Promise<void> {
    const servers = await host.call('pacs.servers', {});
    store.setState({ servers });
    if (servers.length > 0) void watchOutbox();
  }

  /** Follows the outbox; a second call while the first goes on does nothing. */
  async function watchOutbox(): Promise<void> {
    if (watching) return;
    watching = true;
    try {
      for await (const outbox of host.outboxEvents()) store.setState({ outbox });
    } catch {
      // The next look at the archives begins again.
    } finally {
      watching = false;
    }
  }

  const note = (serverId: string, check: ServerCheck): void =>
    store.setState(({ checks }) => ({ checks: { ...checks, [serverId]: check } }));

  async function test(serverId: string): Promise<void> {
    note(serverId, { state: 'asking' });
    try {
      const { milliseconds } = await host.call('pacs.test', { serverId });
      note(serverId, { state: 'answered', milliseconds });
    } catch (thrown) {
      note(serverId, { state: 'failed', error: asQuadrantError(thrown).toBody() });
    }
  }

  /** One page, from the start or after those that are there. */
  async function find(from: number): Promise<void> {
    const server = chosenServer(store.getState());
    if (server === null || store.getState().searching) return;
    store.setState({ searching: true });
    const page = await ask('pacs.find', { ...store.getState().query, serverId: server.serverId, from });
    store.setState({ searching: false });
    // Another server may have been chosen meanwhile.
    if (page === null || chosenServer(store.getState())?.serverId !== server.serverId) return;
    store.setState(({ studies }) => ({
      studies: from === 0 ? page.studies : [...(studies ?? []), ...page.studies],
      next: page.next,
    }));
  }

  function update(change: Partial<Retrieval>): void {
    store.setState(({ retrieval }) => (retrieval === null ? {} : { retrieval: { ...retrieval, ...change } }));
  }

  /** The id of what was fetched; null when that was cancelled or failed. */
  async function fetched(retrievalId: string, images: number | null): Promise<string | null> {
    for await (const event of host.retrievalEvents(retrievalId)) {
      switch (event.state) {
        case 'running':
          // A server that counts what it sends knows better than its list.
          update({ progress: { ...event, total: event.total ?? images } });
          break;
        case 'done':
          return event.sourceId;
        case 'failed':
          store.setState({ error: event.error });
          return null;
        case 'cancelled':
          return null;
      }
    }
    return null;
  }

  const isCancelling = (): boolean => store.getState().retrieval?.cancelling === true;

  async function cancelRetrieval(): Promise<void> {
    update({ cancelling: true });
    const retrievalId = store.getState().retrieval?.retrievalId ?? null;
    if (retrievalId !== null) await ask('pacs.cancel-retrieval', { retrievalId });
  }

  /** To another window or none. A retrieval ends with the search: a scan that nobody waits for takes no other one's place. */
  function leave(open: ArchiveWindow | null): void {
    if (open !== 'search' && store.getState().retrieval !== null && !isCancelling()) void cancelRetrieval();
    store.setState({ open, error: null });
  }

  return {
    store,

    /** When the window opens: what is set up, and what still waits to be sent. */
    start: (): Promise<void> => refresh().catch(() => {}),

    /** Nothing is searched or sent without a server, nothing sent without a scan. */
    show(open: ArchiveWindow): void {
      if ((open === 'search' || open === 'send') && chosenServer(store.getState()) === null) return;
      if (open === 'send' && session.getState().scan === null) return;
      leave(open);
      store.setState({ error: null, sentId: null });
      refresh().catch(fail);
    },
    hide: (): void => leave(null),
    dismiss: (): void => store.setState({ error: null }),

    /** @param password null leaves what is kept. True when it is in the list now; then it is asked at once whether it is there. */
    async saveServer(known: string | null, server: PacsServer, password: string | null): Promise<boolean> {
      const saved = await ask('pacs.save-server', { serverId: known, server });
      if (saved === null) return false;
      const { serverId } = saved;
      if (password !== null) await ask('pacs.set-password', { serverId, password });
      await refresh().catch(fail);
      void test(serverId);
      return true;
    },

    async removeServer(serverId: string): Promise<void> {
      await ask('pacs.remove-server', { serverId });
      await refresh().catch(fail);
    },

    test,
    forgetCheck: (serverId: string): void =>
      store.setState(({ checks: { [serverId]: _forgotten, ...checks } }) => ({ checks })),

    chooseServer: (serverId: string): void => store.setState({ serverId, studies: null, next: null }),
    search: () => find(0),
    async more(): Promise<void> {
      const { next } = store.getState();
      if (next !== null) await find(next);
    },

    /** Fetches a series and opens it. */
    async retrieve(study: WorklistStudy, series: WorklistSeries): Promise<void> {
      const server = chosenServer(store.getState());
      if (server === null || store.getState().retrieval !== null) return;
      const progress = { state: 'running', received: 0, total: series.images, bytes: 0 } as const;
      store.setState({ retrieval: { study, series, retrievalId: null, progress, cancelling: false } });
      const { studyUid } = study;
      const { seriesUid } = series;
      try {
        const begun = await ask('pacs.retrieve', { serverId: server.serverId, studyUid, seriesUid });
        if (begun === null) return;
        update({ retrievalId: begun.retrievalId });
        if (isCancelling()) await cancelRetrieval();
        const sourceId = await fetched(begun.retrievalId, series.images);
        if (sourceId === null || isCancelling()) return;
        store.setState({ open: null });
        await openFetched(sourceId);
      } catch (thrown) {
        fail(thrown);
      } finally {
        store.setState({ retrieval: null });
      }
    },

    cancelRetrieval,

    chooseFormat(format: ExportFormatId, isChosen: boolean): void {
      const { formats } = store.getState();
      store.setState({
        formats: SENDABLE_FORMATS.filter((id) => (id === format ? isChosen : formats.includes(id))),
      });
      remember(FORMATS_NAME, store.getState().formats);
    },

    /** Makes the chosen objects of the case and puts them in the outbox. */
    async send(): Promise<void> {
      const { scan, caseFile, ...rest } = session.getState();
      const server = chosenServer(store.getState());
      const ready = readiness({ scan, caseFile, ...rest }, review.getState().unsaved) === 'ready';
      if (!ready || scan === null || caseFile === null || server === null || store.getState().sending) return;
      store.setState({ sending: true });
      const entry = await ask('pacs.send', {
        serverId: server.serverId,
        caseId: caseFile.id,
        scanId: scan.scanId,
        formats: sendable(store.getState().formats, scan.info.modality),
        options: { ...optionsFor(settings.getState(), exports.getState().options), deidentify: false },
      });
      store.setState({ sending: false, sentId: entry?.entryId ?? null });
      void watchOutbox();
    },

    retry: (entryId: string) => ask('pacs.retry', { entryId }),
    removeEntry: (entryId: string) => ask('pacs.remove-entry', { entryId }),
  };
}

/** Those that an archive takes of a scan of this kind. */
export function sendable(formats: readonly ExportFormatId[], modality: Modality): ExportFormatId[] {
  return formatsOf(modality).filter((id) => formats.includes(id) && SENDABLE_FORMATS.includes(id));
}

/** What they heed, but for names: without those, nothing would find its way into the patient's study. */
export function optionsOfSent(formats: readonly ExportFormatId[], modality: Modality): readonly ExportOption[] {
  return optionsOf(sendable(formats, modality), modality).filter((option) => option !== 'deidentify');
}

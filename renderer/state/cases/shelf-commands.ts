/** What a person can do with stored cases. */
import type { ApiName, ApiParams, OpenScan } from '#contract/api';
import type { CaseSummary } from '#contract/case-list';
import { asQuadrantError, type ErrorBody } from '#contract/errors';
import type { HostClient } from '../../host.ts';
import type { CasesStore } from './cases-store.ts';
import { pictureOfScan, type Pictured } from '../scans/scan-picture.ts';

export interface ShelfCommandOptions {
  readonly store: CasesStore;
  readonly host: Pick<HostClient, 'call' | 'native'>;
  readonly pictured: Pictured;
  /** Opens the scan of a case where it lay; why that failed, or null. */
  readonly openCase: (caseId: string) => Promise<ErrorBody | null>;
  /** The folder of the cases is there, or gone. */
  readonly placeSeen: (there: boolean) => void;
}

export function createShelfCommands({ store, host, pictured, openCase, placeSeen }: ShelfCommandOptions) {
  const fail = (thrown: unknown): void => store.setState({ error: asQuadrantError(thrown).toBody() });

  async function refresh(): Promise<void> {
    store.setState({ reading: true });
    try {
      const list = await host.call('cases.list', {});
      store.setState({ list });
      placeSeen(list.place.there);
    } catch (thrown) {
      fail(thrown);
    } finally {
      store.setState({ reading: false });
    }
  }

  /** One call of the host, then the list as it is after it. */
  async function change<N extends ApiName>(name: N, params: ApiParams<N>): Promise<boolean> {
    try {
      await host.call(name, params);
      await refresh();
      return true;
    } catch (thrown) {
      fail(thrown);
      await refresh();
      return false;
    }
  }

  async function move(to: ApiParams<'cases.move'>['to']): Promise<boolean> {
    store.setState({ moving: true, moved: null, error: null });
    try {
      const { moved } = await host.call('cases.move', { to });
      store.setState({ moved });
      return true;
    } catch (thrown) {
      fail(thrown);
      return false;
    } finally {
      store.setState({ moving: false });
      await refresh();
    }
  }

  return {
    refresh,

    show(): void {
      store.setState({ open: true, error: null, deleted: null, scanWanted: null, moved: null, revealed: false });
      void refresh();
    },

    hide: (): void => store.setState({ open: false, scanWanted: null }),

    /** Its scan is opened and the case shown on it; where the scan is gone, the person is asked for it. */
    async openCase(entry: CaseSummary): Promise<void> {
      store.setState({ error: null, scanWanted: null });
      const error = await openCase(entry.caseId);
      if (error === null) return;
      if (error.code === 'scan.not-found') store.setState({ scanWanted: entry });
      else store.setState({ error });
    },

    tag: (caseId: string, tags: readonly string[]) => change('cases.tag', { caseId, tags: [...tags] }),
    archive: (caseId: string, archived: boolean) => change('cases.archive', { caseId, archived }),

    async deleteCase(entry: CaseSummary): Promise<void> {
      if (await change('cases.delete', { caseId: entry.caseId })) store.setState({ deleted: entry });
    },

    async restore(caseId: string): Promise<void> {
      if (await change('cases.restore', { caseId })) store.setState({ deleted: null });
    },

    erase: (caseId: string) => change('cases.erase', { caseId }),

    /** Electron: asks with the system's dialog; nothing happens when it is closed. */
    async moveWithDialog(): Promise<void> {
      const sourceId = (await host.native?.pickScan('cases')) ?? null;
      if (sourceId !== null) await move({ kind: 'source', sourceId });
    },
    moveToPath: (path: string) => move({ kind: 'path', path }),
    moveToUsual: () => move({ kind: 'usual' }),

    dismiss: (): void => store.setState({ error: null, scanWanted: null, deleted: null, moved: null }),

    /** Makes the small picture of a case. A convenience: a failure stays silent. */
    async keepThumbnail(scan: OpenScan, caseId: string, scope: AbortSignal): Promise<void> {
      const thumbnail = await pictureOfScan(pictured, scan, scope);
      if (thumbnail !== null) await host.call('cases.describe', { caseId, thumbnail });
    },
  };
}

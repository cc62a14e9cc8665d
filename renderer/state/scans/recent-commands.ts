/** The list of recent scans: what is kept of each, and taking one off it. */
import type { OpenScan, RecentScan } from '#contract/api';
import type { HostClient } from '../../host.ts';
import { pictureOfScan, type Pictured } from './scan-picture.ts';
import type { SessionStore } from '../session-store.ts';

export interface RecentCommandOptions {
  readonly host: Pick<HostClient, 'call'>;
  readonly session: SessionStore;
  readonly pictured: Pictured;
  readonly report: (thrown: unknown) => void;
}

export function createRecentCommands({ host, session, pictured, report }: RecentCommandOptions) {
  async function refreshRecents(): Promise<void> {
    session.setState({ recents: await host.call('scans.recent', {}) });
  }

  return {
    refreshRecents,

    /** Makes the small picture of a scan that has none yet. A convenience: a failure stays silent. */
    async keepThumbnail(scan: OpenScan, scope: AbortSignal): Promise<void> {
      const { recentId } = scan;
      if (recentId === undefined) return;
      const known = session.getState().recents.find((entry) => entry.recentId === recentId);
      if (known?.thumbnail === true) return;
      const thumbnail = await pictureOfScan(pictured, scan, scope);
      if (thumbnail === null) return;
      await host.call('recents.describe', { recentId, thumbnail });
      await refreshRecents();
    },

    /** Keeps how many teeth were found. */
    async keepTeeth({ recentId }: OpenScan, teeth: number): Promise<void> {
      if (recentId === undefined) return;
      await host.call('recents.describe', { recentId, teeth });
      await refreshRecents();
    },

    /** Takes a scan off the list; the last one taken off can be put back. */
    async removeRecent(entry: RecentScan): Promise<void> {
      try {
        await host.call('recents.remove', { recentId: entry.recentId });
        session.setState({ removedRecent: entry });
        await refreshRecents();
      } catch (thrown) {
        report(thrown);
      }
    },

    async restoreRecent(): Promise<void> {
      const { removedRecent } = session.getState();
      if (removedRecent === null) return;
      try {
        await host.call('recents.restore', { recentId: removedRecent.recentId });
        session.setState({ removedRecent: null });
        await refreshRecents();
      } catch (thrown) {
        report(thrown);
      }
    },
  };
}

/** Opening teeth that another program drew on the CBCT that is open: a case like one whose teeth were just found. */
import type { OpenScan } from '#contract/api';
import type { HostClient } from '../../host.ts';
import type { SessionState, SessionStore } from '../session-store.ts';

interface ImportCommandOptions {
  readonly host: Pick<HostClient, 'call' | 'native' | 'upload'>;
  readonly session: SessionStore;
  /** Aborted when another scan is opened. */
  readonly scope: () => AbortSignal;
  readonly show: (scan: OpenScan, caseId: string, scope: AbortSignal) => Promise<void>;
  readonly report: (thrown: unknown, scope: AbortSignal) => void;
}

/** A segmentation lies in a volume, and the engine does one thing at a time. */
export function canImport({
  scan,
  opening,
  job,
  loadedFraction,
}: Pick<SessionState, 'scan' | 'opening' | 'job' | 'loadedFraction'>): boolean {
  return scan?.info.modality === 'cbct' && loadedFraction === 1 && opening === null && job === null;
}

export function createImportCommands({ host, session, scope: currentScope, show, report }: ImportCommandOptions) {
  /** @param pick the id of what a person chose, null for nothing */
  async function open(pick: () => Promise<string | null>): Promise<void> {
    const { scan } = session.getState();
    if (scan === null || !canImport(session.getState())) return;
    const scope = currentScope();
    const caseId = await made(scan, pick, scope);
    if (caseId !== null && !scope.aborted) await show(scan, caseId, scope);
  }

  /** The case; null when nothing was chosen, or it could not be made. */
  async function made(scan: OpenScan, pick: () => Promise<string | null>, scope: AbortSignal): Promise<string | null> {
    try {
      const sourceId = await pick();
      if (sourceId === null || scope.aborted) return null;
      session.setState({ opening: { step: 'importing' }, error: null });
      return (await host.call('cases.import', { scanId: scan.scanId, sourceId })).caseId;
    } catch (thrown) {
      report(thrown, scope);
      return null;
    } finally {
      if (!scope.aborted) session.setState({ opening: null });
    }
  }

  async function upload(file: File): Promise<string> {
    session.setState({ opening: { step: 'copying', fraction: 0 }, error: null });
    return host.upload([{ relativePath: file.name, file }], (fraction) =>
      session.setState({ opening: { step: 'copying', fraction } }),
    );
  }

  return {
    /** Electron: asks with the system's dialog. */
    importWithDialog: () => open(async () => (await host.native?.pickScan('file')) ?? null),
    /** A file that was picked in a browser, or dropped. */
    importFile: (file: File) => open(() => host.native?.sourceForDroppedFile(file) ?? upload(file)),
  };
}

/** Exporting: the formats that a person ticked are made one after the other and handed over as downloads. */
import { exportRoute } from '#contract/api';
import { asQuadrantError } from '#contract/errors';
import type { ExportFormatId, ExportOption } from '#contract/exports';
import type { HostClient } from '../../host.ts';
import {
  CHOSEN_NAME,
  formatsOf,
  optionsFor,
  suitableOf,
  type ExportsStore,
  type ExportStep,
  type OptionValue,
} from './exports-store.ts';
import { remember } from '../remembered.ts';
import type { ReviewStore } from '../review/review-store.ts';
import type { SessionState, SessionStore } from '../session-store.ts';
import type { SettingsStore } from '../settings-store.ts';

export interface ExportingOptions {
  readonly store: ExportsStore;
  readonly host: Pick<HostClient, 'call' | 'download'>;
  readonly session: SessionStore;
  readonly review: ReviewStore;
  readonly settings: SettingsStore;
}

export type Exporting = ReturnType<typeof createExporting>;

/** Why nothing can be exported now, or that it can. `checking`: whether the case is of this scan is not known yet. */
export type Readiness = 'no-scan' | 'finding' | 'no-case' | 'checking' | 'saving' | 'ready';

export function readiness(
  { scan, job, caseFile, caseConfirmed }: Pick<SessionState, 'scan' | 'job' | 'caseFile' | 'caseConfirmed'>,
  unsaved: number,
): Readiness {
  if (scan === null) return 'no-scan';
  if (job !== null) return 'finding';
  if (caseFile === null) return 'no-case';
  if (!caseConfirmed) return 'checking';
  return unsaved > 0 ? 'saving' : 'ready';
}

export function createExporting({ store, host, session, review, settings }: ExportingOptions) {
  session.subscribe(({ scan }, before) => {
    if (scan?.scanId !== before.scan?.scanId) store.setState({ open: false, steps: [] });
  });

  /** True when it was still wanted. */
  function become(before: ExportStep, after: ExportStep): boolean {
    const { steps } = store.getState();
    if (!steps.includes(before)) return false;
    store.setState({ steps: steps.map((step) => (step === before ? after : step)) });
    return true;
  }

  async function make(waiting: ExportStep): Promise<void> {
    const { format } = waiting;
    const making: ExportStep = { format, state: 'making' };
    const { scan, caseFile } = session.getState();
    if (scan === null || caseFile === null || !become(waiting, making)) return;
    const begun = performance.now();
    const options = optionsFor(settings.getState(), suitableOf(store.getState().options, scan.info.modality));
    try {
      const file = await host.call('exports.make', { caseId: caseFile.id, scanId: scan.scanId, format, options });
      const seconds = (performance.now() - begun) / 1000;
      if (become(making, { format, state: 'made', file, seconds })) host.download(exportRoute(file.exportId));
    } catch (thrown) {
      become(making, { format, state: 'failed', error: asQuadrantError(thrown).toBody() });
    }
  }

  async function makeAll(): Promise<void> {
    const { steps } = store.getState();
    if (steps.some(({ state }) => state === 'making')) return;
    const next = steps.find(({ state }) => state === 'waiting');
    if (next === undefined) return;
    await make(next);
    await makeAll();
  }

  const isReady = (): boolean => readiness(session.getState(), review.getState().unsaved) === 'ready';

  return {
    store,

    show: (): void => store.setState({ open: session.getState().scan !== null }),
    hide: (): void => store.setState({ open: false }),

    choose(format: ExportFormatId, isChosen: boolean): void {
      const { scan } = session.getState();
      if (scan === null) return;
      const { modality } = scan.info;
      const { chosen } = store.getState();
      const next = formatsOf(modality).filter((id) => (id === format ? isChosen : chosen[modality].includes(id)));
      store.setState({ chosen: { ...chosen, [modality]: next } });
      remember(CHOSEN_NAME, store.getState().chosen);
    },

    setOption: (option: ExportOption, value: OptionValue): void =>
      store.setState(({ options }) => ({ options: { ...options, [option]: value } })),

    /** Makes every ticked format, as the case is now. */
    async save(): Promise<void> {
      const { scan } = session.getState();
      const { chosen, steps } = store.getState();
      if (scan === null || !isReady() || isBusy(steps)) return;
      store.setState({ steps: chosen[scan.info.modality].map((format) => ({ format, state: 'waiting' })) });
      await makeAll();
    },

    forget: (failed: ExportStep): void =>
      store.setState(({ steps }) => ({ steps: steps.filter((step) => step !== failed) })),

    async retry(failed: ExportStep): Promise<void> {
      if (isReady() && become(failed, { format: failed.format, state: 'waiting' })) await makeAll();
    },
  };
}

export function isBusy(steps: readonly ExportStep[]): boolean {
  return steps.some(({ state }) => state === 'waiting' || state === 'making');
}

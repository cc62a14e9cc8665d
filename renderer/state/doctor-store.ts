/** What the doctor found out about this computer, and the ways to ask it. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { exportRoute } from '#contract/api';
import type { Diagnosis, Display } from '#contract/diagnosis';
import { asQuadrantError, type ErrorBody } from '#contract/errors';
import type { HostClient } from '../host.ts';

export type DoctorState =
  | { readonly state: 'idle' }
  | { readonly state: 'examining' }
  | { readonly state: 'done'; readonly diagnosis: Diagnosis }
  | { readonly state: 'failed'; readonly error: ErrorBody };

export interface Doctor {
  readonly store: StoreApi<DoctorState>;
  /** Takes some seconds; once at a time. */
  examine(): Promise<void>;
  /** Hands the bundle for whoever helps to the person. */
  saveBundle(): Promise<void>;
  forget(): void;
}

export interface DoctorDeps {
  readonly host: Pick<HostClient, 'call' | 'download'>;
  readonly display: () => Promise<Display>;
}

export function createDoctor({ host, display }: DoctorDeps): Doctor {
  const store = createStore<DoctorState>(() => ({ state: 'idle' }));
  const failed = (thrown: unknown): void =>
    store.setState({ state: 'failed', error: asQuadrantError(thrown).toBody() }, true);
  return {
    store,
    async examine() {
      if (store.getState().state === 'examining') return;
      store.setState({ state: 'examining' }, true);
      try {
        const diagnosis = await host.call('doctor.examine', { display: await display() });
        store.setState({ state: 'done', diagnosis }, true);
      } catch (thrown) {
        failed(thrown);
      }
    },
    async saveBundle() {
      try {
        host.download(exportRoute((await host.call('doctor.bundle', {})).exportId));
      } catch (thrown) {
        failed(thrown);
      }
    },
    forget: () => store.setState({ state: 'idle' }, true),
  };
}

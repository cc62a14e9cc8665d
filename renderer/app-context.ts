/** How components reach the `App` around them: a hook for each store, and one for words. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Modality } from '#contract/scan';
import type { Settings } from '#contract/settings';
import type { App } from './create-app.ts';
import type { CasesState } from './state/cases/cases-store.ts';
import type { DoctorState } from './state/doctor-store.ts';
import type { AnnotationsState } from './state/drawings/annotations-store.ts';
import type { ArchState } from './state/drawings/arch-store.ts';
import type { CanalState } from './state/drawings/canal-store.ts';
import type { ArchiveState } from './state/exchange/archive-store.ts';
import type { ExportsState } from './state/exchange/exports-store.ts';
import type { ChecksState } from './state/review/checks-store.ts';
import type { ReviewStoreState } from './state/review/review-store.ts';
import type { SessionState } from './state/session-store.ts';
import type { ShapeState } from './state/shapes/shape-store.ts';
import type { NumbersState } from './state/teeth/numbers-store.ts';
import type { TeethState } from './state/teeth/teeth-store.ts';
import type { PlanesState } from './state/view/planes-store.ts';
import type { SceneState } from './state/view/scene-store.ts';
import type { ViewState } from './state/view/view-store.ts';
import { textOf, type Texts } from './text.ts';

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error('useApp needs AppContext around it');
  return app;
}

export function useSession<T>(select: (state: SessionState) => T): T {
  return useStore(useApp().session, select);
}

export function useView<T>(select: (state: ViewState) => T): T {
  return useStore(useApp().view, select);
}

export function usePlanes<T>(select: (state: PlanesState) => T): T {
  return useStore(useApp().planes, select);
}

export function useArch<T>(select: (state: ArchState) => T): T {
  return useStore(useApp().arching.store, select);
}

export function useCanals<T>(select: (state: CanalState) => T): T {
  return useStore(useApp().canals.store, select);
}

export function useShapes<T>(select: (state: ShapeState) => T): T {
  return useStore(useApp().shaping.store, select);
}

export function useTeeth<T>(select: (state: TeethState) => T): T {
  return useStore(useApp().teeth, select);
}

export function useScene<T>(select: (state: SceneState) => T): T {
  return useStore(useApp().scene, select);
}

export function useSettings<T>(select: (state: Settings) => T): T {
  return useStore(useApp().settings, select);
}

export function useAnnotations<T>(select: (state: AnnotationsState) => T): T {
  return useStore(useApp().annotations, select);
}

export function useChecks<T>(select: (state: ChecksState) => T): T {
  return useStore(useApp().checks.store, select);
}

export function useReview<T>(select: (state: ReviewStoreState) => T): T {
  return useStore(useApp().review.store, select);
}

export function useNumbers<T>(select: (state: NumbersState) => T): T {
  return useStore(useApp().numbers.store, select);
}

export function useExports<T>(select: (state: ExportsState) => T): T {
  return useStore(useApp().exporting.store, select);
}

export function useArchive<T>(select: (state: ArchiveState) => T): T {
  return useStore(useApp().archive.store, select);
}

export function useDoctor<T>(select: (state: DoctorState) => T): T {
  return useStore(useApp().doctor.store, select);
}

export function useCases<T>(select: (state: CasesState) => T): T {
  return useStore(useApp().cases, select);
}

/** A feature's words in the person's language. */
export function useText<Words>(inLanguages: Texts<Words>): Words {
  return textOf(
    inLanguages,
    useSettings(({ language }) => language),
  );
}

/** What kind of scan is open; null when none is. */
export function useModality(): Modality | null {
  return useSession((state) => state.scan?.info.modality ?? null);
}

/** A second study beside the first: its own stores and panes, the first one's tools, and slices that scroll together. */
import { createStore } from 'zustand/vanilla';
import { subtract } from '#core/vector';
import type { Vec3 } from '#core/volume';
import type { App } from '../../create-app.ts';
import type { ViewState } from '../../state/view/view-store.ts';

export interface CompareState {
  /** Moving the crosshair of one study moves that of the other by as much. */
  readonly linked: boolean;
  /** The second study was closed by itself, and the person shall know. */
  readonly givenUp: boolean;
}

const createCompareStore = () => createStore<CompareState>(() => ({ linked: true, givenUp: false }));

export interface SecondStudy {
  readonly app: App;
  readonly store: ReturnType<typeof createCompareStore>;
}

/** What both studies always have in common; each keeps its own window, crosshair and selection. */
const SHARED = ['tool', 'overlayVisible', 'overlayOpacity', 'crosshairVisible', 'inverted', 'patientVisible'] as const;

/** Ties a second study to the first one. Both live as long as the window. */
export function besides(first: App, second: App): SecondStudy {
  const store = createCompareStore();
  first.view.subscribe((now, before) => {
    if (SHARED.some((key) => now[key] !== before[key])) second.view.setState(sharedOf(now));
  });
  second.session.subscribe(({ scan }, before) => {
    if (scan?.scanId === before.scan?.scanId) return;
    store.setState({ givenUp: false });
    second.view.setState(sharedOf(first.view.getState()));
  });
  first.session.subscribe(({ scan, host, recents }, before) => {
    if (host !== before.host || recents !== before.recents) second.session.setState({ host, recents });
    if (scan?.scanId === before.scan?.scanId || second.session.getState().scan === null) return;
    // Three volumes are more memory than a window has: with another first study the second one goes.
    second.commands.closeScan();
    store.setState({ givenUp: true });
  });
  link(first, second, store);
  return { app: second, store };
}

function sharedOf({ tool, overlayVisible, overlayOpacity, crosshairVisible, inverted, patientVisible }: ViewState) {
  return { tool, overlayVisible, overlayOpacity, crosshairVisible, inverted, patientVisible };
}

/** Whatever way the crosshair of one study goes, the other's goes too; the distance between them is the offset. */
function link(first: App, second: App, { getState }: SecondStudy['store']): void {
  let following = false;
  const follow = (to: App, now: Vec3, before: Vec3): void => {
    if (now === before || following || !getState().linked || first.view.getState().layout !== 'compare') return;
    if (first.session.getState().scan === null || second.session.getState().scan === null) return;
    const [dx, dy, dz] = subtract(now, before);
    const [x, y, z] = to.view.getState().crosshairMm;
    following = true;
    to.view.setState({ crosshairMm: [x + dx, y + dy, z + dz] });
    following = false;
  };
  first.view.subscribe((now, before) => follow(second, now.crosshairMm, before.crosshairMm));
  second.view.subscribe((now, before) => follow(first, now.crosshairMm, before.crosshairMm));
}

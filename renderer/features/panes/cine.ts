/** Scrolls the active pane by itself until the person does something. */
import type { App } from '../../create-app.ts';

/** Starts, or stops what plays. */
export function toggleCine(app: App): void {
  if (app.planes.getState().playing) app.planes.setState({ playing: false });
  else play(app);
}

function play({ planes, panes, view, session }: App): void {
  const scope = new AbortController();
  const { signal } = scope;
  const stop = (): void => planes.setState({ playing: false });
  const stopUnlessOwn = ({ target }: Event): void => {
    if (!(target instanceof Element) || target.closest('[data-cine]') === null) stop();
  };
  let dueAt = performance.now();
  const tick = (now: number): void => {
    if (signal.aborted) return;
    requestAnimationFrame(tick);
    if (now < dueAt) return;
    // What could not be drawn in time is left out, not caught up with.
    dueAt = Math.max(dueAt, now - 100) + 1000 / planes.getState().framesPerSecond;
    const pane = panes.get(view.getState().activePane);
    const before = view.getState().crosshairMm;
    pane?.step(1);
    if (view.getState().crosshairMm.every((value, axis) => Math.abs(value - before[axis]) < 1e-6))
      pane?.step(-Infinity);
  };
  planes.setState({ playing: true });
  const unsubscribes = [
    planes.subscribe(({ playing }) => {
      if (playing) return;
      for (const unsubscribe of unsubscribes) unsubscribe();
      scope.abort();
    }),
    session.subscribe(({ scan }, before) => {
      if (scan?.scanId !== before.scan?.scanId) stop();
    }),
  ];
  for (const event of ['pointerdown', 'wheel'] as const)
    window.addEventListener(event, stopUnlessOwn, { capture: true, passive: true, signal });
  // The space bar itself stops it through its shortcut.
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== ' ') stopUnlessOwn(event);
    },
    { capture: true, signal },
  );
  requestAnimationFrame(tick);
}

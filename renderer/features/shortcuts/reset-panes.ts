import type { App } from '../../app-context.ts';

/** Zoom, pan and 3D camera as they were; crosshair, window and selection stay. */
export function resetPanes(app: App): void {
  for (const pane of app.panes.values()) pane.reset();
  app.picture.current?.reset();
}

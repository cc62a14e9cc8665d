import type { App } from '../../create-app.ts';
import { PATIENT_AXES } from '../../viewer/slices/mpr-axes.ts';

/** Zoom, pan, 3D camera and the turn of the planes as they were; crosshair, window and selection stay. */
export function resetPanes(app: App): void {
  app.planes.setState({ mprAxes: PATIENT_AXES });
  for (const pane of app.panes.values()) pane.reset();
  app.picture.current?.reset();
}

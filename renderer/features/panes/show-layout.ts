import type { App } from '../../create-app.ts';
import { remember, remembered } from '../../state/remembered.ts';
import { LAYOUTS, type LayoutId } from '../../state/view/view-store.ts';
import { PANES, placesOf } from './layouts.ts';

const KEPT = 'layout';

/** Shows a layout; the active pane stays when the layout has it. */
export function showLayout({ view, planes }: Pick<App, 'view' | 'planes'>, layout: LayoutId): void {
  const { activePane } = view.getState();
  const places = placesOf({ layout, activePane, maximisedPane: null }, planes.getState().compared);
  const active = places[activePane] === undefined ? PANES.find((id) => places[id] !== undefined) : activePane;
  view.setState({ layout, maximisedPane: null, activePane: active ?? activePane });
  // Two studies side by side belong to two patients' scans, not to the window.
  if (layout !== 'compare') remember(KEPT, layout);
}

/** The layout that was shown last. */
export function keptLayout(): LayoutId {
  const kept = remembered(KEPT);
  return LAYOUTS.find((layout) => layout === kept && layout !== 'compare') ?? 'mpr';
}

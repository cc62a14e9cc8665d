/** What both panes of the arch are made with. */
import type { App } from '../../create-app.ts';
import type { PaneId } from '../../state/view/view-store.ts';
import type { ArchPaneOptions } from '../../viewer/arch/arch-pane.ts';

export function paneOptions(app: App, id: PaneId, container: HTMLElement): ArchPaneOptions {
  return {
    arch: app.arching.arch,
    store: app.arching.store,
    images: app.images,
    view: app.view,
    planes: app.planes,
    layers: app.layers,
    container,
    rangeOfGreys: () => app.session.getState().scan?.greyRange ?? [0, 1],
    lookOf: app.looks.shown,
    onPickTooth: (label) => app.commands.selectTooth(label, { goThere: false }),
    onToothMenu: (label, at) => app.numbers.openToothMenu(label, at),
    onMaximise: () => app.view.setState(({ maximisedPane }) => ({ maximisedPane: maximisedPane === id ? null : id })),
  };
}

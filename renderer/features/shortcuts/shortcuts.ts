/** Every key of the viewer: what the dialog lists is what the keyboard does. */
import type { Modality } from '#contract/scan';
import type { App } from '../../app-context.ts';
import { teethInOrder } from '../../state/tooth-order.ts';
import { resetPanes } from './reset-panes.ts';

export interface Shortcut {
  /** As KeyboardEvent.key reports it. */
  readonly keys: readonly string[];
  readonly shown: string;
  readonly title: string;
  readonly run: (app: App) => void;
}

const OPACITY_STEP = 0.1;
const PAGE_SLICES = 10;
const ZOOM_STEP = 1.25;

const COMMON: readonly Shortcut[] = [
  { keys: ['n', 'N'], shown: 'N', title: 'Next tooth', run: (app) => selectNeighbour(app, 1) },
  { keys: ['p', 'P'], shown: 'P', title: 'Previous tooth', run: (app) => selectNeighbour(app, -1) },
  { keys: ['+', '='], shown: '+', title: 'Stronger colours', run: (app) => app.commands.changeOpacity(OPACITY_STEP) },
  { keys: ['-'], shown: '−', title: 'Weaker colours', run: (app) => app.commands.changeOpacity(-OPACITY_STEP) },
  {
    keys: ['o', 'O'],
    shown: 'O',
    title: 'Colours on or off',
    run: ({ view }) => view.setState(({ overlayVisible }) => ({ overlayVisible: !overlayVisible })),
  },
  {
    keys: ['i', 'I'],
    shown: 'I',
    title: 'Invert: bright becomes dark',
    run: ({ view }) => view.setState(({ inverted }) => ({ inverted: !inverted })),
  },
  {
    keys: ['l', 'L'],
    shown: 'L',
    title: 'Tool: window and level',
    run: ({ view }) => view.setState({ tool: 'window' }),
  },
  {
    keys: ['g', 'G'],
    shown: 'G',
    title: 'Tool: pan (also middle button or Shift)',
    run: ({ view }) => view.setState({ tool: 'pan' }),
  },
];

const LIST: Shortcut = {
  keys: ['?'],
  shown: '?',
  title: 'This list',
  run: ({ view }) => view.setState({ helpOpen: true }),
};

const CBCT: readonly Shortcut[] = [
  { keys: ['ArrowUp', 'ArrowRight'], shown: '↑ →', title: 'Next slice in the active pane', run: (app) => step(app, 1) },
  { keys: ['ArrowDown', 'ArrowLeft'], shown: '↓ ←', title: 'Previous slice', run: (app) => step(app, -1) },
  { keys: ['PageUp'], shown: 'Page up', title: `${PAGE_SLICES} slices on`, run: (app) => step(app, PAGE_SLICES) },
  {
    keys: ['PageDown'],
    shown: 'Page down',
    title: `${PAGE_SLICES} slices back`,
    run: (app) => step(app, -PAGE_SLICES),
  },
  { keys: ['1'], shown: '1', title: 'Window: bone', run: (app) => app.commands.usePreset('bone') },
  { keys: ['2'], shown: '2', title: 'Window: teeth', run: (app) => app.commands.usePreset('teeth') },
  { keys: ['3'], shown: '3', title: 'Window: soft tissue', run: (app) => app.commands.usePreset('soft') },
  { keys: ['4'], shown: '4', title: 'Window: auto', run: (app) => app.commands.usePreset('auto') },
  ...COMMON,
  {
    keys: ['x', 'X'],
    shown: 'X',
    title: 'Crosshair lines on or off',
    run: ({ view }) => view.setState(({ crosshairVisible }) => ({ crosshairVisible: !crosshairVisible })),
  },
  { keys: ['c', 'C'], shown: 'C', title: 'Tool: crosshair', run: ({ view }) => view.setState({ tool: 'crosshair' }) },
  {
    keys: ['z', 'Z'],
    shown: 'Z',
    title: 'Tool: zoom (also right button or Ctrl and wheel)',
    run: ({ view }) => view.setState({ tool: 'zoom' }),
  },
  {
    keys: ['m', 'M'],
    shown: 'M',
    title: 'Maximise the active pane (also double-click)',
    run: ({ view }) =>
      view.setState(({ maximisedPane, activePane }) => ({ maximisedPane: maximisedPane === null ? activePane : null })),
  },
  { keys: ['r', 'R'], shown: 'R', title: 'Reset zoom, pan and 3D view', run: resetPanes },
  {
    keys: ['Escape'],
    shown: 'Esc',
    title: 'All panes; then no tooth selected',
    run: ({ view, commands }) => {
      if (view.getState().maximisedPane !== null) view.setState({ maximisedPane: null });
      else commands.selectTooth(null, { goThere: false });
    },
  },
  LIST,
];

const OPG: readonly Shortcut[] = [
  { keys: ['ArrowLeft'], shown: '←', title: 'Move to the left', run: (app) => app.picture.current?.moveBy([-1, 0]) },
  { keys: ['ArrowRight'], shown: '→', title: 'Move to the right', run: (app) => app.picture.current?.moveBy([1, 0]) },
  { keys: ['ArrowUp'], shown: '↑', title: 'Move up', run: (app) => app.picture.current?.moveBy([0, -1]) },
  { keys: ['ArrowDown'], shown: '↓', title: 'Move down', run: (app) => app.picture.current?.moveBy([0, 1]) },
  { keys: ['PageUp'], shown: 'Page up', title: 'Closer', run: (app) => app.picture.current?.zoomBy(ZOOM_STEP) },
  {
    keys: ['PageDown'],
    shown: 'Page down',
    title: 'Further away',
    run: (app) => app.picture.current?.zoomBy(1 / ZOOM_STEP),
  },
  { keys: ['1'], shown: '1', title: 'Window: auto', run: (app) => app.commands.usePreset('auto') },
  { keys: ['2'], shown: '2', title: 'Window: full range', run: (app) => app.commands.usePreset('full') },
  { keys: ['3'], shown: '3', title: 'Window: high contrast', run: (app) => app.commands.usePreset('contrast') },
  ...COMMON,
  {
    keys: ['z', 'Z'],
    shown: 'Z',
    title: 'Tool: zoom (also wheel or right button)',
    run: ({ view }) => view.setState({ tool: 'zoom' }),
  },
  {
    keys: ['t', 'T'],
    shown: 'T',
    title: 'Tool: outline what you click or box',
    run: ({ view }) => view.setState({ tool: 'outline' }),
  },
  { keys: ['r', 'R'], shown: 'R', title: 'Show all of the picture (also double-click)', run: resetPanes },
  {
    keys: ['Escape'],
    shown: 'Esc',
    title: 'Clear your outline; then no tooth selected',
    run: ({ session, commands }) => {
      if (session.getState().prompt !== null) commands.clearPrompt();
      else commands.selectTooth(null, { goThere: false });
    },
  },
  LIST,
];

/** The keys for each kind of scan. */
export const SHORTCUTS: { readonly [M in Modality]: readonly Shortcut[] } = { cbct: CBCT, opg: OPG };

function step({ panes, view }: App, slices: number): void {
  panes.get(view.getState().activePane)?.step(slices);
}

/** The next tooth in the order of the list; from none, the first. */
function selectNeighbour({ session, view, commands }: App, by: 1 | -1): void {
  const { caseFile } = session.getState();
  const order = caseFile === null ? [] : teethInOrder(caseFile);
  if (order.length === 0) return;
  const { selectedTooth } = view.getState();
  const at = selectedTooth === null ? (by === 1 ? -1 : 0) : order.indexOf(selectedTooth);
  commands.selectTooth(order[(at + by + order.length) % order.length], { goThere: true });
}

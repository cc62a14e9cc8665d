export { PaneGrid } from './PaneGrid.tsx';
export { RadiographPaneView } from './RadiographPaneView.tsx';

export { PaneGrid } from './PaneGrid.tsx';

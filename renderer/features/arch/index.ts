export { CrossSectionsPaneView } from './CrossSectionsPaneView.tsx';
export { PanoramicPaneView } from './PanoramicPaneView.tsx';
export { useToolKeys } from './use-tool-keys.ts';
export { ArchCard } from './ArchCard.tsx';

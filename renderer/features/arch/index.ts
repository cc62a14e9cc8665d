export { CrossSectionsPaneView } from './CrossSectionsPaneView.tsx';
export { PanoramicPaneView } from './PanoramicPaneView.tsx';

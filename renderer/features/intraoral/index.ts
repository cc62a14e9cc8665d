export { GroundChoice } from './GroundChoice.tsx';
export { ScanSurfacePaneView } from './ScanSurfacePaneView.tsx';

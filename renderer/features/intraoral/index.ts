export { GroundChoice } from './GroundChoice.tsx';
export { JawChoice } from './JawChoice.tsx';
export { ScanSurfacePaneView } from './ScanSurfacePaneView.tsx';

export { SegmentationButton } from './SegmentationButton.tsx';
export { DropTarget } from './DropTarget.tsx';
export { ScanPicker } from './ScanPicker.tsx';
export { StartScreen } from './StartScreen.tsx';

export { DropTarget } from './DropTarget.tsx';
export { StartScreen } from './StartScreen.tsx';

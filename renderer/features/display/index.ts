export { DisplayControls } from './DisplayControls.tsx';

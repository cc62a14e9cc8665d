export { TeethPanel } from './TeethPanel.tsx';

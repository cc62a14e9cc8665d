export { MeasureCard } from './MeasureCard.tsx';
export { MEASURE_SHORTCUTS } from './shortcuts.ts';

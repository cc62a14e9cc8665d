export { MeasureCard } from './MeasureCard.tsx';

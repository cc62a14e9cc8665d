export { CanalsCard } from './CanalsCard.tsx';

export { ShapeCard } from './ShapeCard.tsx';
export { useShapeKeys } from './use-shape-keys.ts';

export { ShapeCard } from './ShapeCard.tsx';
export { ShapeNote } from './ShapeNote.tsx';
export { useShapeKeys } from './use-shape-keys.ts';

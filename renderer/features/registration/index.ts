export { LaidSurfacesCard } from './LaidSurfacesCard.tsx';

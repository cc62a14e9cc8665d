export { JobCard } from './JobCard.tsx';
export { providerName } from './provider-name.ts';

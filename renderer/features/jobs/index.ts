export { JobCard } from './JobCard.tsx';
export { JOB_NOTES } from './text.ts';
export { providerName } from '#core/provider-name';

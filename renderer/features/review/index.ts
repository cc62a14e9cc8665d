export { ReviewCard } from './ReviewCard.tsx';
export { ReviewDialogs } from './ReviewDialogs.tsx';
export { SignedNotice } from './SignedNotice.tsx';
export { ToothDecision } from './ToothDecision.tsx';

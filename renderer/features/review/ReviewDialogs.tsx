import { useReview } from '../../app-context.ts';
import { HistoryDialog } from './HistoryDialog.tsx';
import { SignOffDialog } from './SignOffDialog.tsx';

/** The windows in the window that belong to reviewing. */
export function ReviewDialogs() {
  const ready = useReview(({ review }) => review !== null);
  if (!ready) return null;
  return (
    <>
      <HistoryDialog />
      <SignOffDialog />
    </>
  );
}

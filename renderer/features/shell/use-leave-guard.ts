import { useEffect } from 'react';
import type { App } from '../../create-app.ts';

/** Whether closing the window now would lose something: what waits for a case or for the disk, or a job on its way. */
function wouldLose({ annotations, review, session }: Pick<App, 'annotations' | 'review' | 'session'>): boolean {
  const { now, caseId } = annotations.getState();
  const drawn = now.archMm !== null || now.measurements.length > 0 || now.canals.length > 0;
  return (drawn && caseId === null) || review.store.getState().unsaved > 0 || session.getState().job !== null;
}

/** The browser asks before it leaves the page; Electron's window asks in main. */
export function useLeaveGuard(app: App): void {
  useEffect(() => {
    const leaving = (event: BeforeUnloadEvent): void => {
      if (wouldLose(app)) event.preventDefault();
    };
    window.addEventListener('beforeunload', leaving);
    return () => window.removeEventListener('beforeunload', leaving);
  }, [app]);
}

import { useEffect } from 'react';
import type { App } from '../../app-context.ts';

/** Another window may have changed the case while this one was behind it. */
export function useCatchUp({ review }: Pick<App, 'review'>): void {
  useEffect(() => {
    const looked = (): void => void review.catchUp();
    window.addEventListener('focus', looked);
    return () => window.removeEventListener('focus', looked);
  }, [review]);
}

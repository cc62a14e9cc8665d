import { useEffect } from 'react';
import type { App } from '../../create-app.ts';

/** While this window was behind others, another may have changed the case, or the system been asked to open a file. */
export function useCatchUp({ review, commands }: Pick<App, 'review' | 'commands'>): void {
  useEffect(() => {
    const looked = (): void => {
      void review.catchUp();
      void commands.openHandedOver();
    };
    window.addEventListener('focus', looked);
    return () => window.removeEventListener('focus', looked);
  }, [review, commands]);
}

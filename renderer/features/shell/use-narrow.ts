import { useEffect } from 'react';
import { useApp } from '../../app-context.ts';

/** Rail, four panes and the panel need this much; also what is left of a wide window at 200 % zoom. */
const NARROW = '(max-width: 1099px)';

/** Keeps the shell's store up to date with the width of the window. */
export function useNarrow(): void {
  const { shell, session } = useApp();
  useEffect(() => {
    const query = window.matchMedia(NARROW);
    const changed = (): void => shell.setState({ narrow: query.matches });
    changed();
    query.addEventListener('change', changed);
    // An error is told in the panel: it must not go unseen behind a closed drawer.
    const stop = session.subscribe(({ error }, before) => {
      if (query.matches && error !== null && error !== before.error) shell.setState({ drawerOpen: true });
    });
    return () => {
      query.removeEventListener('change', changed);
      stop();
    };
  }, [shell, session]);
}

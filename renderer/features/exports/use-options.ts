import type { ExportOptions } from '#contract/exports';
import { useExports, useSettings } from '../../app-context.ts';
import { optionsFor } from '../../state/exchange/exports-store.ts';

/** As the next file is made. */
export function useOptions(): ExportOptions {
  const own = useExports((state) => state.options);
  return optionsFor(
    useSettings((state) => state),
    own,
  );
}

/** Something that lays out a page of ours: the machine's browser, or Electron's own. */
import type { PageToRender } from '../engine/engine-protocol.ts';

export interface BrowserEngine {
  /**
   * Lays out `htmlFile` (UTF-8, holding all it shows; it runs no script and fetches nothing) and writes `outFile`.
   * @throws QuadrantError export.no-browser, export.failed
   */
  render(page: PageToRender, signal?: AbortSignal): Promise<void>;
}

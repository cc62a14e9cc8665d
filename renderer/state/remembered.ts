/** Small things a window remembers by itself: sizes of panes, the layout. Losing them costs nothing. */

const PREFIX = 'quadrant.';

/** null when nothing was kept, or storage is not allowed. */
export function remembered(name: string): unknown {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PREFIX + name) ?? 'null');
    return kept;
  } catch {
    return null;
  }
}

export function remember(name: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Private windows and full disks: the next start begins with the usual sizes.
  }
}

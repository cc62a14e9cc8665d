import { useMemo, type MouseEvent } from 'react';
import { useApp, useView } from '../../app-context.ts';

/**
 * Shares what the pointer is over: a row or a cell of the chart lights up with its tooth in the picture, and back. The
 * right button opens the tooth's menu.
 */
export function useToothHover(label: number | null) {
  const { view, numbers } = useApp();
  const hovered = useView((state) => state.hoveredTooth === label);
  const listeners = useMemo(
    () => ({
      onPointerEnter: (): void => view.setState({ hoveredTooth: label }),
      onPointerLeave: (): void => view.setState({ hoveredTooth: null }),
      onContextMenu: (event: MouseEvent): void => {
        event.preventDefault();
        // The menu key is a shortcut: `numbers.menu`.
        if (label !== null && event.button === 2) numbers.openToothMenu(label, [event.clientX, event.clientY]);
      },
    }),
    [view, numbers, label],
  );
  return { hovered, listeners };
}

import { useMemo } from 'react';
import { useApp, useView } from '../../app-context.ts';

/** Shares what the pointer is over: a row or a cell of the chart lights up with its tooth in the picture, and back. */
export function useToothHover(label: number | null) {
  const { view } = useApp();
  const hovered = useView((state) => state.hoveredTooth === label);
  const listeners = useMemo(
    () => ({
      onPointerEnter: (): void => view.setState({ hoveredTooth: label }),
      onPointerLeave: (): void => view.setState({ hoveredTooth: null }),
    }),
    [view, label],
  );
  return { hovered, listeners };
}

/** Where the menu opens when a key asks for it. */
import type { App } from '../../create-app.ts';

/** The menu of the chart's place that has the focus, else of the selected tooth, beside what has the focus. */
export function openMenuAtFocus({ numbers }: App): void {
  const focused = document.activeElement;
  const at = besides(focused ?? document.body);
  const place = focused instanceof HTMLElement ? focused.closest<HTMLElement>('[data-place]')?.dataset : undefined;
  const label = Number(place?.['label']);
  if (place !== undefined && Number.isNaN(label)) numbers.openMenu({ kind: 'place', fdi: Number(place['place']) }, at);
  else if (place !== undefined) numbers.openMenu({ kind: 'tooth', label }, at);
  else numbers.withSelected((selected) => numbers.openMenu({ kind: 'tooth', label: selected }, at));
}

/** Below something small, in the middle of something large. */
function besides(element: Element): readonly [x: number, y: number] {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [left + width / 2, height > 100 ? top + height / 2 : top + height];
}

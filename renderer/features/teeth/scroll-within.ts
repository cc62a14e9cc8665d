/** Brings a row into view in the list that scrolls it, and moves nothing else: scrollIntoView would move the panel too. */
export function scrollWithin(row: HTMLElement | null, headPx = 0): void {
  const list = row?.closest('[data-scrolls]');
  if (row === null || list === null || list === undefined) return;
  const [inner, outer] = [row.getBoundingClientRect(), list.getBoundingClientRect()];
  if (inner.top < outer.top + headPx) list.scrollTop -= outer.top + headPx - inner.top;
  else if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom;
}

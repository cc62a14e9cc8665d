/** Which keys a focused control needs for itself (ARIA Authoring Practices, "Keyboard interaction" of each pattern). */

const TYPING = 'textarea, select, [contenteditable="true"], [role="combobox"], [role="menu"], [role="alertdialog"]';
const PRESSING = 'button, a[href], summary, [role="button"], [role="switch"], [role="checkbox"], [role="tab"]';
const MOVING =
  '[role="listbox"], [role="separator"], [role="slider"], [role="tablist"], [role="radiogroup"], [role="grid"], ' +
  'input[type="range"], input[type="radio"]';
/** Inputs that no letter is typed into. */
const NOT_TYPED = new Set(['range', 'radio', 'checkbox', 'button']);

/** Fields take every key, buttons Enter and Space, sliders and lists what moves in them. */
export function isOwnedByControl({
  target,
  key,
  ctrlKey,
  metaKey,
}: Pick<KeyboardEvent, 'target' | 'key' | 'ctrlKey' | 'metaKey'>): boolean {
  if (!(target instanceof Element)) return false;
  // For a frame or two a closed window in the window still holds the focus: the key is meant for what lies behind it.
  if (target.closest('[role="dialog"][data-closed]') !== null) return false;
  if (target instanceof HTMLInputElement && !NOT_TYPED.has(target.type)) return true;
  if (target.closest(TYPING) !== null) return true;
  if (ctrlKey || metaKey) return false;
  if (key === ' ' || key === 'Enter') return target.closest(`${PRESSING}, input`) !== null;
  return /^(Arrow|Page|Home|End)/.test(key) && target.closest(MOVING) !== null;
}

/** In a window in the window that is open: what lies behind it gets no keys. */
export function isInDialog({ target }: Pick<KeyboardEvent, 'target'>): boolean {
  return target instanceof Element && target.closest('[role="dialog"]:not([data-closed])') !== null;
}

/** The keyboard is on a pane itself, or nowhere: controls inside of a pane keep their keys. */
export function isOnPane({ target }: Pick<KeyboardEvent, 'target'>): boolean {
  return target instanceof Element && (target === document.body || target.matches('[data-pane]'));
}

/** One step of each arrow key on a picture. */
export const ARROWS: { readonly [key: string]: readonly [right: number, up: number] } = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

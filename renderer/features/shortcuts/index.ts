export { resetPanes } from './reset-panes.ts';
export { ShortcutsDialog } from './ShortcutsDialog.tsx';
export { useKey } from './use-key.ts';
export { useShortcuts } from './use-shortcuts.ts';

export { resetPanes } from './reset-panes.ts';
export { ShortcutsDialog } from './ShortcutsDialog.tsx';
export { useShortcuts } from './use-shortcuts.ts';

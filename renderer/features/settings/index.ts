export { SettingsDialog } from './SettingsDialog.tsx';
export { useAppearance } from './use-appearance.ts';

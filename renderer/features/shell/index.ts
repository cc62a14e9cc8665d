export { StatusBar } from './StatusBar.tsx';
export { TitleBar } from './TitleBar.tsx';
export { useCatchUp } from './use-catch-up.ts';
export { useLeaveGuard } from './use-leave-guard.ts';
export { useNarrow } from './use-narrow.ts';
export { ToolRail } from './ToolRail.tsx';

export { StatusBar } from './StatusBar.tsx';
export { TitleBar } from './TitleBar.tsx';
export { ToolRail } from './ToolRail.tsx';

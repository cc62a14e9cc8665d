import { Contrast, Crosshair, Hand, Layers, RotateCcw, ZoomIn } from 'lucide-react';
import type { ReactNode } from 'react';
import { useApp, useView } from '../../app-context.ts';
import type { Tool } from '../../state/view-store.ts';
import { IconButton } from '../../ui/Button.tsx';
import { resetPanes } from '../shortcuts/index.ts';
import styles from './Shell.module.css';

const TOOL_BUTTONS: readonly {
  readonly tool: Tool;
  readonly label: string;
  readonly shortcut: string;
  readonly icon: ReactNode;
}[] = [
  { tool: 'crosshair', label: 'Crosshair', shortcut: 'C', icon: <Crosshair size={18} aria-hidden /> },
  { tool: 'window', label: 'Window and level', shortcut: 'L', icon: <Contrast size={18} aria-hidden /> },
  { tool: 'pan', label: 'Pan', shortcut: 'G', icon: <Hand size={18} aria-hidden /> },
  { tool: 'zoom', label: 'Zoom', shortcut: 'Z', icon: <ZoomIn size={18} aria-hidden /> },
];

/** What the left mouse button does, and two switches. */
export function ToolRail() {
  const app = useApp();
  const tool = useView((state) => state.tool);
  const overlayVisible = useView((state) => state.overlayVisible);
  return (
    <div className={styles.rail} role="toolbar" aria-label="Tools" aria-orientation="vertical">
      {TOOL_BUTTONS.map((button) => (
        <IconButton
          key={button.tool}
          label={button.label}
          shortcut={button.shortcut}
          pressed={tool === button.tool}
          onClick={() => app.view.setState({ tool: button.tool })}
        >
          {button.icon}
        </IconButton>
      ))}
      <hr className={styles.rule} />
      <IconButton
        label="Teeth overlay"
        shortcut="O"
        pressed={overlayVisible}
        onClick={() => app.view.setState({ overlayVisible: !overlayVisible })}
      >
        <Layers size={18} aria-hidden />
      </IconButton>
      <IconButton label="Reset the views" shortcut="R" onClick={() => resetPanes(app)}>
        <RotateCcw size={18} aria-hidden />
      </IconButton>
    </div>
  );
}

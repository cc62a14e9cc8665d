import {
  ChartSpline,
  CircleDashed,
  Contrast,
  Crosshair,
  DraftingCompass,
  Hand,
  Lasso,
  Layers,
  RotateCcw,
  Route,
  Ruler,
  Spline,
  SunMoon,
  Waypoints,
  ZoomIn,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useApp, useModality, useView } from '../../app-context.ts';
import { TOOLS, type Tool } from '../../state/view-store.ts';
import { IconButton } from '../../ui/Button.tsx';
import { resetPanes } from '../shortcuts/index.ts';
import styles from './Shell.module.css';

interface ToolButton {
  readonly label: string;
  readonly shortcut: string;
  readonly icon: ReactNode;
}

const TOOL_BUTTONS: { readonly [T in Tool]: ToolButton } = {
  crosshair: { label: 'Crosshair', shortcut: 'C', icon: <Crosshair size={18} aria-hidden /> },
  window: { label: 'Window and level', shortcut: 'L', icon: <Contrast size={18} aria-hidden /> },
  pan: { label: 'Pan', shortcut: 'G', icon: <Hand size={18} aria-hidden /> },
  zoom: { label: 'Zoom', shortcut: 'Z', icon: <ZoomIn size={18} aria-hidden /> },
  outline: { label: 'Outline', shortcut: 'T', icon: <Lasso size={18} aria-hidden /> },
  arch: { label: 'Dental arch', shortcut: 'A', icon: <Spline size={18} aria-hidden /> },
  canal: { label: 'Nerve canal', shortcut: 'K', icon: <Waypoints size={18} aria-hidden /> },
  distance: { label: 'Distance', shortcut: 'M', icon: <Ruler size={18} aria-hidden /> },
  polyline: { label: 'Length along a line', shortcut: 'Shift+M', icon: <Route size={18} aria-hidden /> },
  angle: { label: 'Angle', shortcut: 'Shift+A', icon: <DraftingCompass size={18} aria-hidden /> },
  ellipse: { label: 'Region', shortcut: 'Shift+E', icon: <CircleDashed size={18} aria-hidden /> },
  profile: { label: 'Profile', shortcut: 'Shift+P', icon: <ChartSpline size={18} aria-hidden /> },
};

/** What the left mouse button does, and switches for all that is shown. */
export function ToolRail() {
  const app = useApp();
  const tool = useView((state) => state.tool);
  const inverted = useView((state) => state.inverted);
  const modality = useModality();
  const overlayVisible = useView((state) => state.overlayVisible);
  return (
    <div className={styles.rail} role="toolbar" aria-label="Tools" aria-orientation="vertical">
      {(modality === null ? [] : TOOLS[modality]).map((id) => (
        <IconButton
          key={id}
          label={TOOL_BUTTONS[id].label}
          shortcut={TOOL_BUTTONS[id].shortcut}
          pressed={tool === id}
          onClick={() => app.view.setState({ tool: id })}
        >
          {TOOL_BUTTONS[id].icon}
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
      <IconButton
        label="Invert"
        shortcut="I"
        pressed={inverted}
        onClick={() => app.view.setState({ inverted: !inverted })}
      >
        <SunMoon size={18} aria-hidden />
      </IconButton>
      <IconButton label="Reset the views" shortcut="R" onClick={() => resetPanes(app)}>
        <RotateCcw size={18} aria-hidden />
      </IconButton>
    </div>
  );
}

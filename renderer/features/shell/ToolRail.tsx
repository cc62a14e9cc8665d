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
import { resetPanes, useKey } from '../shortcuts/index.ts';
import styles from './Shell.module.css';

interface ToolButton {
  readonly label: string;
  readonly icon: ReactNode;
}

const TOOL_BUTTONS: { readonly [T in Tool]: ToolButton } = {
  crosshair: { label: 'Crosshair', icon: <Crosshair size={18} aria-hidden /> },
  window: { label: 'Window and level', icon: <Contrast size={18} aria-hidden /> },
  pan: { label: 'Pan', icon: <Hand size={18} aria-hidden /> },
  zoom: { label: 'Zoom', icon: <ZoomIn size={18} aria-hidden /> },
  outline: { label: 'Outline', icon: <Lasso size={18} aria-hidden /> },
  arch: { label: 'Dental arch', icon: <Spline size={18} aria-hidden /> },
  canal: { label: 'Nerve canal', icon: <Waypoints size={18} aria-hidden /> },
  distance: { label: 'Distance', icon: <Ruler size={18} aria-hidden /> },
  polyline: { label: 'Length along a line', icon: <Route size={18} aria-hidden /> },
  angle: { label: 'Angle', icon: <DraftingCompass size={18} aria-hidden /> },
  ellipse: { label: 'Region', icon: <CircleDashed size={18} aria-hidden /> },
  profile: { label: 'Profile', icon: <ChartSpline size={18} aria-hidden /> },
};

/** What the left mouse button does, and switches for all that is shown. */
export function ToolRail() {
  const app = useApp();
  const inverted = useView((state) => state.inverted);
  const modality = useModality();
  const overlayVisible = useView((state) => state.overlayVisible);
  return (
    <div className={styles.rail} role="toolbar" aria-label="Tools" aria-orientation="vertical">
      {(modality === null ? [] : TOOLS[modality]).map((id) => (
        <ToolButtonView key={id} id={id} />
      ))}
      <hr className={styles.rule} />
      <IconButton
        label="Teeth overlay"
        shortcut={useKey('overlay.toggle')}
        pressed={overlayVisible}
        onClick={() => app.view.setState({ overlayVisible: !overlayVisible })}
      >
        <Layers size={18} aria-hidden />
      </IconButton>
      <IconButton
        label="Invert"
        shortcut={useKey('window.invert')}
        pressed={inverted}
        onClick={() => app.view.setState({ inverted: !inverted })}
      >
        <SunMoon size={18} aria-hidden />
      </IconButton>
      <IconButton label="Reset the views" shortcut={useKey('pane.reset')} onClick={() => resetPanes(app)}>
        <RotateCcw size={18} aria-hidden />
      </IconButton>
    </div>
  );
}

function ToolButtonView({ id }: { readonly id: Tool }) {
  const { view } = useApp();
  const pressed = useView((state) => state.tool === id);
  const shortcut = useKey(`tool.${id}`);
  const { label, icon } = TOOL_BUTTONS[id];
  return (
    <IconButton label={label} shortcut={shortcut} pressed={pressed} onClick={() => view.setState({ tool: id })}>
      {icon}
    </IconButton>
  );
}

import {
  ChartSpline,
  CircleDashed,
  Contrast,
  Crosshair,
  DraftingCompass,
  Hand,
  Lasso,
  Layers,
  Paintbrush,
  RotateCcw,
  Rotate3d,
  Route,
  Ruler,
  Spline,
  SunMoon,
  Waypoints,
  ZoomIn,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useApp, useModality, useText, useView } from '../../app-context.ts';
import { TOOLS, type Tool } from '../../state/view/view-store.ts';
import { IconButton } from '../../ui/Button.tsx';
import { resetPanes, useKey } from '../shortcuts/index.ts';
import { TEXT, type RailTool } from './text.ts';
import styles from './Shell.module.css';

/** Of the tools that change shapes one stands for all: the others are in its card. */
const TOOL_ICONS: { readonly [T in RailTool]: ReactNode } = {
  crosshair: <Crosshair size={18} aria-hidden />,
  window: <Contrast size={18} aria-hidden />,
  turn: <Rotate3d size={18} aria-hidden />,
  pan: <Hand size={18} aria-hidden />,
  zoom: <ZoomIn size={18} aria-hidden />,
  outline: <Lasso size={18} aria-hidden />,
  arch: <Spline size={18} aria-hidden />,
  canal: <Waypoints size={18} aria-hidden />,
  distance: <Ruler size={18} aria-hidden />,
  polyline: <Route size={18} aria-hidden />,
  angle: <DraftingCompass size={18} aria-hidden />,
  ellipse: <CircleDashed size={18} aria-hidden />,
  profile: <ChartSpline size={18} aria-hidden />,
  paint: <Paintbrush size={18} aria-hidden />,
};

/** What the left mouse button does, and switches for all that is shown. */
export function ToolRail() {
  const app = useApp();
  const t = useText(TEXT);
  const inverted = useView((state) => state.inverted);
  const modality = useModality();
  const invertKey = useKey('window.invert');
  const overlayVisible = useView((state) => state.overlayVisible);
  return (
    <div className={styles.rail} role="toolbar" aria-label={t.tools} aria-orientation="vertical">
      {(modality === null ? [] : TOOLS[modality].filter(isOnRail)).map((id) => (
        <ToolButtonView key={id} id={id} />
      ))}
      <hr className={styles.rule} />
      <IconButton
        label={t.overlay}
        shortcut={useKey('overlay.toggle')}
        pressed={overlayVisible}
        onClick={() => app.view.setState({ overlayVisible: !overlayVisible })}
      >
        <Layers size={18} aria-hidden />
      </IconButton>
      {modality !== 'ios' && (
        <IconButton
          label={t.invert}
          shortcut={invertKey}
          pressed={inverted}
          onClick={() => app.view.setState({ inverted: !inverted })}
        >
          <SunMoon size={18} aria-hidden />
        </IconButton>
      )}
      <IconButton label={t.reset} shortcut={useKey('pane.reset')} onClick={() => resetPanes(app)}>
        <RotateCcw size={18} aria-hidden />
      </IconButton>
    </div>
  );
}

function isOnRail(tool: Tool): tool is RailTool {
  return tool in TOOL_ICONS;
}

function ToolButtonView({ id }: { readonly id: RailTool }) {
  const { view } = useApp();
  const pressed = useView(({ tool }) => tool === id || (id === 'paint' && !isOnRail(tool)));
  const shortcut = useKey(`tool.${id}`);
  const label = useText(TEXT).tool[id];
  return (
    <IconButton label={label} shortcut={shortcut} pressed={pressed} onClick={() => view.setState({ tool: id })}>
      {TOOL_ICONS[id]}
    </IconButton>
  );
}

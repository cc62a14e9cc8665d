import { Eye, Palette, Rotate3d, Scissors } from 'lucide-react';
import { useScene, useText } from '../../app-context.ts';
import { NO_CLIPPING } from '../../viewer/scene/clip-box.ts';
import { EVERYTHING_VISIBLE } from '../../viewer/scene/visible-teeth.ts';
import { useKey } from '../shortcuts/use-key.ts';
import { CutPanel } from './CutPanel.tsx';
import { LookPanel } from './LookPanel.tsx';
import { ScenePopover } from './ScenePopover.tsx';
import { TEXT } from './text.ts';
import { ViewPanel } from './ViewPanel.tsx';
import { VisiblePanel } from './VisiblePanel.tsx';
import styles from './Scene.module.css';

/** The 3D pane's controls: four buttons in its corner. */
export function SceneBar() {
  const t = useText(TEXT);
  const preset = useScene((state) => state.preset);
  const cut = useScene(({ clipping }) => clipping.boxOn || clipping.plane !== NO_CLIPPING.plane);
  const hidden = useScene(
    ({ visibility: { hiddenQuadrants, hiddenTeeth, isolated, onlyJaw } }) =>
      hiddenQuadrants.length + hiddenTeeth.length > 0 || isolated || onlyJaw !== EVERYTHING_VISIBLE.onlyJaw,
  );
  return (
    <div className={styles.bar} role="toolbar" aria-label={t.controls}>
      <ScenePopover
        label={t.look}
        shortcut={useKey('scene.next-preset')}
        icon={<Palette size={16} aria-hidden />}
        marked={preset !== 'surfaces'}
      >
        <LookPanel />
      </ScenePopover>
      <ScenePopover
        label={t.visible}
        shortcut={useKey('scene.isolate')}
        icon={<Eye size={16} aria-hidden />}
        marked={hidden}
      >
        <VisiblePanel />
      </ScenePopover>
      <ScenePopover
        label={t.cut}
        shortcut={useKey('scene.clip-box')}
        icon={<Scissors size={16} aria-hidden />}
        marked={cut}
      >
        <CutPanel />
      </ScenePopover>
      <ScenePopover
        label={t.view}
        shortcut={useKey('scene.next-view')}
        icon={<Rotate3d size={16} aria-hidden />}
        marked={false}
      >
        <ViewPanel />
      </ScenePopover>
    </div>
  );
}

import { useEffect, useRef } from 'react';
import { RotateCcw, Spline } from 'lucide-react';
import { useAnnotations, useApp, useArch, useSession, useText, useView } from '../../app-context.ts';
import { PanoramicPane } from '../../viewer/arch/panoramic-pane.ts';
import { IconButton } from '../../ui/Button.tsx';
import { PaneFrame } from '../panes/PaneFrame.tsx';
import { windowText } from '../panes/readouts.ts';
import pane from '../panes/PaneFrame.module.css';
import { useKey } from '../shortcuts/use-key.ts';
import { Controls, LengthControl, ModeControl } from './ArchControls.tsx';
import { paneOptions } from './pane-options.ts';
import { TEXT } from './text.ts';
import styles from './Arch.module.css';

/** The panoramic of a CBCT: the dental arch unrolled, the patient's right on the left. */
export function PanoramicPaneView() {
  const app = useApp();
  const t = useText(TEXT);
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (container.current === null) return undefined;
    const mounted = new PanoramicPane(paneOptions(app, 'panoramic', container.current));
    app.panes.set('panoramic', mounted);
    return () => {
      app.panes.delete('panoramic');
      mounted.dispose();
    };
  }, [app]);

  const window = useView((state) => state.window);
  const inverted = useView((state) => state.inverted);
  const mode = useArch((state) => state.mode);
  const thicknessMm = useArch((state) => state.thicknessMm);
  return (
    <PaneFrame id="panoramic" title={t.panoramic}>
      <div
        ref={container}
        className={pane.canvas}
        data-inverted={inverted}
        role="img"
        aria-label={t.panoramicPicture}
      />
      <output className={pane.position} aria-label={t.modeLabel}>
        {t.layer(t.modes[mode], thicknessMm)}
      </output>
      <span className={pane.window}>{windowText(window)}</span>
      <span className={[pane.letter, pane.left].join(' ')}>R</span>
      <span className={[pane.letter, pane.right].join(' ')}>L</span>
      <Controls>
        <LengthControl setting="thicknessMm" label={t.thickness} short={t.thick} />
        <ModeControl />
        <ArchButtons />
      </Controls>
      <NoArch />
    </PaneFrame>
  );
}

function ArchButtons() {
  const { view, arching } = useApp();
  const t = useText(TEXT);
  const editing = useView((state) => state.tool === 'arch');
  const changed = useAnnotations((state) => state.now.archMm !== null);
  const shortcut = useKey('tool.arch');
  return (
    <>
      <IconButton
        className={styles.button}
        label={t.editArch}
        shortcut={shortcut}
        pressed={editing}
        onClick={() => view.setState({ tool: editing ? 'crosshair' : 'arch' })}
      >
        <Spline size={15} aria-hidden />
      </IconButton>
      {changed && (
        <IconButton className={styles.button} label={t.resetArch} onClick={() => arching.commands.reset()}>
          <RotateCcw size={15} aria-hidden />
        </IconButton>
      )}
    </>
  );
}

function NoArch() {
  const t = useText(TEXT);
  const loaded = useSession((state) => state.loadedFraction === 1);
  const none = useArch((state) => state.fitted === null);
  return loaded && none ? <p className={pane.hint}>{t.noArch}</p> : null;
}

import { useEffect, useRef } from 'react';
import { useAnnotations, useApp, useArch, useText, useView } from '../../app-context.ts';
import { CrossSectionsPane } from '../../viewer/arch/cross-sections-pane.ts';
import { currentSection } from '../../viewer/arch/section-numbers.ts';
import { PaneFrame } from '../panes/PaneFrame.tsx';
import { windowText } from '../panes/readouts.ts';
import pane from '../panes/PaneFrame.module.css';
import { Controls, LengthControl } from './ArchControls.tsx';
import { paneOptions } from './pane-options.ts';
import { TEXT } from './text.ts';

/** Numbered sections across the dental arch, side by side around the crosshair. */
export function CrossSectionsPaneView() {
  const app = useApp();
  const t = useText(TEXT);
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (container.current === null) return undefined;
    const mounted = new CrossSectionsPane(paneOptions(app, 'cross-sections', container.current));
    app.panes.set('cross-sections', {
      reset: () => mounted.reset(),
      step: (sections) => mounted.step(sections),
      sheet: () => mounted.currentSheet(),
      focus: () => mounted.focus(),
      changeViewBy: (change) => mounted.changeViewBy(change),
      moveCrosshair: (steps) => mounted.moveCrosshair(steps),
    });
    return () => {
      app.panes.delete('cross-sections');
      mounted.dispose();
    };
  }, [app]);

  const window = useView((state) => state.window);
  const inverted = useView((state) => state.inverted);
  return (
    <PaneFrame id="cross-sections" title={t.sections}>
      <div ref={container} className={pane.canvas} data-inverted={inverted} role="img" aria-label={t.sectionsPicture} />
      <Current />
      <span className={pane.window}>{windowText(window)}</span>
      <Controls>
        <LengthControl setting="sectionDistanceMm" label={t.distance} short={t.apart} />
        <LengthControl setting="sectionWidthMm" label={t.width} short={t.wide} />
        <LengthControl setting="sectionThicknessMm" label={t.sectionThickness} short={t.thick} />
      </Controls>
    </PaneFrame>
  );
}

/** Which section the crosshair is in. */
function Current() {
  const { arching } = useApp();
  const t = useText(TEXT);
  const crosshairMm = useView((state) => state.crosshairMm);
  const arch = useArch((state) => state);
  // The arch under the numbers may change by hand.
  useAnnotations((state) => state.now.archMm);
  const current = currentSection(arching.arch, arch, crosshairMm);
  return (
    <output className={pane.position} aria-label={t.sections} data-testid="section-number">
      {current === null ? '' : t.section(current.number, current.count)}
    </output>
  );
}

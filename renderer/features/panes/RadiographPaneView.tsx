import { useEffect, useMemo, useRef, useState } from 'react';
import { toothName } from '#core/fdi';
import type { OpenScan } from '#contract/api';
import { useApp, useSession, useView } from '../../app-context.ts';
import { pictureTeeth, supernumerarySign } from '../../viewer/picture-teeth.ts';
import { RadiographPane } from '../../viewer/radiograph-pane.ts';
import { windowText } from './readouts.ts';
import styles from './PaneFrame.module.css';

/** The panoramic radiograph: one picture with its teeth. */
export function RadiographPaneView() {
  const scan = useSession((state) => state.scan);
  // A new scan has a new pane: scale and sides belong to it.
  return scan === null ? null : <OpenRadiograph key={scan.scanId} scan={scan} />;
}

function OpenRadiograph({ scan }: { readonly scan: OpenScan }) {
  const app = useApp();
  const container = useRef<HTMLDivElement>(null);
  const [pane, setPane] = useState<RadiographPane | null>(null);
  const [zoom, setZoom] = useState(1);
  const { pixelSpacingMm = null, mirrored = false } = scan.info.radiograph ?? {};
  const mmPerPixel = pixelSpacingMm?.[0] ?? null;

  useEffect(() => {
    if (container.current === null) return undefined;
    const mounted = new RadiographPane({
      images: app.images,
      view: app.view,
      container: container.current,
      greyRange: () => scan.greyRange,
      mmPerPixel,
      onPickTooth: (label) => app.commands.selectTooth(label, { goThere: false }),
      onPromptBox: (box) => app.commands.promptBox(box),
      onPromptPoint: (point, what) => app.commands.promptPoint(point, what),
      onZoom: setZoom,
    });
    app.picture.current = mounted;
    setPane(mounted);
    return () => {
      app.picture.current = null;
      mounted.dispose();
    };
  }, [app, scan, mmPerPixel]);

  const caseFile = useSession((state) => state.caseFile);
  const teeth = useMemo(() => (caseFile?.modality === 'opg' ? pictureTeeth(caseFile) : []), [caseFile]);
  useEffect(() => pane?.showTeeth(teeth), [pane, teeth]);
  const prompt = useSession((state) => state.prompt);
  useEffect(() => pane?.showPrompt(prompt), [pane, prompt]);

  const window = useView((state) => state.window);
  const inverted = useView((state) => state.inverted);
  const outlining = useView((state) => state.tool === 'outline');
  const loading = useSession((state) => state.loadedFraction < 1);
  const [left, right] = mirrored ? ['L', 'R'] : ['R', 'L'];
  return (
    <section className={styles.pane} data-pane="panoramic" aria-label="Panoramic pane">
      <div ref={container} className={styles.canvas} role="img" aria-label="Panoramic radiograph" />
      <h2 className={styles.title}>Panoramic</h2>
      <HoveredTooth />
      <span className={[styles.letter, styles.left].join(' ')}>{left}</span>
      <span className={[styles.letter, styles.right].join(' ')}>{right}</span>
      <span className={styles.window}>
        {windowText(window)}
        {inverted && ' · inverted'} · {Math.round(zoom * 100)} %
      </span>
      <span className={styles.scale}>
        {mmPerPixel === null ? 'no scale in the file: pixels' : 'magnified by the panoramic projection'}
      </span>
      {loading && <span className={styles.loading}>Loading…</span>}
      {outlining && prompt === null && (
        <p className={styles.toolHint}>Click a tooth, or drag a box around it, to outline it.</p>
      )}
    </section>
  );
}

/** Number and name of the tooth under the pointer: the picture itself only has room for the number. */
function HoveredTooth() {
  const label = useView((state) => state.hoveredTooth);
  const caseFile = useSession((state) => state.caseFile);
  if (label === null || caseFile?.modality !== 'opg') return null;
  const extra = caseFile.supernumerary.find((tooth) => tooth.label === label);
  return (
    <span className={styles.position}>
      {extra === undefined
        ? `${label} · ${toothName(label)}`
        : `${supernumerarySign(label)} · supernumerary, near ${extra.nearFdi}`}
    </span>
  );
}

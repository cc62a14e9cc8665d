import { useEffect, useMemo, useRef, useState } from 'react';
import { toothSign } from '#core/notation';
import type { OpenScan } from '#contract/api';
import { useApp, useSession, useSettings, useText, useView } from '../../app-context.ts';
import { fullToothName } from '#core/words/tooth-names';
import { pictureTeeth } from '../../viewer/radiograph/picture-teeth.ts';
import { cssColour, lookOf, lookSign } from '../../viewer/tooth-looks.ts';
import { RadiographPane } from '../../viewer/radiograph/radiograph-pane.ts';
import { TEXT } from './radiograph-text.ts';
import { percentText } from '#core/words/format';
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
      onToothMenu: (label, at) => app.numbers.openToothMenu(label, at),
      onPromptBox: (box) => app.commands.promptBox(box),
      onPromptPoint: (point, what) => app.commands.promptPoint(point, what),
      shapes: app.shaping.layer,
      strokeOutline: () => app.shaping.commands.strokeOutline(),
      onLayersChanged: (listener) => app.layers.subscribe(listener),
      colourOf: (label) => cssColour(app.looks.of(label).colour),
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
  const notation = useSettings((settings) => settings.notation);
  const teeth = useMemo(
    () => (caseFile?.modality === 'opg' ? pictureTeeth(caseFile, notation) : []),
    [caseFile, notation],
  );
  useEffect(() => pane?.showTeeth(teeth), [pane, teeth]);
  const prompt = useSession((state) => state.prompt);
  useEffect(() => pane?.showPrompt(prompt), [pane, prompt]);

  const window = useView((state) => state.window);
  const inverted = useView((state) => state.inverted);
  const outlining = useView((state) => state.tool === 'outline');
  const loading = useSession((state) => state.loadedFraction < 1);
  const language = useSettings((settings) => settings.language);
  const t = useText(TEXT);
  const [left, right] = mirrored ? ['L', 'R'] : ['R', 'L'];
  return (
    <section className={styles.pane} data-pane="panoramic" aria-label={t.pane}>
      <div ref={container} className={styles.canvas} role="img" aria-label={t.picture} />
      <h2 className={styles.title}>{t.title}</h2>
      <HoveredTooth />
      <span className={[styles.letter, styles.left].join(' ')}>{left}</span>
      <span className={[styles.letter, styles.right].join(' ')}>{right}</span>
      <span className={styles.window}>
        {windowText(window)}
        {inverted && ` · ${t.inverted}`} · {percentText(zoom, language)}
      </span>
      <span className={styles.scale}>{mmPerPixel === null ? t.noScale : t.magnified}</span>
      {loading && <span className={styles.loading}>{t.loading}</span>}
      {outlining && prompt === null && <p className={styles.toolHint}>{t.outlineHint}</p>}
    </section>
  );
}

/** Number and name of the tooth under the pointer: the picture itself only has room for the number. */
function HoveredTooth() {
  const label = useView((state) => state.hoveredTooth);
  const caseFile = useSession((state) => state.caseFile);
  const { language, notation } = useSettings((settings) => settings);
  const t = useText(TEXT);
  if (label === null || caseFile?.modality !== 'opg') return null;
  const look = lookOf(caseFile, label);
  return (
    <span className={styles.position}>
      {lookSign(look, notation)} ·{' '}
      {look.type === 'supernumerary'
        ? t.supernumerary(toothSign(look.fdi, notation))
        : fullToothName(look.fdi, language)}
    </span>
  );
}

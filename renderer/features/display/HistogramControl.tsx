import { ChevronDown, ChevronRight } from 'lucide-react';
import { useMemo, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { useApp, usePlanes, useSession, useText, useView } from '../../app-context.ts';
import { windowWithEnd, type WindowEnd } from '../../viewer/grey/grey-window.ts';
import { histogramOf, histogramPath, type Histogram } from '../../viewer/grey/histogram.ts';
import { useKey } from '../shortcuts/use-key.ts';
import { TEXT } from './text.ts';
import styles from './Display.module.css';

/** A fold-out histogram: it is counted when it is first looked at. */
export function HistogramControl() {
  const { planes } = useApp();
  const t = useText(TEXT);
  const open = usePlanes((state) => state.histogramOpen);
  const loaded = useSession((state) => state.loadedFraction === 1);
  const shortcut = useKey('histogram.toggle');
  return (
    <div>
      <button
        type="button"
        className={styles.fold}
        aria-expanded={open}
        aria-keyshortcuts={shortcut?.aria}
        onClick={() => planes.setState({ histogramOpen: !open })}
      >
        {open ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}
        {t.histogram}
      </button>
      {open && loaded && <OpenHistogram />}
    </div>
  );
}

function OpenHistogram() {
  const { images } = useApp();
  const t = useText(TEXT);
  const voxels = images.scan?.voxels ?? null;
  const histogram = useMemo(() => (voxels === null ? null : histogramOf(voxels)), [voxels]);
  const path = useMemo(() => (histogram === null ? '' : histogramPath(histogram)), [histogram]);
  const area = useRef<HTMLDivElement>(null);
  if (histogram === null) return null;
  return (
    <div ref={area} className={styles.histogram} role="group" aria-label={t.histogramLabel}>
      <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden>
        <path d={path} />
      </svg>
      <WindowBand histogram={histogram} />
      <Edge end="black" histogram={histogram} area={area} />
      <Edge end="white" histogram={histogram} area={area} />
    </div>
  );
}

const shareOf = ([low, high]: Histogram['range'], grey: number): number => (grey - low) / (high - low);
const percent = (share: number): string => `${(100 * Math.min(1, Math.max(0, share))).toFixed(2)}%`;

function WindowBand({ histogram: { range } }: { readonly histogram: Histogram }) {
  const { level, width } = useView((state) => state.window);
  const [from, to] = [shareOf(range, level - width / 2), shareOf(range, level + width / 2)];
  return <div className={styles.band} style={{ left: percent(from), right: percent(1 - to) }} />;
}

interface EdgeProps {
  readonly end: WindowEnd;
  readonly histogram: Histogram;
  readonly area: { readonly current: HTMLDivElement | null };
}

/** An end of the window, dragged or moved with the arrow keys. */
function Edge({ end, histogram: { range }, area }: EdgeProps) {
  const { view } = useApp();
  const t = useText(TEXT);
  const window = useView((state) => state.window);
  const grey = window.level + ((end === 'black' ? -1 : 1) * window.width) / 2;
  const set = (wanted: number): void => view.setState({ window: windowWithEnd(window, end, wanted), preset: null });
  const dragged = (event: PointerEvent<HTMLElement>): void => {
    const box = area.current?.getBoundingClientRect();
    if (box === undefined || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    set(range[0] + share * (range[1] - range[0]));
  };
  const pressed = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    set(grey + (by * (range[1] - range[0])) / 200);
  };
  return (
    <div
      className={styles.edge}
      role="slider"
      tabIndex={0}
      aria-label={end === 'black' ? t.black : t.white}
      aria-orientation="horizontal"
      aria-valuemin={Math.round(range[0])}
      aria-valuemax={Math.round(range[1])}
      aria-valuenow={Math.round(grey)}
      data-end={end}
      style={{ left: percent(shareOf(range, grey)) }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={dragged}
      onKeyDown={pressed}
    >
      <span>{Math.round(grey)}</span>
    </div>
  );
}

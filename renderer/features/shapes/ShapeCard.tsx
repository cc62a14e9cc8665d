import { Combine, Eraser, Paintbrush, Redo2, Scissors, Split, Undo2, X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { useApp, useModality, useSession, useSettings, useShapes, useText, useView } from '../../app-context.ts';
import { SHAPE_TOOLS, TOOLS, type ShapeTool } from '../../state/view/view-store.ts';
import { IconButton } from '../../ui/Button.tsx';
import { shapeToolOf } from '../../viewer/layers/shape-layer.ts';
import { cssColour, lookSign } from '../../viewer/tooth-looks.ts';
import { useKey } from '../shortcuts/use-key.ts';
import { BrushOptions } from './BrushOptions.tsx';
import { SurfaceTooth } from './SurfaceTooth.tsx';
import { ShapeNote } from './ShapeNote.tsx';
import { TEXT } from './text.ts';
import { WholeTooth } from './WholeTooth.tsx';
import styles from './Shapes.module.css';

const ICONS: { readonly [T in ShapeTool]: ReactNode } = {
  paint: <Paintbrush size={16} aria-hidden />,
  erase: <Eraser size={16} aria-hidden />,
  cut: <Scissors size={16} aria-hidden />,
  seeds: <Split size={16} aria-hidden />,
  merge: <Combine size={16} aria-hidden />,
};
const KEYS: { readonly [T in ShapeTool]: string } = { paint: 'P', erase: 'E', cut: 'K', seeds: 'S', merge: 'M' };

/** How the selected tooth's shape is changed, while one of the tools for it is on. */
export function ShapeCard() {
  const t = useText(TEXT);
  const tool = useView((state) => shapeToolOf(state.tool));
  const pending = useShapes((state) => state.pending);
  const modality = useModality();
  const card = useRef<HTMLElement>(null);
  const editing = tool !== null;
  // The panel may be scrolled to the teeth when the tool is chosen.
  useEffect(() => {
    if (editing) card.current?.scrollIntoView({ block: 'nearest' });
  }, [editing]);
  if (tool === null || modality === null) return null;
  const waiting = pending !== null && pending.tool === tool ? t.second[pending.tool] : t.hints[tool];
  return (
    <section ref={card} className={styles.card} aria-label={t.title} data-testid="shape-card">
      <Heading />
      <Tools active={tool} />
      <p className={styles.hint}>{waiting}</p>
      {(tool === 'paint' || tool === 'erase') && <BrushOptions tool={tool} />}
      {modality === 'ios' ? <SurfaceTooth /> : <WholeTooth />}
      <p className={styles.hint}>{t.keyboard[modality]}</p>
      <ShapeNote />
    </section>
  );
}

function Heading() {
  const { review, view } = useApp();
  const t = useText(TEXT);
  const { review: now } = useStore(review.store);
  const first = TOOLS[useModality() ?? 'cbct'][0];
  return (
    <div className={styles.heading}>
      <h2>{t.title}</h2>
      <Chosen />
      <IconButton
        label={t.undo}
        shortcut={useKey('edit.undo')}
        disabled={(now?.done.length ?? 0) === 0}
        onClick={review.undo}
      >
        <Undo2 size={15} aria-hidden />
      </IconButton>
      <IconButton
        label={t.redo}
        shortcut={useKey('edit.redo')}
        disabled={(now?.undone.length ?? 0) === 0}
        onClick={review.redo}
      >
        <Redo2 size={15} aria-hidden />
      </IconButton>
      <IconButton label={t.done} shortcut="Esc" onClick={() => view.setState({ tool: first })}>
        <X size={16} aria-hidden />
      </IconButton>
    </div>
  );
}

/** The tooth that is edited. */
function Chosen() {
  const { looks } = useApp();
  const t = useText(TEXT);
  const label = useView((state) => state.selectedTooth);
  const notation = useSettings((state) => state.notation);
  useSession((state) => state.caseFile); // its number may change
  if (label === null) return <span className={styles.nobody}>{t.noTooth}</span>;
  const look = looks.of(label);
  return (
    <span className={styles.chosen} style={{ background: cssColour(look.colour) }} data-testid="edited-tooth">
      {lookSign(look, notation)}
    </span>
  );
}

function Tools({ active }: { readonly active: ShapeTool }) {
  const { view } = useApp();
  const t = useText(TEXT);
  const known: readonly string[] = TOOLS[useModality() ?? 'cbct'];
  return (
    <div className={styles.tools} role="group" aria-label={t.tools}>
      {SHAPE_TOOLS.filter((tool) => known.includes(tool)).map((tool) => (
        <button
          key={tool}
          type="button"
          aria-pressed={tool === active}
          aria-keyshortcuts={KEYS[tool]}
          title={`${t.tool[tool]} (${KEYS[tool]})`}
          onClick={() => view.setState({ tool })}
        >
          {ICONS[tool]}
          {t.tool[tool]}
        </button>
      ))}
    </div>
  );
}

import { ChartSpline, CircleDashed, DraftingCompass, Redo2, Route, Ruler, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Measurement, MeasurementKind } from '#contract/annotations';
import { useAnnotations, useApp, useReview, useSettings, useText, useView } from '../../app-context.ts';
import { kindOf } from '../../viewer/layers/measure-layer.ts';
import { IconButton } from '../../ui/Button.tsx';
import { DrawingRow } from '../../ui/DrawingRow.tsx';
import { useKey } from '../shortcuts/use-key.ts';
import { measuredText } from '#contract/measured-drawing';
import { readMeasurement } from './measurement-value.ts';
import { ProfilePlot } from './ProfilePlot.tsx';
import { TEXT } from './text.ts';
import styles from './Measure.module.css';

const ICONS: { readonly [K in MeasurementKind]: ReactNode } = {
  distance: <Ruler size={15} aria-hidden />,
  polyline: <Route size={15} aria-hidden />,
  angle: <DraftingCompass size={15} aria-hidden />,
  ellipse: <CircleDashed size={15} aria-hidden />,
  profile: <ChartSpline size={15} aria-hidden />,
};

/** What was measured on this scan: named, with its value; a click goes there. Absent while there is nothing to say. */
export function MeasureCard() {
  const t = useText(TEXT);
  const tool = useView((state) => kindOf(state.tool));
  const measurements = useAnnotations((state) => state.now.measurements);
  if (tool === null && measurements.length === 0) return null;
  return (
    <section className={styles.card} aria-label={t.title}>
      <Heading />
      {tool !== null && (
        <p className={styles.hint}>
          {t.hints[tool]} {t.keyboard}
        </p>
      )}
      <ul className={styles.list}>
        {measurements.map((measurement) => (
          <Row key={measurement.id} measurement={measurement} />
        ))}
      </ul>
      <NotSaved />
    </section>
  );
}

function Heading() {
  const { commands } = useApp();
  const t = useText(TEXT);
  const canUndo = useCanTravel('undo');
  const canRedo = useCanTravel('redo');
  return (
    <div className={styles.heading}>
      <h2>{t.title}</h2>
      <IconButton label={t.undo} shortcut={useKey('edit.undo')} disabled={!canUndo} onClick={commands.annotations.undo}>
        <Undo2 size={15} aria-hidden />
      </IconButton>
      <IconButton label={t.redo} shortcut={useKey('edit.redo')} disabled={!canRedo} onClick={commands.annotations.redo}>
        <Redo2 size={15} aria-hidden />
      </IconButton>
    </div>
  );
}

function Row({ measurement }: { readonly measurement: Measurement }) {
  const { images, panes, measuring } = useApp();
  const t = useText(TEXT);
  const language = useSettings((state) => state.language);
  const selected = useAnnotations((state) => state.selectedId === measurement.id);
  const { id, kind, name } = measurement;
  const reading =
    images.scan === null ? null : readMeasurement(measurement, images.scan, panes.get('panoramic')?.sheet?.() ?? null);
  const value = reading?.value == null ? t.unrolled : measuredText(reading.value, language);
  return (
    <DrawingRow
      data-testid="measurement"
      icon={ICONS[kind]}
      name={name}
      selected={selected}
      reading={value}
      labels={{ goTo: `${t.kinds[kind]}: ${name}, ${value}`, rename: t.rename(name), remove: t.remove(name) }}
      onGoTo={() => measuring.commands.goTo(measurement)}
      onRename={(next) => measuring.commands.rename(id, next)}
      onRemove={() => measuring.commands.remove(id)}
    >
      {selected && reading?.profile != null && <ProfilePlot name={name} profile={reading.profile} />}
    </DrawingRow>
  );
}

/** Whether there is a step to take: of the case's review, or of what waits for a case. */
function useCanTravel(direction: 'undo' | 'redo'): boolean {
  const waiting = useAnnotations((state) => state.caseId === null && state[direction].length > 0);
  const steps = useReview(({ review }) => (direction === 'undo' ? review?.done : review?.undone)?.length ?? 0);
  return waiting || steps > 0;
}

/** Drawings are saved at each change; only without a case they wait. */
function NotSaved() {
  const t = useText(TEXT);
  const waiting = useAnnotations((state) => state.caseId === null);
  return waiting ? <p className={styles.hint}>{t.notSaved}</p> : null;
}

import { TriangleAlert, Waypoints } from 'lucide-react';
import type { Canal } from '#contract/annotations';
import { useAnnotations, useApp, useCanals, useSession, useSettings, useText, useView } from '../../app-context.ts';
import { DIAMETER_MM } from '../../state/drawings/canal-commands.ts';
import { WARN_BELOW_MM, type ToothNearCanal } from '../../state/drawings/canal-store.ts';
import { CANAL_COLOURS } from '../../viewer/layers/canal-colours.ts';
import { lookOf, lookSign } from '../../viewer/tooth-looks.ts';
import { DrawingRow } from '../../ui/DrawingRow.tsx';
import { Slider } from '../../ui/Slider.tsx';
import { TEXT } from './text.ts';
import styles from './Canal.module.css';

/** The nerve canals with the teeth near them. Absent while there is nothing to say. */
export function CanalsCard() {
  const t = useText(TEXT);
  const drawing = useView((state) => state.tool === 'canal');
  const canals = useAnnotations((state) => state.now.canals);
  if (!drawing && canals.length === 0) return null;
  return (
    <section className={styles.card} aria-label={t.title}>
      <h2>{t.title}</h2>
      {drawing && (
        <p className={styles.hint}>
          {t.hint} {t.keyboard}
        </p>
      )}
      <ul className={styles.list}>
        {canals.map((canal) => (
          <CanalRow key={canal.id} canal={canal} />
        ))}
      </ul>
    </section>
  );
}

function CanalRow({ canal }: { readonly canal: Canal }) {
  const { canals } = useApp();
  const t = useText(TEXT);
  const selected = useAnnotations((state) => state.selectedId === canal.id);
  const { id, name, side, diameterMm } = canal;
  return (
    <DrawingRow
      data-testid="canal"
      icon={<Waypoints size={15} color={CANAL_COLOURS[side].css} aria-hidden />}
      name={name}
      selected={selected}
      labels={{ goTo: `${t.goTo(name)}, ${t.sides[side]}`, rename: t.rename(name), remove: t.remove(name) }}
      onGoTo={() => canals.commands.goTo(canal)}
      onRename={(next) => canals.commands.rename(id, next)}
      onRemove={() => canals.commands.remove(id)}
    >
      <div className={styles.diameter}>
        <span aria-hidden>⌀</span>
        <Slider
          label={t.diameter(name)}
          value={diameterMm}
          {...DIAMETER_MM}
          onChange={(mm) => canals.commands.setDiameter(id, mm)}
        />
        <span className={styles.value}>{diameterMm} mm</span>
      </div>
      <Near canal={canal} />
    </DrawingRow>
  );
}

function Near({ canal }: { readonly canal: Canal }) {
  const t = useText(TEXT);
  const near = useCanals((state) => state.near.get(canal.id));
  const hasTeeth = useSession((state) => state.caseFile !== null && state.labelsLoaded);
  if (!hasTeeth) return null;
  if (near === undefined) return <p className={styles.hint}>{t.measuring}</p>;
  if (near.length === 0) return <p className={styles.hint}>{t.none}</p>;
  return (
    <ul className={styles.near} aria-label={t.distances(canal.name)}>
      {near.map((tooth) => (
        <NearTooth key={tooth.label} tooth={tooth} />
      ))}
    </ul>
  );
}

function NearTooth({ tooth: { label, distanceMm, toothMm } }: { readonly tooth: ToothNearCanal }) {
  const { view, commands } = useApp();
  const t = useText(TEXT);
  const language = useSettings((state) => state.language);
  const notation = useSettings((state) => state.notation);
  const distance = distanceMm <= 0 ? t.overlaps : `${millimetres(distanceMm, language)} mm`;
  const warned = distanceMm < WARN_BELOW_MM;
  const number = lookSign(
    lookOf(
      useSession((state) => state.caseFile),
      label,
    ),
    notation,
  );
  return (
    <li data-testid="canal-distance" data-warned={warned}>
      <button
        type="button"
        aria-label={`${t.toothAt(number, distance)}${warned ? ` (${t.tooNear})` : ''}`}
        onClick={() => {
          commands.selectTooth(label, { goThere: false });
          view.setState({ crosshairMm: toothMm });
        }}
      >
        <span>{number}</span>
        {warned && <TriangleAlert size={13} aria-hidden />}
        <span className={styles.value}>{distance}</span>
      </button>
    </li>
  );
}

function millimetres(mm: number, language: string): string {
  return new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(mm);
}

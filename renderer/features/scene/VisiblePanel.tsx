import { useSyncExternalStore } from 'react';
import { jawOf, positionOf, sideOf, type Jaw } from '#core/fdi';
import { useApp, useScene, useSession, useSettings, useText, useView } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { isHidden, quadrantsOf, type Quadrant } from '../../viewer/scene/visible-teeth.ts';
import { cssColour, lookOf, lookSign } from '../../viewer/tooth-looks.ts';
import { TEXT } from './text.ts';
import styles from './Scene.module.css';

/** Jaws, quadrants and single teeth as they lie in the mouth: the patient's right on the left. */
export function VisiblePanel() {
  const { sceneCommands } = useApp();
  const t = useText(TEXT);
  const isolated = useScene((state) => state.visibility.isolated);
  const selected = useView((state) => state.selectedTooth);
  return (
    <>
      <JawRow jaw="upper" />
      <JawRow jaw="lower" />
      <div className={styles.actions}>
        <Button aria-pressed={isolated} disabled={selected === null} onClick={sceneCommands.toggleIsolated}>
          {t.isolate}
        </Button>
        <Button onClick={sceneCommands.showAll}>{t.showAll}</Button>
      </div>
    </>
  );
}

function JawRow({ jaw }: { readonly jaw: Jaw }) {
  const { sceneCommands } = useApp();
  const t = useText(TEXT);
  const visibility = useScene((state) => state.visibility);
  const shown = (quadrant: Quadrant): boolean =>
    !isHidden({ label: 0, fdi: quadrant * 10 + 1 }, { ...visibility, hiddenTeeth: [] });
  const quadrants = quadrantsOf(jaw);
  const jawShown = quadrants.every(shown);
  const rightFirst = jaw === 'upper' ? quadrants : quadrants.toReversed();
  const quadrantRow = (
    <div className={styles.quadrants}>
      {rightFirst.map((quadrant) => (
        <Toggle
          key={quadrant}
          shown={shown(quadrant)}
          title={t.quadrants[quadrant]}
          label={t.shown(t.quadrants[quadrant])}
          onChange={(next) => sceneCommands.showQuadrant(quadrant, next)}
        />
      ))}
    </div>
  );
  const name = jaw === 'upper' ? t.upperJaw : t.lowerJaw;
  return (
    <fieldset className={styles.jaw}>
      <legend className="visually-hidden">{name}</legend>
      <Toggle
        shown={jawShown}
        title={name}
        label={t.shown(name)}
        onChange={(next) => sceneCommands.showJaw(jaw, next)}
      />
      {quadrantRow}
      <TeethRow jaw={jaw} />
    </fieldset>
  );
}

function TeethRow({ jaw }: { readonly jaw: Jaw }) {
  const { surfaces, sceneCommands } = useApp();
  const t = useText(TEXT);
  const notation = useSettings((state) => state.notation);
  const visibility = useScene((state) => state.visibility);
  const all = useSyncExternalStore(
    (changed) => surfaces.subscribe(changed),
    () => surfaces.all,
  );
  const caseFile = useSession((state) => state.caseFile);
  const teeth = [...all.keys()]
    .map((label) => lookOf(caseFile, label))
    .filter(({ fdi }) => jawOf(fdi) === jaw)
    .toSorted((a, b) => acrossMouth(a.fdi) - acrossMouth(b.fdi));
  return (
    <div role="group" aria-label={t.teeth} className={styles.teeth}>
      {teeth.map((look) => {
        const shown = !isHidden(look, visibility);
        const sign = lookSign(look, notation);
        return (
          <button
            key={look.label}
            type="button"
            className={styles.tooth}
            aria-pressed={shown}
            aria-label={t.shown(sign)}
            style={{ borderColor: cssColour(look.colour) }}
            onClick={() => sceneCommands.showTooth(look.label, !shown)}
          >
            {sign}
          </button>
        );
      })}
    </div>
  );
}

/** From the patient's right to the left: 18 … 11, 21 … 28. */
function acrossMouth(fdi: number): number {
  return sideOf(fdi) === 'right' ? -positionOf(fdi) : positionOf(fdi);
}

interface ToggleProps {
  readonly shown: boolean;
  readonly title: string;
  readonly label: string;
  readonly onChange: (shown: boolean) => void;
}

function Toggle({ shown, title, label, onChange }: ToggleProps) {
  return (
    <button
      type="button"
      className={styles.choice}
      aria-pressed={shown}
      aria-label={label}
      onClick={() => onChange(!shown)}
    >
      {title}
    </button>
  );
}

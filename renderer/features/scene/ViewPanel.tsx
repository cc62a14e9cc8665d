import { useApp, useScene, useText } from '../../app-context.ts';
import { DIRECTION_IDS } from '../../viewer/scene/camera-pose.ts';
import { ChoiceRow } from './ChoiceRow.tsx';
import { TEXT } from './text.ts';
import styles from './Scene.module.css';

/** Saved directions. */
export function ViewPanel() {
  const { sceneCommands } = useApp();
  const t = useText(TEXT);
  const direction = useScene((state) => state.direction);
  return (
    <>
      <ChoiceRow
        label={t.view}
        choices={DIRECTION_IDS.map((id) => ({ id, title: t.directions[id] }))}
        chosen={direction}
        onChoose={sceneCommands.lookFrom}
        columns={2}
      />
      <p className={styles.hint}>{t.moveHint}</p>
    </>
  );
}

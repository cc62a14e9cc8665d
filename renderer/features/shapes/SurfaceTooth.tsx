import { useApp, useText, useView } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { TEXT } from './text.ts';
import styles from './Shapes.module.css';

/** Edits of a tooth of an intraoral scan as a whole. */
export function SurfaceTooth() {
  const { shaping } = useApp();
  const t = useText(TEXT);
  const nobody = useView((state) => state.selectedTooth === null);
  return (
    <div className={styles.actions} role="group" aria-label={t.whole}>
      <Button disabled={nobody} onClick={shaping.surfaceStrokes.dropCrumbs}>
        {t.islands}
      </Button>
    </div>
  );
}

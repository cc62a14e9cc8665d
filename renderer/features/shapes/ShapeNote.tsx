import { useApp, useSettings, useShapes, useText } from '../../app-context.ts';
import { lookSign } from '../../viewer/tooth-looks.ts';
import { TEXT } from './text.ts';
import styles from './Shapes.module.css';

/** Why nothing happened, or which tooth came into being. */
export function ShapeNote() {
  const { looks } = useApp();
  const t = useText(TEXT);
  const note = useShapes((state) => state.note);
  const notation = useSettings((state) => state.notation);
  const text =
    note === null ? '' : note.kind === 'made' ? t.made(lookSign(looks.of(note.label), notation)) : t.refusals[note.why];
  return (
    <p className={styles.note} role="status" data-kind={note?.kind}>
      {text}
    </p>
  );
}

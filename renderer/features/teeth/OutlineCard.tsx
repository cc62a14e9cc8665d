import { useApp, useSession, useText, useView } from '../../app-context.ts';
import type { OutlineAnswer } from '../../state/scans/outline-prompt.ts';
import { Button } from '../../ui/Button.tsx';
import { ShapeNote } from '../shapes/index.ts';
import { areaWithUnit } from './outline-area.ts';
import { OUTLINE_TEXT } from './outline-text.ts';
import { useLabelSign } from './use-sign.ts';
import cardStyles from './card/Card.module.css';
import styles from './Teeth.module.css';

/** The outline tool of radiographs: what to do, what the net answered, and a person's word that it is a tooth. */
export function OutlineCard() {
  const { commands } = useApp();
  const t = useText(OUTLINE_TEXT);
  const active = useView((state) => state.tool === 'outline');
  const prompt = useSession((state) => state.prompt);
  const spacing = useSession((state) => state.scan?.info.radiograph?.pixelSpacingMm ?? null);
  if (!active && prompt === null) return null;
  const { answer = null, asking = false } = prompt ?? {};
  return (
    <section className={cardStyles.card} aria-label={t.title}>
      <div className={styles.heading}>
        <h3>{t.title}</h3>
        {prompt !== null && (
          <Button kind="quiet" onClick={() => commands.clearPrompt()}>
            {t.clear}
          </Button>
        )}
      </div>
      {answer !== null && (
        <dl className={cardStyles.metrics} data-testid="outline-answer">
          <div>
            <dt>{t.area}</dt>
            <dd>{areaWithUnit(answer.areaPx, spacing)}</dd>
          </div>
          <div>
            <dt>{t.score}</dt>
            <dd>{answer.score.toFixed(2)}</dd>
          </div>
        </dl>
      )}
      {answer !== null && answer.polygons.length > 0 && !asking && <TakeOver polygons={answer.polygons} />}
      {answer?.polygons.length === 0 && !asking && <p>{t.nothing}</p>}
      <p className={styles.small} aria-live="polite">
        {asking ? t.tracing : prompt === null ? t.start : t.more}
      </p>
    </section>
  );
}

/** The outline becomes the shape of the selected tooth, or a tooth that the nets did not find. */
function TakeOver({ polygons }: { readonly polygons: OutlineAnswer['polygons'] }) {
  const { commands, shaping } = useApp();
  const t = useText(OUTLINE_TEXT);
  const signOf = useLabelSign();
  const selected = useView((state) => state.selectedTooth);
  const take = (as: 'selected' | 'new'): void => {
    if (shaping.commands.takeOutline(polygons, as)) commands.clearPrompt();
  };
  return (
    <div className={styles.takeOver}>
      {selected !== null && (
        <Button kind="primary" onClick={() => take('selected')}>
          {t.useFor(signOf(selected))}
        </Button>
      )}
      <Button onClick={() => take('new')}>{t.asNew}</Button>
      <ShapeNote />
    </div>
  );
}

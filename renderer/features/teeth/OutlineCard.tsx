import { useApp, useSession, useView } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { areaWithUnit } from './opg-lengths.ts';
import styles from './Teeth.module.css';

/** The outline tool of radiographs: what to do, and what the net answered. Nothing of it enters the case. */
export function OutlineCard() {
  const { commands } = useApp();
  const active = useView((state) => state.tool === 'outline');
  const prompt = useSession((state) => state.prompt);
  const spacing = useSession((state) => state.scan?.info.radiograph?.pixelSpacingMm ?? null);
  if (!active && prompt === null) return null;
  const { answer = null, asking = false } = prompt ?? {};
  return (
    <section className={styles.card} aria-label="Your outline">
      <div className={styles.heading}>
        <h3>Your outline</h3>
        {prompt !== null && (
          <Button kind="quiet" onClick={() => commands.clearPrompt()}>
            Clear
          </Button>
        )}
      </div>
      {answer !== null && (
        <dl className={styles.metrics} data-testid="outline-answer">
          <div>
            <dt>Area</dt>
            <dd>{areaWithUnit(answer.areaPx, spacing)}</dd>
          </div>
          <div>
            <dt>Score</dt>
            <dd>{answer.score.toFixed(2)}</dd>
          </div>
        </dl>
      )}
      {answer?.polygons.length === 0 && !asking && <p>Nothing was found there. Try a box around it.</p>}
      <p className={styles.small} aria-live="polite">
        {asking
          ? 'Tracing…'
          : prompt === null
            ? 'Click a tooth, or drag a box around it. It is shown only and not added to the teeth.'
            : 'Shift and click adds a place inside, Alt and click one outside. Esc clears.'}
      </p>
    </section>
  );
}

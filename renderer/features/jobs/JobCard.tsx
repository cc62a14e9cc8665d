import type { RunningJob } from '../../state/session-store.ts';
import { useApp, useSettings, useText } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { percentText } from '#core/words/format';
import { providerName } from '#core/provider-name';
import { TEXT } from './text.ts';
import styles from './JobCard.module.css';

interface JobCardProps {
  readonly job: RunningJob;
}

/** Stage, percent, time left and cancel. */
export function JobCard({ job }: JobCardProps) {
  const { commands } = useApp();
  const t = useText(TEXT);
  const language = useSettings((settings) => settings.language);
  return (
    <section className={styles.card} aria-label={t.findingTeeth}>
      <div className={styles.line}>
        <strong aria-live="polite">{t.stages[job.stage]}</strong>
        <span className={styles.percent}>{percentText(job.fraction, language)}</span>
      </div>
      <ProgressBar label={t.findingTeeth} fraction={job.fraction} />
      <div className={styles.line}>
        <span className={styles.left}>
          {job.cancelling ? t.stopping : timeLeft(job.secondsLeft, t)}
          {job.provider !== null && ` · ${providerName(job.provider)}`}
        </span>
        <Button onClick={() => void commands.cancelJob()} disabled={job.jobId === null || job.cancelling}>
          {t.cancel}
        </Button>
      </div>
    </section>
  );
}

function timeLeft(seconds: number | null, t: (typeof TEXT)['en']): string {
  if (seconds === null) return t.estimating;
  if (seconds < 1) return t.almostDone;
  return seconds < 90 ? t.secondsLeft(Math.ceil(seconds)) : t.minutesLeft(Math.round(seconds / 60));
}

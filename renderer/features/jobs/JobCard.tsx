import type { RunningJob } from '../../state/session-store.ts';
import { useApp } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { providerName } from './provider-name.ts';
import styles from './JobCard.module.css';

const STAGE_TITLES: { readonly [Stage in RunningJob['stage']]: string } = {
  read: 'Reading the scan',
  coarse: 'Looking for the jaws',
  fine: 'Outlining the teeth',
  label: 'Numbering the teeth',
  detect: 'Looking for the teeth',
  outline: 'Tracing every tooth',
  measure: 'Measuring',
  save: 'Saving the result',
};

interface JobCardProps {
  readonly job: RunningJob;
}

/** Stage, percent, time left and cancel. */
export function JobCard({ job }: JobCardProps) {
  const { commands } = useApp();
  const percent = Math.round(job.fraction * 100);
  return (
    <section className={styles.card} aria-label="Finding teeth">
      <div className={styles.line}>
        <strong aria-live="polite">{STAGE_TITLES[job.stage]}</strong>
        <span className={styles.percent}>{percent} %</span>
      </div>
      <ProgressBar label="Finding teeth" fraction={job.fraction} />
      <div className={styles.line}>
        <span className={styles.left}>
          {job.cancelling ? 'Stopping after this step…' : timeLeft(job.secondsLeft)}
          {job.provider !== null && ` · ${providerName(job.provider)}`}
        </span>
        <Button onClick={() => void commands.cancelJob()} disabled={job.jobId === null || job.cancelling}>
          Cancel
        </Button>
      </div>
    </section>
  );
}

function timeLeft(seconds: number | null): string {
  if (seconds === null) return 'Estimating the time…';
  if (seconds < 1) return 'Almost done';
  if (seconds < 90) return `About ${Math.ceil(seconds)} s left`;
  return `About ${Math.round(seconds / 60)} min left`;
}

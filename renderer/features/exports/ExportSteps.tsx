import { Check, Clock, Download, Hourglass } from 'lucide-react';
import { useEffect, useState } from 'react';
import { exportRoute } from '#contract/api';
import { useApp, useExports, useSettings, useText } from '../../app-context.ts';
import type { ExportStep } from '../../state/exchange/exports-store.ts';
import { Button } from '../../ui/Button.tsx';
import buttons from '../../ui/Button.module.css';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { numberText, sizeText } from '#core/words/format';
import { formatWords } from './format-text.ts';
import { TEXT } from './text.ts';
import styles from './Exports.module.css';

/** What became of each format of the last export. */
export function ExportSteps() {
  const steps = useExports((state) => state.steps);
  const t = useText(TEXT);
  if (steps.length === 0) return null;
  return (
    <ul className={styles.steps} aria-label={t.files} aria-live="polite">
      {steps.map((step) => (
        <li key={step.format} data-step={step.state} ref={step.state === 'making' ? bringIntoView : undefined}>
          <Step step={step} />
        </li>
      ))}
    </ul>
  );
}

/** Of many files, the one that is being made. */
function bringIntoView(row: HTMLElement | null): void {
  row?.scrollIntoView({ block: 'nearest' });
}

function Step({ step }: { readonly step: ExportStep }) {
  const { exporting } = useApp();
  const language = useSettings((settings) => settings.language);
  const t = useText(TEXT);
  const { title } = formatWords(step.format, language);
  switch (step.state) {
    case 'waiting':
      return (
        <>
          <Clock size={15} aria-hidden />
          <span>{title}</span>
          <small>{t.waiting}</small>
        </>
      );
    case 'making':
      return (
        <>
          <Hourglass size={15} aria-hidden />
          <span>{title}</span>
          <Seconds />
        </>
      );
    case 'made': {
      const { exportId, fileName, sizeBytes, teeth } = step.file;
      return (
        <>
          <Check size={15} aria-hidden />
          <span>{fileName}</span>
          <small>
            {t.made(sizeText(sizeBytes, language), teeth)} · {numberText(step.seconds, language, 1)} s
          </small>
          <a
            className={[buttons.icon, styles.again].join(' ')}
            href={exportRoute(exportId)}
            download
            aria-label={t.again(fileName)}
            title={t.again(fileName)}
          >
            <Download size={15} aria-hidden />
          </a>
        </>
      );
    }
    case 'failed':
      return (
        <ErrorNotice title={t.failed(title)} error={step.error} onDismiss={() => exporting.forget(step)}>
          <Button className={styles.retry} onClick={() => void exporting.retry(step)}>
            {t.tryAgain}
          </Button>
        </ErrorNotice>
      );
  }
}

/** How long it has been going on; not read out each second. */
function Seconds() {
  const language = useSettings((settings) => settings.language);
  const t = useText(TEXT);
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return <small aria-live="off">{t.making(numberText(seconds, language))}</small>;
}

import { useApp, useArchive, useSettings, useText } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { numberText, sizeText } from '#core/words/format';
import { SEARCH_TEXT } from './search-text.ts';
import { ARCHIVE_TEXT } from './text.ts';
import styles from './Archive.module.css';

/** How far the scan is that is being fetched, and cancel. */
export function RetrievalCard() {
  const { archive } = useApp();
  const retrieval = useArchive((state) => state.retrieval);
  const language = useSettings((settings) => settings.language);
  const t = useText(SEARCH_TEXT);
  const { cancel } = useText(ARCHIVE_TEXT);
  if (retrieval === null) return null;
  const { series, progress, cancelling } = retrieval;
  const { received, total, bytes } = progress;
  const title = t.fetching([t.kinds[series.kind], series.description].filter((part) => part !== '').join(' · '));
  const count = (value: number): string => numberText(value, language);
  return (
    <section className={styles.retrieval} aria-label={title} data-testid="retrieval">
      <strong>{title}</strong>
      <ProgressBar label={title} fraction={total === null || total === 0 ? null : received / total} />
      <span>
        {cancelling
          ? t.stopping
          : t.received(count(received), total === null ? null : count(total), sizeText(bytes, language))}
      </span>
      <Button disabled={cancelling} onClick={() => void archive.cancelRetrieval()}>
        {cancel}
      </Button>
    </section>
  );
}

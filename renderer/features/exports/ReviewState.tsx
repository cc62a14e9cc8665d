import { Info } from 'lucide-react';
import { useReview, useSession, useSettings, useText } from '../../app-context.ts';
import { readiness } from '../../state/exchange/export-commands.ts';
import { stampText } from '#core/words/format';
import { reviewCounts } from '../review/review-counts.ts';
import { TEXT } from './text.ts';
import styles from './Exports.module.css';

export function useReadiness() {
  const unsaved = useReview((state) => state.unsaved);
  return useSession((state) => readiness(state, unsaved));
}

/** Why nothing can be exported now, or how far the case has been reviewed. */
export function ReviewState() {
  const state = useReadiness();
  const caseFile = useSession((session) => session.caseFile);
  const signed = useReview(({ review }) => review?.signed ?? null);
  const language = useSettings((settings) => settings.language);
  const t = useText(TEXT);
  if (state !== 'ready' || caseFile === null) {
    return <p className={styles.notice}>{state !== 'ready' && <Told text={t.notReady[state]} />}</p>;
  }
  const { proposed } = reviewCounts(caseFile);
  const said = [
    ...(proposed > 0 ? [t.unreviewed(proposed)] : []),
    signed === null ? t.unsigned : t.signed(signed.by || t.nobody, stampText(signed.at, language)),
  ];
  return (
    <p className={styles.notice}>
      <Told text={said.join(' · ')} />
    </p>
  );
}

function Told({ text }: { readonly text: string }) {
  return (
    <>
      <Info size={15} aria-hidden />
      <span role="status">{text}</span>
    </>
  );
}

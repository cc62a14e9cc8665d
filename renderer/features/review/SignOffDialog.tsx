import { ShieldCheck, TriangleAlert } from 'lucide-react';
import { TOOTH_STATUSES } from '#core/review/action';
import { useApp, useChecks, useSession, useText } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { reviewCounts } from './review-counts.ts';
import { REVIEW_TEXT } from './text.ts';
import styles from './Review.module.css';

/** What a person is about to stand for: how many teeth are in which state, and what is still open. */
export function SignOffDialog() {
  const { checks } = useApp();
  const t = useText(REVIEW_TEXT);
  const isOpen = useChecks((state) => state.signOffOpen);
  const findings = useChecks((state) => state.open.length);
  const standing = useChecks((state) => state.settled.length);
  const caseFile = useSession((state) => state.caseFile);
  if (caseFile === null) return null;
  const counts = reviewCounts(caseFile);
  const undecided = counts.proposed + counts.edited;
  const show = (signOffOpen: boolean): void => checks.store.setState({ signOffOpen });
  const isClean = findings === 0 && undecided === 0;
  return (
    <Dialog
      open={isOpen}
      title={t.signOff}
      close={t.cancel}
      onOpenChange={show}
      width="narrow"
      actions={
        <Button
          kind="primary"
          icon={<ShieldCheck size={15} aria-hidden />}
          onClick={() => {
            show(false);
            checks.sign();
          }}
        >
          {isClean ? t.signOff : t.signAnyway}
        </Button>
      }
    >
      <div className={styles.summary}>
        <dl className={styles.counts}>
          {TOOTH_STATUSES.map((status) => (
            <div key={status} data-status={status}>
              <dt>{t.statuses[status]}</dt>
              <dd>{counts[status]}</dd>
            </div>
          ))}
        </dl>
        {!isClean && (
          <ul className={styles.open}>
            {findings > 0 && <OpenLine text={t.openFindings(findings)} />}
            {undecided > 0 && <OpenLine text={t.undecided(undecided)} />}
          </ul>
        )}
        {findings === 0 && <p>{t.noOpenFindings}</p>}
        {standing > 0 && <p>{t.settledFindings(standing)}</p>}
        <p className={styles.hint}>{t.signHint}</p>
      </div>
    </Dialog>
  );
}

function OpenLine({ text }: { readonly text: string }) {
  return (
    <li>
      <TriangleAlert size={15} aria-hidden />
      {text}
    </li>
  );
}

import { CircleAlert, Info, RotateCcw, TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { CheckFinding, Severity } from '#core/checks/checked-tooth';
import { useApp, useChecks, useSettings, useText } from '../../app-context.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { useKey } from '../shortcuts/use-key.ts';
import { scrollWithin } from '../teeth/scroll-within.ts';
import { ToothBadge } from '../teeth/ToothBadge.tsx';
import { useSign } from '../teeth/use-sign.ts';
import { tellFinding } from '#core/words/check-words';
import { REVIEW_TEXT } from './text.ts';
import styles from './Review.module.css';

/** What waits for a person, worst first; the one that was gone to tells all and offers what can be done. */
export function Worklist() {
  const t = useText(REVIEW_TEXT);
  const { open, settled, currentKey } = useChecks((state) => state);
  if (open.length === 0 && settled.length === 0) return null;
  return (
    <div className={styles.work}>
      {open.length > 0 && (
        <ul className={styles.list} aria-label={t.list} data-scrolls>
          {open.map((finding) => (
            <Row key={finding.key} finding={finding} current={finding.key === currentKey} />
          ))}
        </ul>
      )}
      {settled.length > 0 && <Settled findings={settled} />}
    </div>
  );
}

const ICONS = { wrong: CircleAlert, doubtful: TriangleAlert, note: Info } as const;

function SeveritySign({ severity }: { readonly severity: Severity }) {
  const t = useText(REVIEW_TEXT);
  const Icon = ICONS[severity];
  return (
    <Icon className={styles.sign} data-severity={severity} size={15} role="img" aria-label={t.severities[severity]} />
  );
}

/** More would fill the line. */
const MOST_BADGES = 3;

function Badges({ labels }: { readonly labels: readonly number[] }) {
  const rest = labels.length - MOST_BADGES;
  const shown = rest > 1 ? labels.slice(0, MOST_BADGES) : labels;
  return (
    <span className={styles.badges}>
      {shown.map((label) => (
        <ToothBadge key={label} label={label} />
      ))}
      {rest > 1 && <small>+{rest}</small>}
    </span>
  );
}

function useTold(finding: CheckFinding) {
  const language = useSettings((settings) => settings.language);
  return tellFinding(finding, language, useSign());
}

function Row({ finding, current }: { readonly finding: CheckFinding; readonly current: boolean }) {
  const { checks } = useApp();
  const told = useTold(finding);
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (current) scrollWithin(row.current);
  }, [current]);
  return (
    <li ref={row} className={styles.row} data-current={current} data-testid="finding" data-code={finding.code}>
      <button
        type="button"
        className={styles.goThere}
        aria-current={current}
        title={told.says}
        onClick={() => checks.goTo(finding.key)}
      >
        <SeveritySign severity={finding.severity} />
        <span className={styles.what}>{told.title}</span>
        <Badges labels={finding.labels} />
      </button>
      {current && <Current finding={finding} says={told.says} fixText={told.fix} />}
    </li>
  );
}

interface CurrentProps {
  readonly finding: CheckFinding;
  readonly says: string;
  readonly fixText: string | null;
}

function Current({ finding, says, fixText }: CurrentProps) {
  const { checks } = useApp();
  const t = useText(REVIEW_TEXT);
  const [fixKey, acceptKey] = [useKey('review.fix'), useKey('review.accept')];
  return (
    <div className={styles.current}>
      <p aria-live="polite">{says}</p>
      <div className={styles.actions}>
        {fixText !== null && (
          <Button
            kind="primary"
            title={`${t.fix}${fixKey === undefined ? '' : ` (${fixKey.text})`}`}
            aria-keyshortcuts={fixKey?.aria}
            onClick={() => checks.fix(finding)}
          >
            {fixText}
            {fixKey !== undefined && <kbd className={styles.key}>{fixKey.text}</kbd>}
          </Button>
        )}
        <Button aria-keyshortcuts={acceptKey?.aria} onClick={() => checks.accept(finding)}>
          {finding.code === 'unsure' ? t.acceptTooth : t.letStand}
          {acceptKey !== undefined && <kbd className={styles.key}>{acceptKey.text}</kbd>}
        </Button>
      </div>
    </div>
  );
}

/** What a person let stand can be looked at again. */
function Settled({ findings }: { readonly findings: readonly CheckFinding[] }) {
  const t = useText(REVIEW_TEXT);
  return (
    <details className={styles.settled}>
      <summary>{t.letStandCount(findings.length)}</summary>
      <ul>
        {findings.map((finding) => (
          <SettledRow key={finding.key} finding={finding} />
        ))}
      </ul>
    </details>
  );
}

function SettledRow({ finding }: { readonly finding: CheckFinding }) {
  const { checks } = useApp();
  const t = useText(REVIEW_TEXT);
  const { title, says } = useTold(finding);
  return (
    <li className={styles.settledRow} title={says}>
      <span className={styles.what}>{title}</span>
      <Badges labels={finding.labels} />
      <IconButton label={`${t.lookAgain}: ${says}`} onClick={() => checks.reopenFinding(finding)}>
        <RotateCcw size={14} aria-hidden />
      </IconButton>
    </li>
  );
}

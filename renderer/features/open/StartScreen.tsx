import { File, FolderOpen, Sparkles, Unplug } from 'lucide-react';
import { useApp, useSession, useText } from '../../app-context.ts';
import type { Opening } from '../../state/session-store.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { FromArchive } from '../archive/index.ts';
import { RecentScans } from './RecentScans.tsx';
import { TEXT } from './text.ts';
import styles from './Open.module.css';

/** Nothing is open: how to open something, what can be opened, and what was open before. */
export function StartScreen() {
  const { commands } = useApp();
  const opening = useSession((state) => state.opening);
  const error = useSession((state) => state.error);
  const t = useText(TEXT);
  return (
    <main className={styles.start}>
      <div className={styles.column}>
        <div className={styles.dropZone}>
          <ArchMark />
          <h2>{t.title}</h2>
          <p className={styles.lead}>{t.lead}</p>
          {opening === null ? <OpenButtons /> : <OpeningProgress opening={opening} />}
        </div>
        {error !== null && <ErrorNotice title={t.failed} error={error.error} onDismiss={commands.dismissError} />}
        <CasesGone />
        <RecentScans disabled={opening !== null} />
        <dl className={styles.supported}>
          <div>
            <dt>{t.whatOpens}</dt>
            <dd>{t.whatOpensText}</dd>
          </div>
          <div>
            <dt>{t.whatHappens}</dt>
            <dd>{t.whatHappensText}</dd>
          </div>
          <div>
            <dt>{t.whatStays}</dt>
            <dd>{t.whatStaysText}</dd>
          </div>
        </dl>
      </div>
    </main>
  );
}

/** A chosen folder is gone: said before a result is made that cannot be kept. */
function CasesGone() {
  const { commands } = useApp();
  const gone = useSession((state) => state.host?.casesThere === false);
  const t = useText(TEXT);
  if (!gone) return null;
  return (
    <div className={styles.casesGone} role="alert">
      <Unplug size={18} aria-hidden />
      <div>
        <strong>{t.casesGone}</strong>
        <p>{t.casesGoneText}</p>
      </div>
      <Button onClick={() => commands.cases.show()}>{t.casesGoneNext}</Button>
    </div>
  );
}

function OpenButtons() {
  const { commands, picker } = useApp();
  const t = useText(TEXT);
  return (
    <div className={styles.buttons}>
      <Button
        kind="primary"
        icon={<FolderOpen size={16} aria-hidden />}
        onClick={() => picker.current?.choose('folder')}
      >
        {t.openFolder}
      </Button>
      <Button icon={<File size={16} aria-hidden />} onClick={() => picker.current?.choose('file')}>
        {t.openFile}
      </Button>
      <FromArchive />
      <Button icon={<Sparkles size={16} aria-hidden />} data-demo="cbct" onClick={() => void commands.openDemo('cbct')}>
        {t.demoScan}
      </Button>
      <Button icon={<Sparkles size={16} aria-hidden />} data-demo="opg" onClick={() => void commands.openDemo('opg')}>
        {t.demoRadiograph}
      </Button>
      <Button icon={<Sparkles size={16} aria-hidden />} data-demo="ios" onClick={() => void commands.openDemo('ios')}>
        {t.demoSurface}
      </Button>
    </div>
  );
}

function OpeningProgress({ opening }: { readonly opening: Opening }) {
  const t = useText(TEXT);
  const text = t[opening.step];
  return (
    <div className={styles.opening} role="status">
      <span>{text}</span>
      <ProgressBar label={text} fraction={opening.step === 'copying' ? opening.fraction : null} />
    </div>
  );
}

/** The two dental arches as the chart shows them: the product's mark, large. */
function ArchMark() {
  return (
    <svg className={styles.mark} viewBox="0 0 160 64" aria-hidden>
      <path d="M80 4v56M6 32h148" />
      {[-1, 1].flatMap((jaw) =>
        Array.from({ length: 16 }, (_, index) => {
          const side = index - 7.5;
          const y = 32 + jaw * (10 + side ** 2 * 0.18);
          return <rect key={`${jaw}${index}`} x={80 + side * 9 - 3.2} y={y - 5} width={6.4} height={10} rx={2.6} />;
        }),
      )}
    </svg>
  );
}

import { File, FolderOpen, History, Sparkles } from 'lucide-react';
import { useApp, useSession } from '../../app-context.ts';
import type { Opening } from '../../state/session-store.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { openingText } from './opening-text.ts';
import styles from './Open.module.css';

/** Nothing is open: how to open something, what can be opened, and what was open before. */
export function StartScreen() {
  const { commands } = useApp();
  const opening = useSession((state) => state.opening);
  const error = useSession((state) => state.error);
  return (
    <main className={styles.start}>
      <div className={styles.column}>
        <div className={styles.dropZone}>
          <ArchMark />
          <h2>Open a CBCT scan or a panoramic radiograph</h2>
          <p className={styles.lead}>
            Drop a folder or file here, or choose one. It is read on this computer and never sent anywhere.
          </p>
          {opening === null ? <OpenButtons /> : <OpeningProgress opening={opening} />}
        </div>
        {error !== null && (
          <ErrorNotice title="The scan could not be opened" error={error.error} onDismiss={commands.dismissError} />
        )}
        <RecentScans disabled={opening !== null} />
        <dl className={styles.supported}>
          <div>
            <dt>What opens</dt>
            <dd>
              CBCT: DICOM folders with any file names, DICOMDIR, multi-frame files, NIfTI (.nii, .nii.gz); compressed or
              not. Radiographs: DICOM, PNG, JPEG, TIFF.
            </dd>
          </div>
          <div>
            <dt>What happens</dt>
            <dd>
              The picture shows at once. Behind it every tooth is found, numbered (FDI) and measured; you can cancel at
              any time.
            </dd>
          </div>
          <div>
            <dt>What stays as it is</dt>
            <dd>Your files. Results are kept in a folder of their own and come back when you open the scan again.</dd>
          </div>
        </dl>
      </div>
    </main>
  );
}

function OpenButtons() {
  const { commands, picker } = useApp();
  return (
    <div className={styles.buttons}>
      <Button
        kind="primary"
        icon={<FolderOpen size={16} aria-hidden />}
        onClick={() => picker.current?.choose('folder')}
      >
        Open folder
      </Button>
      <Button icon={<File size={16} aria-hidden />} onClick={() => picker.current?.choose('file')}>
        Open file
      </Button>
      <Button icon={<Sparkles size={16} aria-hidden />} data-demo="cbct" onClick={() => void commands.openDemo('cbct')}>
        Try the demo scan
      </Button>
      <Button icon={<Sparkles size={16} aria-hidden />} data-demo="opg" onClick={() => void commands.openDemo('opg')}>
        Try the demo radiograph
      </Button>
    </div>
  );
}

function OpeningProgress({ opening }: { readonly opening: Opening }) {
  const text = openingText(opening);
  return (
    <div className={styles.opening} role="status">
      <span>{text}</span>
      <ProgressBar label={text} fraction={opening.step === 'copying' ? opening.fraction : null} />
    </div>
  );
}

function RecentScans({ disabled }: { readonly disabled: boolean }) {
  const { commands } = useApp();
  const recents = useSession((state) => state.recents);
  if (recents.length === 0) return null;
  return (
    <section className={styles.recents} aria-label="Recent scans">
      <h3>Recent</h3>
      <ul>
        {recents.map(({ recentId, title, openedAt }) => (
          <li key={recentId}>
            <button type="button" disabled={disabled} onClick={() => void commands.openRecent(recentId)}>
              <History size={15} aria-hidden />
              <span>{title}</span>
              <time dateTime={openedAt}>
                {new Date(openedAt).toLocaleDateString(undefined, { dateStyle: 'medium' })}
              </time>
            </button>
          </li>
        ))}
      </ul>
    </section>
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

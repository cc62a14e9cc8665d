import { File, FolderOpen, FolderX, Unplug } from 'lucide-react';
import { TRASH_DAYS } from '#contract/case-list';
import { useApp, useCases, useSession, useText } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice, WarningList } from '../../ui/Notice.tsx';
import { TEXT as OPEN_TEXT } from '../open/text.ts';
import { TEXT } from './text.ts';
import { useCaseName } from './use-case-name.ts';
import styles from './Cases.module.css';

/** What just happened, or stands in the way, with the one next step. */
export function CaseMessages() {
  const { commands } = useApp();
  const { list, error, deleted, moved } = useCases((state) => state);
  const nameOf = useCaseName();
  const t = useText(TEXT);
  const unreadable = list?.unreadable.length ?? 0;
  return (
    <>
      {list !== null && !list.place.there && <PlaceGone path={list.place.path} />}
      <OpeningMessage />
      <ScanWanted />
      {error !== null && <ErrorNotice title={t.failed} error={error} onDismiss={commands.cases.dismiss} />}
      {deleted !== null && (
        <div className={styles.message} role="status">
          <span>{t.deleted(nameOf(deleted), TRASH_DAYS)}</span>
          <Button onClick={() => void commands.cases.restore(deleted.caseId)}>{t.undo}</Button>
        </div>
      )}
      {moved !== null && (
        <div className={styles.message} role="status">
          <span>{t.moved(moved)}</span>
        </div>
      )}
      {unreadable > 0 && <WarningList warnings={[{ code: 'case.unreadable', message: t.unreadable(unreadable) }]} />}
    </>
  );
}

function OpeningMessage() {
  const opening = useSession((state) => state.opening);
  const t = useText(OPEN_TEXT);
  if (opening === null) return null;
  return (
    <div className={styles.message} role="status">
      <span>{t[opening.step]}</span>
    </div>
  );
}

/** A case was chosen whose scan is not where it lay: the person may know where it is now. */
function ScanWanted() {
  const { commands, picker } = useApp();
  const wanted = useCases((state) => state.scanWanted);
  const nameOf = useCaseName();
  const t = useText(TEXT);
  if (wanted === null) return null;
  const choose = (what: 'folder' | 'file'): void => {
    picker.current?.choose(what, wanted.caseId);
  };
  return (
    <div className={styles.message} role="alert" data-testid="scan-wanted">
      <FolderX size={18} aria-hidden />
      <span>
        <strong>{t.scanGone(nameOf(wanted))}</strong> {t.scanGoneWhy}
      </span>
      <Button kind="primary" icon={<FolderOpen size={16} aria-hidden />} onClick={() => choose('folder')}>
        {t.chooseFolder}
      </Button>
      <Button icon={<File size={16} aria-hidden />} onClick={() => choose('file')}>
        {t.chooseFile}
      </Button>
      <Button kind="quiet" onClick={commands.cases.dismiss}>
        {t.cancel}
      </Button>
    </div>
  );
}

function PlaceGone({ path }: { readonly path: string }) {
  const { commands } = useApp();
  const t = useText(TEXT);
  return (
    <div className={styles.message} role="alert" data-testid="place-gone">
      <Unplug size={18} aria-hidden />
      <span>
        <strong>{t.placeGone(path)}</strong> {t.placeGoneNext}
      </span>
      <Button kind="primary" onClick={() => void commands.cases.refresh()}>
        {t.lookAgain}
      </Button>
      <Button onClick={() => void commands.cases.moveToUsual()}>{t.useUsual}</Button>
    </div>
  );
}

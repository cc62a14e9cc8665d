import { FolderDown } from 'lucide-react';
import { useState, type DragEvent, type ReactNode } from 'react';
import { useApp, useSession, useText } from '../../app-context.ts';
import { canImport } from '../../state/exchange/import-commands.ts';
import { droppedEntries, filesBelow } from './collect-files.ts';
import { isSegmentation } from './segmentation-file.ts';
import { TEXT } from './text.ts';
import styles from './Open.module.css';

interface DropTargetProps {
  readonly children: ReactNode;
}

/** The whole window takes a dropped folder or file. */
export function DropTarget({ children }: DropTargetProps) {
  const { host, session, commands: firstCommands, second } = useApp();
  const [over, setOver] = useState(false);
  const t = useText(TEXT);

  const carriesFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const onSecond = event.target instanceof Element && event.target.closest('[data-study="second"]') !== null;
    const commands = onSecond && second !== null ? second.app.commands : firstCommands;
    const { files } = event.dataTransfer;
    const [file] = files;
    const entries = host.native === null ? droppedEntries(event.dataTransfer.items) : [];
    const openScan = async (): Promise<void> => {
      if (host.native === null) await commands.openFiles(await filesBelow(entries));
      else await commands.openDropped(file);
    };
    if (file === undefined && entries.length === 0) return;
    const mayBeSegmentation = !onSecond && files.length === 1 && canImport(session.getState());
    void (mayBeSegmentation ? isSegmentation(file).catch(() => false) : Promise.resolve(false)).then((is) =>
      is ? firstCommands.importFile(file) : openScan(),
    );
  };
  return (
    <div
      className={styles.dropTarget}
      onDragOver={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (event.relatedTarget === null) setOver(false);
      }}
      onDrop={drop}
    >
      {children}
      <OpeningNotice />
      {over && (
        <div className={styles.dropHint}>
          <FolderDown size={40} aria-hidden />
          <strong>{t.drop}</strong>
          <span>{t.dropNote}</span>
        </div>
      )}
    </div>
  );
}

/** Another scan is being read while one is still shown. */
function OpeningNotice() {
  const opening = useSession((state) => state.opening);
  const hasScan = useSession((state) => state.scan !== null);
  const t = useText(TEXT);
  if (opening === null || !hasScan) return null;
  return (
    <div className={styles.openingNotice} role="status">
      {t[opening.step]}
    </div>
  );
}

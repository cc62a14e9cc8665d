import type { ReactNode } from 'react';
import { useApp, useArchive, useText } from '../../app-context.ts';
import type { ArchiveWindow } from '../../state/exchange/archive-store.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { ARCHIVE_TEXT } from './text.ts';
import styles from './Archive.module.css';

interface ArchiveDialogProps {
  readonly which: ArchiveWindow;
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly width?: 'narrow' | 'wide' | 'full';
}

/** One of the archive's windows, with what went wrong in it. */
export function ArchiveDialog({ which, title, children, actions, width = 'wide' }: ArchiveDialogProps) {
  const { archive } = useApp();
  const open = useArchive((state) => state.open === which);
  const error = useArchive((state) => state.error);
  const t = useText(ARCHIVE_TEXT);
  return (
    <Dialog
      open={open}
      title={title}
      close={t.close}
      width={width}
      onOpenChange={(next) => (next ? archive.show(which) : archive.hide())}
      actions={actions}
    >
      <div className={styles.window}>
        {error !== null && <ErrorNotice title={t.failed[which]} error={error} onDismiss={archive.dismiss} />}
        {children}
      </div>
    </Dialog>
  );
}

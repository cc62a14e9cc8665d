import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { Button } from './Button.tsx';
import styles from './Dialog.module.css';

interface DialogProps {
  readonly open: boolean;
  readonly title: string;
  /** Word on the button that closes it. */
  readonly close: string;
  readonly onOpenChange: (open: boolean) => void;
  readonly children: ReactNode;
  /** Beside the close button. */
  readonly actions?: ReactNode;
  /** `full`: nearly the whole window. */
  readonly width?: 'narrow' | 'wide' | 'full';
}

/** A window in the window: takes the focus, closes with Escape, and gives the focus back. */
export function Dialog({ open, title, close, onOpenChange, children, actions, width = 'wide' }: DialogProps) {
  return (
    <BaseDialog.Root open={open} onOpenChange={onOpenChange}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={styles.backdrop} />
        <BaseDialog.Popup className={styles.popup} data-width={width} finalFocus={() => !anotherHasFocus()}>
          <BaseDialog.Title className={styles.title}>{title}</BaseDialog.Title>
          <div className={styles.body}>{children}</div>
          <footer className={styles.actions}>
            {actions}
            <BaseDialog.Close render={<Button />}>{close}</BaseDialog.Close>
          </footer>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

/** A window that was opened out of this one, and has the focus already, keeps it. */
function anotherHasFocus(): boolean {
  return document.activeElement?.closest('[role="dialog"][data-open]') != null;
}

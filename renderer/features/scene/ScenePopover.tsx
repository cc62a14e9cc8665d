import { Popover } from '@base-ui/react/popover';
import type { ReactNode } from 'react';
import type { KeyLabel } from '../../ui/Button.tsx';
import buttons from '../../ui/Button.module.css';
import styles from './Scene.module.css';

interface ScenePopoverProps {
  readonly label: string;
  /** The key for what lies behind the button, shown in the tooltip. */
  readonly shortcut: KeyLabel | undefined;
  readonly icon: ReactNode;
  /** Something here is not as it was at first. */
  readonly marked: boolean;
  readonly children: ReactNode;
}

/** A button of the 3D pane and what it opens; Escape and a click beside it close it. */
export function ScenePopover({ label, shortcut, icon, marked, children }: ScenePopoverProps) {
  return (
    <Popover.Root>
      <Popover.Trigger
        className={[buttons.icon, styles.trigger].join(' ')}
        data-marked={marked}
        aria-label={label}
        title={shortcut === undefined ? label : `${label} (${shortcut.text})`}
      >
        {icon}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="top" align="end" sideOffset={6} collisionPadding={8} className={styles.positioner}>
          <Popover.Popup className={styles.popup}>
            <Popover.Title className={styles.popupTitle}>{label}</Popover.Title>
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

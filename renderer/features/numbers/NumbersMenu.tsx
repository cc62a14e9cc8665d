import { Menu } from '@base-ui/react/menu';
import { useState } from 'react';
import { useApp, useNumbers } from '../../app-context.ts';
import type { OpenMenu } from '../../state/teeth/numbers-store.ts';
import { PlaceMenu } from './PlaceMenu.tsx';
import { ToothMenu } from './ToothMenu.tsx';
import styles from './Menu.module.css';

/** The menu of a tooth or of an empty place, where it was asked for; the focus goes back there. */
export function NumbersMenu() {
  const { numbers } = useApp();
  const menu = useNumbers((state) => state.menu);
  // While it closes, it shows what it was about.
  const [shown, setShown] = useState<OpenMenu | null>(null);
  if (menu !== null && menu !== shown) setShown(menu);
  const about = (menu ?? shown)?.about;
  const [x, y] = (menu ?? shown)?.at ?? [0, 0];
  return (
    <Menu.Root
      open={menu !== null}
      modal={false}
      onOpenChange={(open) => {
        if (!open) numbers.closeMenu();
      }}
    >
      <Menu.Portal>
        <Menu.Positioner
          className={styles.positioner}
          anchor={{ getBoundingClientRect: () => new DOMRect(x, y, 0, 0) }}
          side="bottom"
          align="start"
          sideOffset={2}
          collisionPadding={8}
        >
          <Menu.Popup className={styles.popup}>
            {about?.kind === 'tooth' && <ToothMenu label={about.label} />}
            {about?.kind === 'place' && <PlaceMenu fdi={about.fdi} />}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

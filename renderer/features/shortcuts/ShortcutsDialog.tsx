import { Dialog } from '@base-ui/react/dialog';
import { useApp, useView } from '../../app-context.ts';
import { SHORTCUTS } from './shortcuts.ts';
import styles from './ShortcutsDialog.module.css';

export function ShortcutsDialog() {
  const { view } = useApp();
  const open = useView((state) => state.helpOpen);
  return (
    <Dialog.Root open={open} onOpenChange={(helpOpen) => view.setState({ helpOpen })}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup}>
          <Dialog.Title className={styles.title}>Keyboard and mouse</Dialog.Title>
          <p className={styles.mouse}>
            Wheel: slices. Left button: the chosen tool; a click on a tooth selects it. Middle: pan. Right: zoom.
          </p>
          <dl className={styles.list}>
            {SHORTCUTS.map(({ shown, title }) => (
              <div key={shown}>
                <dt>
                  <kbd>{shown}</kbd>
                </dt>
                <dd>{title}</dd>
              </div>
            ))}
          </dl>
          <Dialog.Close className={styles.close}>Close</Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

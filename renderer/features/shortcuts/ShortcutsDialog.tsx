import { Dialog } from '@base-ui/react/dialog';
import { useApp, useModality, useView } from '../../app-context.ts';
import { SHORTCUTS } from './shortcuts.ts';
import styles from './ShortcutsDialog.module.css';

const MOUSE = {
  cbct: 'Wheel: slices. Left button: the chosen tool; a click on a tooth selects it. Middle: pan. Right: zoom.',
  opg:
    'Wheel: zoom at the pointer. Left button: the chosen tool; a click on a tooth or its number selects it. Middle, or ' +
    'left with the space bar: pan. Right: zoom. Outline tool: Shift and click adds a place inside, Alt and click one outside.',
} as const;

export function ShortcutsDialog() {
  const { view } = useApp();
  const modality = useModality() ?? 'cbct';
  const open = useView((state) => state.helpOpen);
  return (
    <Dialog.Root open={open} onOpenChange={(helpOpen) => view.setState({ helpOpen })}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup}>
          <Dialog.Title className={styles.title}>Keyboard and mouse</Dialog.Title>
          <p className={styles.mouse}>{MOUSE[modality]}</p>
          <dl className={styles.list}>
            {SHORTCUTS[modality].map(({ shown, title }) => (
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

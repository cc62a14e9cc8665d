import { Dialog } from '@base-ui/react/dialog';
import { useApp, useModality, useSettings, useView } from '../../app-context.ts';
import { textOf } from '../../text.ts';
import { keyText } from './key-text.ts';
import { keysInForce } from './keys-in-force.ts';
import { groupsFor } from './shortcuts.ts';
import styles from './ShortcutsDialog.module.css';

const MOUSE = {
  cbct: 'Wheel: slices. Left button: the chosen tool; a click on a tooth selects it. Middle: pan. Right: zoom.',
  opg:
    'Wheel: zoom at the pointer. Left button: the chosen tool; a click on a tooth or its number selects it. Middle, or ' +
    'left with the space bar: pan. Right: zoom. Outline tool: Shift and click adds a place inside, Alt and click one outside.',
} as const;

export function ShortcutsDialog() {
  const { view } = useApp();
  const modality = useModality();
  const mode = modality ?? 'start';
  const { language, shortcuts: chosen } = useSettings((state) => state);
  const open = useView((state) => state.helpOpen);
  return (
    <Dialog.Root open={open} onOpenChange={(helpOpen) => view.setState({ helpOpen })}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup}>
          <Dialog.Title className={styles.title}>Keyboard and mouse</Dialog.Title>
          <p className={styles.mouse}>{MOUSE[modality ?? 'cbct']}</p>
          {groupsFor(mode).map((group) => (
            <section key={group.title.en}>
              <h3>{textOf(group.title, language)}</h3>
              <dl className={styles.list}>
                {group.shortcuts.map((shortcut) => (
                  <div key={shortcut.id}>
                    <dt>
                      <kbd>
                        {keysInForce(shortcut, chosen)
                          .map((key) => keyText(key, language))
                          .join(' ')}
                      </kbd>
                    </dt>
                    <dd>{textOf(shortcut.title, language)}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
          <Dialog.Close className={styles.close}>Close</Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

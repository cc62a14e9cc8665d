import { useState } from 'react';
import type { Language } from '#contract/settings';
import { PRODUCT_WORDS } from '#core/words/product-words';
import { useApp, useArchive, useModality, useSettings, useText, useView } from '../../app-context.ts';
import { textOf } from '../../text.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Field.tsx';
import { keyText } from './key-text.ts';
import { keysInForce, type ChosenKeys } from './keys-in-force.ts';
import type { Shortcut } from './shortcut.ts';
import { ShortcutRow } from './ShortcutRow.tsx';
import { groupsFor } from './shortcuts.ts';
import { TEXT } from './text.ts';
import styles from './ShortcutsDialog.module.css';

/** What every key and mouse button does; keys can be changed here. */
export function ShortcutsDialog() {
  const { view, settings } = useApp();
  const open = useView((state) => state.helpOpen);
  const chosen = useSettings(({ shortcuts }) => shortcuts);
  const t = useText(TEXT);
  return (
    <Dialog
      open={open}
      title={t.title}
      close={t.close}
      onOpenChange={(helpOpen) => view.setState({ helpOpen })}
      actions={
        Object.keys(chosen).length > 0 && (
          <Button onClick={() => settings.setState({ shortcuts: {} })}>{t.resetAll}</Button>
        )
      }
    >
      <ShortcutList />
    </Dialog>
  );
}

function ShortcutList() {
  const modality = useModality();
  const { language, shortcuts: chosen } = useSettings((state) => state);
  const t = useText(TEXT);
  const [search, setSearch] = useState('');
  const [recordingId, setRecordingId] = useState<string | null>(null);
  const hasArchive = useArchive(({ servers }) => servers.length > 0);
  const groups = groupsFor(modality ?? 'start')
    .filter(({ needs }) => needs === undefined || hasArchive)
    .map((group) => ({ ...group, shortcuts: group.shortcuts.filter(matches(search, language, chosen)) }))
    .filter(({ shortcuts }) => shortcuts.length > 0);
  return (
    <>
      <p>
        <strong>{textOf(PRODUCT_WORDS, language).researchUse}</strong>
      </p>
      <p className={styles.mouse}>{t.mouse[modality ?? 'cbct']}</p>
      <TextField label={t.search} note={t.howTo} type="search" value={search} onChange={setSearch} />
      <div className={styles.groups}>
        {groups.length === 0 && <p role="status">{t.nothing}</p>}
        {groups.map(({ title, shortcuts }) => (
          <section key={title.en} className={styles.group}>
            <h3>{textOf(title, language)}</h3>
            <ul>
              {shortcuts.map((shortcut) => (
                <ShortcutRow
                  key={shortcut.id}
                  shortcut={shortcut}
                  recording={shortcut.id === recordingId}
                  onRecord={setRecordingId}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}

/** By words of its title, or by its key as it is printed. */
function matches(search: string, language: Language, chosen: ChosenKeys): (shortcut: Shortcut) => boolean {
  const wanted = search.trim().toLocaleLowerCase(language);
  return (shortcut) => {
    const keys = keysInForce(shortcut, chosen).map((key) => keyText(key, language).toLocaleLowerCase(language));
    return textOf(shortcut.title, language).toLocaleLowerCase(language).includes(wanted) || keys.includes(wanted);
  };
}

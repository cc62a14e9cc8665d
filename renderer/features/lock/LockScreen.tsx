import { Lock } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { useStore } from 'zustand';
import { useApp, useSettings, useText } from '../../app-context.ts';
import { lockStore } from '../../state/lock-store.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { errorWords } from '../../words/error-words.ts';
import { TEXT } from './text.ts';
import styles from './Lock.module.css';

/** Stands in the place of everything else: nothing of the patient is in the page meanwhile. */
export function LockScreen() {
  const { lock } = useApp();
  const { encrypted, trying, error } = useStore(lockStore);
  const language = useSettings((settings) => settings.language);
  const [secret, setSecret] = useState('');
  const t = useText(TEXT);
  const unlock = (event: FormEvent): void => {
    event.preventDefault();
    void lock.unlock(encrypted ? secret : null);
    setSecret('');
  };
  const words = error === null ? null : errorWords(error, language);
  return (
    <main className={styles.screen}>
      <form className={styles.card} onSubmit={unlock}>
        <Lock size={28} aria-hidden />
        <h1>{t.locked}</h1>
        <p className={styles.note}>{t.goesOn}</p>
        {encrypted && (
          <TextField
            label={t.passphrase}
            note={t.passphraseOrKey}
            type="password"
            autoFocus
            value={secret}
            onChange={setSecret}
          />
        )}
        <p role="alert" className={styles.error}>
          {words !== null && `${words.what} ${words.next}`}
        </p>
        <Button kind="primary" type="submit" autoFocus={!encrypted} disabled={trying || (encrypted && secret === '')}>
          {trying ? t.trying : t.unlock}
        </Button>
      </form>
    </main>
  );
}

import { useState, type FormEvent } from 'react';
import { asQuadrantError, type ErrorBody } from '#contract/errors';
import { LEAST_PASSPHRASE } from '#contract/lock';
import { useApp, useSettings, useText } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { errorWords } from '../../words/error-words.ts';
import { TEXT } from './text.ts';
import styles from './Lock.module.css';

export type VaultStep = 'on' | 'off' | 'change';

interface VaultFormProps {
  readonly step: VaultStep;
  /** With the recovery key where encryption was turned on. */
  readonly onDone: (recoveryKey: string | null) => void;
  readonly onCancel: () => void;
}

/** Asks for the passphrases that a step needs, and takes it. */
export function VaultForm({ step, onDone, onCancel }: VaultFormProps) {
  const { lock } = useApp();
  const language = useSettings((settings) => settings.language);
  const [old, setOld] = useState('');
  const [chosen, setChosen] = useState('');
  const [again, setAgain] = useState('');
  const [working, setWorking] = useState(false);
  const [error, setError] = useState<ErrorBody | null>(null);
  const t = useText(TEXT);
  const asksOld = step !== 'on';
  const asksNew = step !== 'off';
  const fits = chosen.length >= LEAST_PASSPHRASE && chosen === again;
  const ready = (!asksOld || old !== '') && (!asksNew || fits);
  const take = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setWorking(true);
    setError(null);
    try {
      if (step === 'on') onDone(await lock.turnOn(chosen));
      else {
        await (step === 'off' ? lock.turnOff(old) : lock.changePassphrase(old, chosen));
        onDone(null);
      }
    } catch (thrown) {
      setError(asQuadrantError(thrown).toBody());
      setWorking(false);
    }
  };
  const words = error === null ? null : errorWords(error, language);
  return (
    <form className={styles.form} onSubmit={(event) => void take(event)}>
      {asksOld && (
        <TextField
          label={t.passphrase}
          note={t.passphraseOrKey}
          type="password"
          autoFocus
          value={old}
          onChange={setOld}
        />
      )}
      {asksNew && (
        <>
          <TextField
            label={t.newPassphrase}
            note={t.least(LEAST_PASSPHRASE)}
            type="password"
            autoFocus={!asksOld}
            value={chosen}
            onChange={setChosen}
          />
          <TextField
            label={t.again}
            note={again !== '' && again !== chosen ? t.differs : undefined}
            type="password"
            value={again}
            onChange={setAgain}
          />
        </>
      )}
      <p role="alert" className={styles.error}>
        {words !== null && `${words.what} ${words.next}`}
      </p>
      <div className={styles.steps}>
        <Button kind="primary" type="submit" disabled={!ready || working}>
          {working ? t.working : t.take[step]}
        </Button>
        <Button disabled={working} onClick={onCancel}>
          {t.cancel}
        </Button>
      </div>
    </form>
  );
}

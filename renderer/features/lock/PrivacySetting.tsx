import { useState } from 'react';
import { useStore } from 'zustand';
import { useApp, useSettings, useText } from '../../app-context.ts';
import { lockStore } from '../../state/lock-store.ts';
import { Button } from '../../ui/Button.tsx';
import { ChoiceGroup } from '../../ui/ChoiceGroup.tsx';
import { VaultForm, type VaultStep } from './VaultForm.tsx';
import { TEXT } from './text.ts';
import styles from './Lock.module.css';

const MINUTES = ['0', '5', '10', '15', '30'] as const;

/** When the window is covered, and whether what is stored is encrypted. */
export function PrivacySetting() {
  const { settings } = useApp();
  const minutes = useSettings((state) => String(state.autoLockMinutes));
  const encrypted = useStore(lockStore, (state) => state.encrypted);
  const [step, setStep] = useState<VaultStep | null>(null);
  const [recoveryKey, setRecoveryKey] = useState<string | null>(null);
  const t = useText(TEXT);
  return (
    <>
      <div>
        <ChoiceGroup
          label={t.autoLock}
          value={minutes}
          choices={MINUTES.map((value) => ({ value, title: value === '0' ? t.never : t.minutes(Number(value)) }))}
          onChange={(value) => settings.setState({ autoLockMinutes: Number(value) })}
        />
        <p className={styles.note}>{t.autoLockNote}</p>
      </div>
      <section className={styles.vault} aria-label={t.encryption}>
        <h3>{t.encryption}</h3>
        <p>{encrypted ? t.isOn : t.isOff}</p>
        <p className={styles.note}>{t.notCovered}</p>
        {recoveryKey !== null && (
          <div role="status" className={styles.recovery}>
            <p>{t.recoveryNote}</p>
            <output className={styles.key}>{recoveryKey}</output>
            <Button onClick={() => setRecoveryKey(null)}>{t.written}</Button>
          </div>
        )}
        {step === null ? (
          <div className={styles.steps}>
            {encrypted ? (
              <>
                <Button onClick={() => setStep('change')}>{t.change}</Button>
                <Button onClick={() => setStep('off')}>{t.turnOff}</Button>
              </>
            ) : (
              <Button onClick={() => setStep('on')}>{t.turnOn}</Button>
            )}
          </div>
        ) : (
          <VaultForm
            step={step}
            onDone={(key) => {
              setStep(null);
              setRecoveryKey(key);
            }}
            onCancel={() => setStep(null)}
          />
        )}
      </section>
    </>
  );
}

import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import type { Diagnosis, DoctorFinding } from '#contract/diagnosis';
import { VERDICT_OF, type Verdict } from '#core/doctor-codes';
import { areaOf, tellFinding } from '#core/words/doctor-words';
import { numberText } from '#core/words/format';
import { useApp, useDoctor, useSettings, useText, useView } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { TEXT } from './text.ts';
import styles from './Doctor.module.css';

/** What the doctor found, area by area, with what to do. */
export function DoctorDialog() {
  const { doctor, view } = useApp();
  const open = useView((state) => state.doctorOpen);
  const examined = useDoctor((state) => state);
  const t = useText(TEXT);
  return (
    <Dialog
      open={open}
      title={t.title}
      close={t.close}
      onOpenChange={(doctorOpen) => view.setState({ doctorOpen })}
      actions={
        examined.state === 'done' && (
          <>
            <Button onClick={() => void doctor.examine()}>{t.again}</Button>
            <Button onClick={() => void doctor.saveBundle()}>{t.save}</Button>
          </>
        )
      }
    >
      {examined.state === 'examining' && (
        <div role="status" className={styles.examining}>
          <p>{t.examining}</p>
          <ProgressBar label={t.examining} fraction={null} />
        </div>
      )}
      {examined.state === 'failed' && (
        <ErrorNotice title={t.failed} error={examined.error} onDismiss={() => doctor.forget()} />
      )}
      {examined.state === 'done' && <Found diagnosis={examined.diagnosis} />}
    </Dialog>
  );
}

function Found({ diagnosis: { findings } }: { readonly diagnosis: Diagnosis }) {
  const language = useSettings((settings) => settings.language);
  const t = useText(TEXT);
  const count = (wanted: Verdict): number => findings.filter(({ code }) => VERDICT_OF[code] === wanted).length;
  const [faults, advice] = [count('fault'), count('advice')];
  return (
    // Long, with nothing to press in it: the keyboard scrolls it all the same.
    <section tabIndex={0} aria-label={t.title}>
      <p role="status" className={styles.sum}>
        {faults + advice === 0
          ? t.fine
          : `${t.faults(numberText(faults, language))} · ${t.advice(numberText(advice, language))}`}
      </p>
      {[...Map.groupBy(findings, ({ code }) => areaOf(code))].map(([area, members]) => (
        <Area key={area} findings={members} />
      ))}
      <p className={styles.note}>{t.saveNote}</p>
    </section>
  );
}

function Area({ findings }: { readonly findings: readonly DoctorFinding[] }) {
  const language = useSettings((settings) => settings.language);
  const told = findings.map(({ code, facts }) => tellFinding(code, facts, language));
  return (
    <section className={styles.area}>
      <h3>{told[0].area}</h3>
      <ul>
        {told.map(({ says, advice, verdict, verdictWord }) => (
          <li key={says} data-verdict={verdict}>
            <Sign verdict={verdict} word={verdictWord} />
            <div>
              <p>{says}</p>
              {advice !== null && <p className={styles.advice}>{advice}</p>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

const ICONS = { ok: CircleCheck, advice: Info, fault: CircleAlert } as const;

/** A shape and a word, so that colour is never the only sign. */
function Sign({ verdict, word }: { readonly verdict: Verdict; readonly word: string }) {
  const Icon = ICONS[verdict];
  return (
    <span className={styles.sign} title={word}>
      <Icon size={16} role="img" aria-label={word} />
    </span>
  );
}

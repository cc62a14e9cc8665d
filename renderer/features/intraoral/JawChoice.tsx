import type { IosCase } from '#contract/case';
import { JAWS } from '#contract/scan';
import { useApp, useSession, useText } from '../../app-context.ts';
import { TEXT } from './text.ts';
import styles from './Intraoral.module.css';

/** Which jaw the scan was taken for; a person who says the other one has its teeth found anew. */
export function JawChoice({ jaw }: { readonly jaw: IosCase['jaw'] }) {
  const { commands } = useApp();
  const t = useText(TEXT);
  const busy = useSession((state) => state.job !== null || !state.caseConfirmed);
  return (
    <div className={styles.choices} role="group" aria-label={t.jawIs}>
      {JAWS.map((id) => (
        <button
          key={id}
          type="button"
          aria-pressed={jaw.is === id}
          // Saying that an assumption is right settles it as well.
          disabled={busy || (jaw.is === id && jaw.evidence === 'person')}
          title={jaw.is === id ? undefined : t.findAs(t.jaw[id])}
          onClick={() => void commands.findTeeth(id)}
        >
          {t.jaw[id]}
        </button>
      ))}
    </div>
  );
}

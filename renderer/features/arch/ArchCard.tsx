import { RotateCcw } from 'lucide-react';
import { useAnnotations, useApp, useText, useView } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { TEXT } from './text.ts';
import styles from './Arch.module.css';

/** How the arch is changed, while its tool is on. */
export function ArchCard() {
  const { arching } = useApp();
  const t = useText(TEXT);
  const editing = useView((state) => state.tool === 'arch');
  const changed = useAnnotations((state) => state.now.archMm !== null);
  if (!editing) return null;
  return (
    <section className={styles.card} aria-label={t.arch}>
      <h2>{t.arch}</h2>
      <p>{t.hint}</p>
      <Button icon={<RotateCcw size={15} aria-hidden />} disabled={!changed} onClick={() => arching.commands.reset()}>
        {t.resetArch}
      </Button>
    </section>
  );
}

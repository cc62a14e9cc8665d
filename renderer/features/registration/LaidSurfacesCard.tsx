import { Eye, EyeOff, ScanFace, Trash2, TriangleAlert } from 'lucide-react';
import { useRef } from 'react';
import { useStore } from 'zustand';
import type { LaidSurface } from '#contract/annotations';
import { numberText } from '#core/words/format';
import { useAnnotations, useApp, useSession, useSettings, useText } from '../../app-context.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { TEXT } from './text.ts';
import styles from './Registration.module.css';

const NONE: readonly LaidSurface[] = [];

/** Intraoral scans on the teeth of a CBCT, with how far they are off; absent while there is no case to lay them on. */
export function LaidSurfacesCard() {
  const { laidSurfaces } = useApp();
  const t = useText(TEXT);
  const caseFile = useSession((state) => state.caseFile);
  const surfaces = useAnnotations((state) => state.now.surfaces ?? NONE);
  const { laying, error } = useStore(laidSurfaces.store);
  if (caseFile?.modality !== 'cbct') return null;
  return (
    <section className={styles.card} aria-label={t.title}>
      <h2>{t.title}</h2>
      {surfaces.length > 0 && (
        <ul className={styles.list}>
          {surfaces.map((surface) => (
            <SurfaceRow key={surface.id} surface={surface} />
          ))}
        </ul>
      )}
      {error !== null && <ErrorNotice title={t.failed} error={error} onDismiss={laidSurfaces.dismissError} />}
      <p className={styles.hint} role="status">
        {laying === null ? t.hint : t.laying(laying)}
      </p>
      <AddButton />
    </section>
  );
}

function AddButton() {
  const { host, laidSurfaces } = useApp();
  const t = useText(TEXT);
  const busy = useStore(laidSurfaces.store, ({ laying }) => laying !== null);
  const ready = useSession(({ caseConfirmed, job }) => caseConfirmed && job === null);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        icon={<ScanFace size={16} aria-hidden />}
        disabled={busy || !ready}
        onClick={() => {
          if (host.native === null) input.current?.click();
          else void laidSurfaces.layWithDialog();
        }}
      >
        {t.add}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".stl,.ply,.obj,.vtp"
        data-testid="laid-surface-input"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          currentTarget.value = '';
          if (file !== undefined) void laidSurfaces.layFile(file);
        }}
      />
    </>
  );
}

function SurfaceRow({ surface }: { readonly surface: LaidSurface }) {
  const { laidSurfaces } = useApp();
  const t = useText(TEXT);
  const language = useSettings((state) => state.language);
  const { id, name, meanMm, p95Mm, usedShare, isUnsure } = surface;
  const hidden = useStore(laidSurfaces.store, (state) => state.hidden.has(id));
  const there = useStore(laidSurfaces.store, (state) => state.meshes.has(id));
  return (
    <li className={styles.row} data-testid="laid-surface">
      <IconButton label={t.show(name)} pressed={!hidden} onClick={() => laidSurfaces.toggle(id)}>
        {hidden ? <EyeOff size={15} aria-hidden /> : <Eye size={15} aria-hidden />}
      </IconButton>
      <span className={styles.name}>{name}</span>
      <IconButton label={t.remove(name)} onClick={() => laidSurfaces.remove(id)}>
        <Trash2 size={15} aria-hidden />
      </IconButton>
      <p className={styles.error}>
        {t.error(numberText(meanMm, language, 2), numberText(p95Mm, language, 2))}
        <br />
        {t.share(numberText(100 * usedShare, language))}
      </p>
      {!there && <p className={styles.error}>{t.loading}</p>}
      {isUnsure && (
        <p className={styles.unsure}>
          <TriangleAlert size={14} aria-hidden /> {t.unsure}
        </p>
      )}
    </li>
  );
}

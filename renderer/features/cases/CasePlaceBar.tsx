import { FolderClosed } from 'lucide-react';
import { useState } from 'react';
import { useApp, useCases, useText } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { TEXT } from './text.ts';
import styles from './Cases.module.css';

/** Where the cases are kept, and the way to keep them elsewhere: the system's dialog, or a typed path in a browser. */
export function CasePlaceBar() {
  const { commands, host } = useApp();
  const place = useCases((state) => state.list?.place ?? null);
  const moving = useCases((state) => state.moving);
  const [asking, setAsking] = useState(false);
  const t = useText(TEXT);
  if (moving) {
    return (
      <div className={styles.place} role="status">
        <span>{t.moving}</span>
        <ProgressBar label={t.moving} fraction={null} />
      </div>
    );
  }
  if (asking) return <PathForm gone={place?.there === false} onDone={() => setAsking(false)} />;
  if (place === null) return <div className={styles.place} />;
  return (
    <div className={styles.place}>
      <FolderClosed size={15} aria-hidden />
      <span className={styles.path} title={place.path}>
        {t.place} <bdi>{place.path}</bdi>
      </span>
      <Button
        kind="quiet"
        onClick={() => (host.native === null ? setAsking(true) : void commands.cases.moveWithDialog())}
      >
        {place.there ? t.move : t.choosePlace}
      </Button>
      {place.chosen && place.there && (
        <Button kind="quiet" onClick={() => void commands.cases.moveToUsual()}>
          {t.moveUsual}
        </Button>
      )}
      <span className={styles.keys}>{t.keys}</span>
    </div>
  );
}

function PathForm({ gone, onDone }: { readonly gone: boolean; readonly onDone: () => void }) {
  const { commands } = useApp();
  const [path, setPath] = useState('');
  const t = useText(TEXT);
  const move = async (): Promise<void> => {
    if (path.trim() !== '' && (await commands.cases.moveToPath(path.trim()))) onDone();
  };
  return (
    <form
      className={styles.place}
      onSubmit={(event) => {
        event.preventDefault();
        void move();
      }}
    >
      <input
        className={styles.pathInput}
        aria-label={t.movePath}
        placeholder={t.movePathHint}
        spellCheck={false}
        ref={(input) => input?.focus()}
        value={path}
        onChange={(event) => setPath(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation(); // would close the list
          onDone();
        }}
      />
      <Button kind="primary" type="submit" disabled={path.trim() === ''}>
        {gone ? t.useThis : t.moveHere}
      </Button>
      <Button kind="quiet" onClick={onDone}>
        {t.cancel}
      </Button>
    </form>
  );
}

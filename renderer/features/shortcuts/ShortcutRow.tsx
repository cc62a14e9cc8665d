import { RotateCcw } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { useApp, useSettings, useText } from '../../app-context.ts';
import { textOf } from '../../text.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { keyText } from './key-text.ts';
import { holdersOf, keysInForce, withKey, withOwnKeys } from './keys-in-force.ts';
import { keyOf, type Shortcut } from './shortcut.ts';
import { shortcutsBeside } from './shortcuts.ts';
import { TEXT } from './text.ts';
import styles from './ShortcutsDialog.module.css';

const MODIFIERS = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead', 'Process']);

interface ShortcutRowProps {
  readonly shortcut: Shortcut;
  readonly recording: boolean;
  readonly onRecord: (id: string | null) => void;
}

/** A shortcut and its key. Chosen, it waits for a new key; a key that others have can be taken over. */
export function ShortcutRow({ shortcut, recording, onRecord }: ShortcutRowProps) {
  const { settings } = useApp();
  const { language, shortcuts: chosen } = useSettings((state) => state);
  const t = useText(TEXT);
  /** Pressed, but somebody else's. */
  const [wanted, setWanted] = useState<string | null>(null);
  const title = textOf(shortcut.title, language);
  const keys = keysInForce(shortcut, chosen).map((key) => keyText(key, language));
  if (shortcut.fixed === true) {
    return (
      <li className={styles.row}>
        <span className={styles.line}>
          <span>{title}</span>
          <Keys keys={shortcut.shown === undefined ? keys : [shortcut.shown]} />
        </span>
      </li>
    );
  }

  const { id } = shortcut;
  const rivals = shortcutsBeside(id);
  const stop = (): void => {
    setWanted(null);
    onRecord(null);
  };
  const choose = (key: string): void => {
    settings.setState({ shortcuts: withKey(rivals, chosen, { id, key }) });
    stop();
  };
  const pressed = (event: KeyboardEvent): void => {
    if (!recording || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') stop();
    else if (!MODIFIERS.has(event.key)) {
      const key = keyOf(event.nativeEvent);
      if (holdersOf(rivals, chosen, { key, except: id }).length === 0) choose(key);
      else setWanted(key);
    }
  };
  return (
    <li className={styles.row}>
      <button
        type="button"
        className={styles.line}
        data-recording={recording}
        onClick={() => onRecord(recording ? null : id)}
        onKeyDown={pressed}
        onBlur={() => recording && wanted === null && onRecord(null)}
      >
        <span>{title}</span>
        {recording ? <em role="status">{t.press}</em> : <Keys keys={keys} />}
      </button>
      {chosen[id] !== undefined && !recording && (
        <IconButton
          className={styles.reset}
          label={t.reset(title)}
          onClick={() => settings.setState({ shortcuts: withOwnKeys(rivals, chosen, id) })}
        >
          <RotateCcw size={14} aria-hidden />
        </IconButton>
      )}
      {recording && wanted !== null && <Clash id={id} wanted={wanted} onTakeOver={choose} onLeave={stop} />}
    </li>
  );
}

interface ClashProps {
  readonly id: string;
  readonly wanted: string;
  readonly onTakeOver: (key: string) => void;
  readonly onLeave: () => void;
}

function Clash({ id, wanted, onTakeOver, onLeave }: ClashProps) {
  const { language, shortcuts: chosen } = useSettings((state) => state);
  const t = useText(TEXT);
  const holders = holdersOf(shortcutsBeside(id), chosen, { key: wanted, except: id });
  const names = holders.map(({ title }) => textOf(title, language)).join(', ');
  const forGood = holders.some(({ fixed }) => fixed === true);
  const key = keyText(wanted, language);
  return (
    <div className={styles.clash} role="alert">
      <span>{forGood ? t.takenForGood(key, names) : t.taken(key, names)}</span>
      {!forGood && <Button onClick={() => onTakeOver(wanted)}>{t.takeOver}</Button>}
      <Button kind="quiet" onClick={onLeave}>
        {t.leave}
      </Button>
    </div>
  );
}

function Keys({ keys }: { readonly keys: readonly string[] }) {
  const t = useText(TEXT);
  return (
    <span className={styles.keys}>
      {keys.length === 0 && <span className={styles.noKey}>{t.none}</span>}
      {keys.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}

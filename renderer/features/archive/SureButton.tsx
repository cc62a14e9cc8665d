import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '../../ui/Button.tsx';

interface SureButtonProps {
  /** What it removes, for the screen reader and the tooltip. */
  readonly label: string;
  /** Asked after the first press; null where one press is enough. */
  readonly sure: string | null;
  readonly onSure: () => void;
}

/** Removes something, after a second press where that cannot be taken back. */
export function SureButton({ label, sure, onSure }: SureButtonProps) {
  const [asked, setAsked] = useState(false);
  if (!asked || sure === null) {
    return (
      <IconButton label={label} onClick={() => (sure === null ? onSure() : setAsked(true))}>
        <Trash2 size={16} aria-hidden />
      </IconButton>
    );
  }
  return (
    <Button autoFocus onClick={onSure} onBlur={() => setAsked(false)}>
      {sure}
    </Button>
  );
}

import { DatabaseSearch } from 'lucide-react';
import { useApp, useArchive, useText } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { ARCHIVE_TEXT } from './text.ts';

/** On the start screen, where an archive is set up. */
export function FromArchive() {
  const { archive } = useApp();
  const there = useArchive(({ servers }) => servers.length > 0);
  const t = useText(ARCHIVE_TEXT);
  if (!there) return null;
  return (
    <Button icon={<DatabaseSearch size={16} aria-hidden />} onClick={() => archive.show('search')}>
      {t.fromArchive}
    </Button>
  );
}

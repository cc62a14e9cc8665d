import { FileInput } from 'lucide-react';
import { useApp, useSession, useText } from '../../app-context.ts';
import { canImport } from '../../state/exchange/import-commands.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { useKey } from '../shortcuts/use-key.ts';
import { TEXT } from './text.ts';

/** Opens teeth that another program drew on this scan; nothing on a radiograph. */
export function SegmentationButton({ small = false }: { readonly small?: boolean }) {
  const { picker } = useApp();
  const enabled = useSession(canImport);
  const isCbct = useSession(({ scan }) => scan?.info.modality === 'cbct');
  const shortcut = useKey('app.import');
  const t = useText(TEXT);
  if (!isCbct) return null;
  const choose = (): void => picker.current?.choose('segmentation');
  return small ? (
    <IconButton label={t.segmentation} shortcut={shortcut} disabled={!enabled} onClick={choose}>
      <FileInput size={16} aria-hidden />
    </IconButton>
  ) : (
    <Button
      icon={<FileInput size={16} aria-hidden />}
      title={shortcut?.text}
      aria-keyshortcuts={shortcut?.aria}
      disabled={!enabled}
      onClick={choose}
    >
      {t.segmentation}
    </Button>
  );
}

import { OutboxDialog } from './OutboxDialog.tsx';
import { SearchDialog } from './SearchDialog.tsx';
import { SendDialog } from './SendDialog.tsx';
import { ServersDialog } from './ServersDialog.tsx';

/** The windows in the window that belong to archives; at most one is open. */
export function ArchiveDialogs() {
  return (
    <>
      <ServersDialog />
      <SearchDialog />
      <SendDialog />
      <OutboxDialog />
    </>
  );
}

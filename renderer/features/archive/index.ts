export { ArchiveDialogs } from './ArchiveDialogs.tsx';
export { ArchiveSetting } from './ArchiveSetting.tsx';
export { FromArchive } from './FromArchive.tsx';
export { OutboxSign } from './OutboxSign.tsx';

/** Puts the dental arch together: its store, the curve of the open scan, the commands and the layer over the slices. */
import type { AnnotationsStore } from '../../state/drawings/annotations-store.ts';
import { createArchCommands, type ArchCommands } from '../../state/drawings/arch-commands.ts';
import { createArchStore, type ArchStore } from '../../state/drawings/arch-store.ts';
import type { Commands } from '../../state/commands.ts';
import type { SessionStore } from '../../state/session-store.ts';
import type { ViewStore } from '../../state/view/view-store.ts';
import { ArchLayer } from '../../viewer/arch/arch-layer.ts';
import { ArchOfScan } from '../../viewer/arch/dental-arch.ts';
import type { ScanImages } from '../../viewer/scan-images.ts';

export interface Arching {
  readonly store: ArchStore;
  readonly arch: ArchOfScan;
  readonly commands: ArchCommands;
  readonly layer: ArchLayer;
}

export interface ArchingOptions {
  readonly session: SessionStore;
  readonly view: ViewStore;
  readonly images: ScanImages;
  readonly annotations: AnnotationsStore;
  readonly commands: Commands;
}

export function createArching({
  session,
  view,
  images,
  annotations,
  commands: { annotations: drawing },
}: ArchingOptions): Arching {
  const store = createArchStore();
  const arch = new ArchOfScan({ store, session, annotations, images });
  const commands = createArchCommands({ store, annotations: drawing, arch });
  return { store, arch, commands, layer: new ArchLayer({ arch, store, commands, view }) };
}

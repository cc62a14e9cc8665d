/** Puts the nerve canals together: commands, the layer over flat pictures, tubes for the 3D pane, distances to teeth. */
import { tubeMesh } from '#core/canal/tube-mesh';
import { worldToArch } from '#core/arch/arch-surface';
import type { Side } from '#core/fdi';
import type { Vec3 } from '#core/volume';
import type { AnnotationsStore } from '../../state/drawings/annotations-store.ts';
import { createCanalCommands, type CanalCommands } from '../../state/drawings/canal-commands.ts';
import { createCanalStore, type CanalStore } from '../../state/drawings/canal-store.ts';
import type { Commands } from '../../state/commands.ts';
import type { SessionStore } from '../../state/session-store.ts';
import type { SettingsStore } from '../../state/settings-store.ts';
import type { ViewStore } from '../../state/view/view-store.ts';
import { textOf } from '../../text.ts';
import type { ArchOfScan } from '../../viewer/arch/dental-arch.ts';
import { CANAL_COLOURS } from '../../viewer/layers/canal-colours.ts';
import { CanalLayer } from '../../viewer/layers/canal-layer.ts';
import type { ExtraSurfaces } from '../../viewer/scene/extra-surfaces.ts';
import type { ScanImages } from '../../viewer/scan-images.ts';
import { keepNearTeeth } from './near-teeth.ts';
import { TEXT } from './text.ts';

export interface Canals {
  readonly store: CanalStore;
  readonly commands: CanalCommands;
  readonly layer: CanalLayer;
}

export interface CanalsOptions {
  readonly arch: ArchOfScan;
  readonly session: SessionStore;
  readonly view: ViewStore;
  readonly images: ScanImages;
  readonly settings: SettingsStore;
  readonly annotations: AnnotationsStore;
  readonly extraSurfaces: ExtraSurfaces;
  readonly commands: Commands;
}

export function createCanals(options: CanalsOptions): Canals {
  const { arch, session, view, images, settings, annotations: drawn, extraSurfaces } = options;
  const { annotations } = options.commands;
  const store = createCanalStore();
  const commands = createCanalCommands({
    store,
    drawn,
    annotations,
    view,
    sideOf: (worldMm) => sideAt(arch, images, worldMm),
    nameOf: (side) => textOf(TEXT, settings.getState().language).names[side],
  });
  const layer = new CanalLayer({ arch, store, drawn, annotations, commands, view });
  session.subscribe((now, before) => {
    if (now.scan?.scanId !== before.scan?.scanId) store.setState({ picked: null, near: new Map() });
  });
  view.subscribe((now, before) => {
    if (now.tool !== before.tool) store.setState({ picked: null });
  });
  keepNearTeeth({ store, session, annotations: drawn, images });
  keepTubes(drawn, extraSurfaces);
  return { store, commands, layer };
}

/** By the arch's middle, or without an arch by the scan's. World is LPS: x grows to the patient's left. */
function sideAt({ surface }: ArchOfScan, images: ScanImages, worldMm: Vec3): Side {
  if (surface !== null) return worldToArch(surface, worldMm).s < surface.lengthMm / 2 ? 'right' : 'left';
  const grid = images.scan?.grid.geometry;
  const middle = grid === undefined ? 0 : grid.originMm[0] + ((grid.dims[0] - 1) / 2) * grid.spacingMm[0];
  return worldMm[0] < middle ? 'right' : 'left';
}

/** Shows every canal in the 3D pane; a drag is followed with each of its steps. */
function keepTubes(drawn: AnnotationsStore, extraSurfaces: ExtraSurfaces): void {
  drawn.subscribe(({ now }, { now: before }) => {
    if (now.canals === before.canals) return;
    for (const { id } of before.canals) {
      if (!now.canals.some((canal) => canal.id === id)) extraSurfaces.set(surfaceId(id), null);
    }
    for (const canal of now.canals) {
      if (before.canals.includes(canal)) continue;
      const mesh = tubeMesh(canal.pointsMm, canal.diameterMm);
      const { rgb } = CANAL_COLOURS[canal.side];
      extraSurfaces.set(surfaceId(canal.id), mesh === null ? null : { ...mesh, colour: rgb, name: canal.name });
    }
  });
}

function surfaceId(canalId: string): string {
  return `canal.${canalId}`;
}

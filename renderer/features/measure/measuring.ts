/** Puts the measuring parts together: what is being drawn, its commands and its layer over the panes. */
import type { AnnotationsStore } from '../../state/drawings/annotations-store.ts';
import type { Commands } from '../../state/commands.ts';
import {
  createMeasureCommands,
  createMeasureStore,
  type MeasureCommands,
  type MeasureStore,
} from '../../state/drawings/measure-store.ts';
import type { SessionStore } from '../../state/session-store.ts';
import type { PlanesStore } from '../../state/view/planes-store.ts';
import type { SettingsStore } from '../../state/settings-store.ts';
import type { ViewStore } from '../../state/view/view-store.ts';
import { textOf } from '../../text.ts';
import { greySampler } from '../../viewer/grey/grey-sampler.ts';
import { MeasureLayer } from '../../viewer/layers/measure-layer.ts';
import type { ScanImages } from '../../viewer/scan-images.ts';
import { measuredText } from '#contract/measured-drawing';
import { voxelStepMm } from './measurement-value.ts';
import { TEXT } from './text.ts';

export interface Measuring {
  readonly store: MeasureStore;
  readonly commands: MeasureCommands;
  readonly layer: MeasureLayer;
}

export interface MeasuringOptions {
  readonly session: SessionStore;
  readonly view: ViewStore;
  readonly planes: PlanesStore;
  readonly images: ScanImages;
  readonly settings: SettingsStore;
  readonly annotations: AnnotationsStore;
  readonly commands: Commands;
}

export function createMeasuring({
  session,
  view,
  planes,
  images,
  settings,
  annotations: drawn,
  commands: { annotations },
}: MeasuringOptions): Measuring {
  const store = createMeasureStore();
  const language = () => settings.getState().language;
  const commands = createMeasureCommands({
    store,
    drawn,
    annotations,
    view,
    planes,
    titleOf: (kind) => textOf(TEXT, language()).kinds[kind],
  });
  const layer = new MeasureLayer({
    store,
    drawn,
    annotations,
    commands,
    stepMm: () => (images.scan === null ? 1 : voxelStepMm(images.scan)),
    sampler: () => (images.scan === null ? () => null : greySampler(images.scan)),
    format: (value) => measuredText(value, language()),
  });
  // Half a measurement belongs to the scan and the tool it was begun with.
  session.subscribe((now, before) => {
    if (now.scan?.scanId !== before.scan?.scanId) commands.cancel();
  });
  view.subscribe((now, before) => {
    if (now.tool !== before.tool) commands.cancel();
  });
  return { store, commands, layer };
}

/** Cornerstone3D showing one series: a stack viewport first, then three linked planes of the volume. Driven by bench-viewer.ts. */
import {
  cache,
  Enums,
  imageLoader,
  init as initCore,
  RenderingEngine,
  setVolumesForViewports,
  StackViewport,
  volumeLoader,
  VolumeViewport,
  type Types,
} from '@cornerstonejs/core';
import { init as initLoader } from '@cornerstonejs/dicom-image-loader';

declare global {
  interface Window {
    bench: typeof bench;
    benchStep: () => void;
  }
}

const VOLUME_ID = 'cornerstoneStreamingImageVolume:scan';
const PLANES = ['axial', 'coronal', 'sagittal'] as const;
let engine: RenderingEngine | null = null;

const element = (id: string): HTMLDivElement => {
  const found = document.getElementById(id);
  if (!(found instanceof HTMLDivElement)) throw new Error(`no #${id}`);
  return found;
};

const bench = {
  start(): void {
    initCore();
    initLoader({ maxWebWorkers: navigator.hardwareConcurrency });
    cache.setMaxCacheSize(3e9);
    engine = new RenderingEngine('bench');
  },

  /** Their shortest way to a first picture: one slice as a stack. */
  async showStack(imageIds: string[], index: number): Promise<void> {
    if (engine === null) throw new Error('not started');
    engine.enableElement({ viewportId: 'stack', type: Enums.ViewportType.STACK, element: element('stack') });
    const viewport = engine.getViewport('stack');
    if (!(viewport instanceof StackViewport)) throw new Error('no stack viewport');
    await viewport.setStack(imageIds, index);
    viewport.render();
  },

  /** Their way to three planes: the slices are loaded for their geometry, then shown as a volume. */
  async showPlanes(imageIds: string[]): Promise<void> {
    if (engine === null) throw new Error('not started');
    await Promise.all(imageIds.map((id) => imageLoader.loadAndCacheImage(id)));
    const volume = await volumeLoader.createAndCacheVolume(VOLUME_ID, { imageIds });
    const orientation = {
      axial: Enums.OrientationAxis.AXIAL,
      coronal: Enums.OrientationAxis.CORONAL,
      sagittal: Enums.OrientationAxis.SAGITTAL,
    };
    engine.setViewports([
      { viewportId: 'stack', type: Enums.ViewportType.STACK, element: element('stack') },
      ...PLANES.map((id): Types.PublicViewportInput => ({
        viewportId: id,
        type: Enums.ViewportType.ORTHOGRAPHIC,
        element: element(id),
        defaultOptions: { orientation: orientation[id] },
      })),
    ]);
    volume.load();
    await setVolumesForViewports(engine, [{ volumeId: VOLUME_ID }], [...PLANES]);
    engine.render();
    const axial = engine.getViewport('axial');
    if (!(axial instanceof VolumeViewport)) throw new Error('no volume viewport');
    window.benchStep = () => axial.scroll(1);
  },
};
window.bench = bench;

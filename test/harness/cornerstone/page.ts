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
import { init as initLoader, wadouri } from '@cornerstonejs/dicom-image-loader';
import { parseDicom } from 'dicom-parser';

declare global {
  interface Window {
    bench: typeof bench;
    benchStep: () => void;
    benchStart: number;
  }
}

const VOLUME_ID = 'cornerstoneStreamingImageVolume:scan';
/** Enough for everything before the position. */
const HEADER_BYTES = 8192;
const PLANES = ['axial', 'coronal', 'sagittal'] as const;
let engine: RenderingEngine | null = null;
let imageIds: string[] = [];

const element = (id: string): HTMLDivElement => {
  const found = document.getElementById(id);
  if (!(found instanceof HTMLDivElement)) throw new Error(`no #${id}`);
  return found;
};

/** Fetches all files, sorts them by the third coordinate of their position and hands them to the loader. */
async function inOrder(urls: readonly string[]): Promise<string[]> {
  const files = await Promise.all(
    urls.map(async (url) => {
      const blob = await (await fetch(url)).blob();
      const header = new Uint8Array(await blob.slice(0, HEADER_BYTES).arrayBuffer());
      const position = parseDicom(header, { untilTag: 'x00200037' }).string('x00200032') ?? '';
      return { blob, z: Number(position.split('\\')[2]) };
    }),
  );
  return files.toSorted((a, b) => a.z - b.z).map(({ blob }) => wadouri.fileManager.add(blob));
}

const bench = {
  start(): void {
    initCore();
    initLoader({ maxWebWorkers: navigator.hardwareConcurrency });
    cache.setMaxCacheSize(3e9);
    engine = new RenderingEngine('bench');
  },

  /** From a folder's files in no order to a first picture, their shortest way: the middle slice as a stack. */
  async showStack(urls: readonly string[]): Promise<void> {
    window.benchStart = performance.now();
    if (engine === null) throw new Error('not started');
    imageIds = await inOrder(urls);
    engine.enableElement({ viewportId: 'stack', type: Enums.ViewportType.STACK, element: element('stack') });
    const viewport = engine.getViewport('stack');
    if (!(viewport instanceof StackViewport)) throw new Error('no stack viewport');
    await viewport.setStack(imageIds, imageIds.length >> 1);
    viewport.render();
  },

  /** Their way to three planes: the slices are loaded for their geometry, then shown as a volume. */
  async showPlanes(): Promise<void> {
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

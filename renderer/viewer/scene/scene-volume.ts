/** The volume picture of the 3D pane through its life: waited for, prepared piece by piece, shown, and given back. */
import type { SceneStore, VolumeProgress } from '../../state/view/scene-store.ts';
import type { ScanImage, ScanImages } from '../scan-images.ts';
import type { CutPlane } from './clip-box.ts';
import type { GraphicsFacts } from './graphics.ts';
import { NO_LIMIT, type SceneWindow } from './scene-window.ts';
import type { VolumePicture } from './volume-picture.ts';

export interface SceneVolumeOptions {
  readonly scene: SceneStore;
  readonly images: ScanImages;
  readonly graphics: GraphicsFacts;
  readonly greyRange: () => readonly [number, number];
  readonly window: SceneWindow;
  /** The picture is there now. */
  readonly onMade: () => void;
}

/** Progress is told in steps of this share. */
const TOLD_STEP = 0.04;

export class SceneVolume {
  private readonly options: SceneVolumeOptions;
  private picture: VolumePicture | null = null;
  private pictureOf: ScanImage | null = null;
  private preparing: AbortController | null = null;
  private loaded = false;

  constructor(options: SceneVolumeOptions) {
    this.options = options;
  }

  get isShown(): boolean {
    return this.picture !== null;
  }

  /** It waits until all voxels have arrived. */
  setLoaded(loaded: boolean): void {
    this.loaded = loaded;
    this.update();
  }

  /** What the scene asks for now: another preset, another scan, or none. */
  update(): void {
    const { scene, images, window } = this.options;
    const { preset, volumeOpacity } = scene.getState();
    const { scan } = images;
    if (preset === 'surfaces' || scan === null || (this.pictureOf !== null && this.pictureOf !== scan)) this.drop();
    if (preset === 'surfaces' || scan === null) return;
    if (this.picture !== null) {
      this.picture.show(preset, volumeOpacity);
      window.draw();
    } else if (!this.loaded) {
      if (scene.getState().volume.step !== 'waiting') this.tell({ step: 'waiting' });
    } else if (this.preparing === null) void this.prepare(scan);
  }

  cut(planes: readonly CutPlane[]): void {
    this.picture?.cut(planes);
  }

  drop(): void {
    const { scene, window } = this.options;
    if (scene.getState().volume.step !== 'none') this.tell({ step: 'none' });
    if (this.pictureOf === null) return;
    this.preparing?.abort();
    this.preparing = null;
    this.pictureOf = null;
    this.picture?.dispose();
    this.picture = null;
    window.limitPixels(NO_LIMIT);
    window.draw();
  }

  private async prepare(scan: ScanImage): Promise<void> {
    const { images, graphics, greyRange, window, scene, onMade } = this.options;
    const scope = new AbortController();
    this.preparing = scope;
    this.pictureOf = scan;
    this.tell({ step: 'preparing', fraction: 0 });
    try {
      const { prepareVolume, VolumePicture, VOLUME_PIXELS } = await import('./volume-picture.ts');
      const source = { ...scan, labels: images.labels, greyRange: greyRange() };
      let told = 0;
      const report = (fraction: number): void => {
        if (fraction - told < TOLD_STEP) return;
        told = fraction;
        this.tell({ step: 'preparing', fraction });
      };
      const prepared = await prepareVolume(source, graphics, { signal: scope.signal, report });
      scope.signal.throwIfAborted();
      this.picture = new VolumePicture(prepared, window.renderer, graphics);
      this.preparing = null;
      const { preset, volumeOpacity } = scene.getState();
      if (preset !== 'surfaces') this.picture.show(preset, volumeOpacity);
      window.limitPixels(VOLUME_PIXELS[graphics.software ? 'software' : 'hardware']);
      onMade();
      const { spacingMm } = prepared.grid.geometry;
      const coarser = Math.max(...spacingMm) > 1.01 * Math.max(...scan.geometry.spacingMm);
      this.tell({ step: 'shown', voxelMm: coarser ? Math.max(...spacingMm) : null });
    } catch (thrown) {
      if (scope.signal.aborted) return;
      console.warn('The volume picture could not be made.', thrown);
      this.preparing = null;
      this.tell({ step: 'failed' });
    }
  }

  private tell(volume: VolumeProgress): void {
    this.options.scene.setState({ volume });
  }
}

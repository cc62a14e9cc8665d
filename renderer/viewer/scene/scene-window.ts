/** The vtk.js window of the 3D pane: lights, camera, size, and when it draws. */
import '@kitware/vtk.js/Rendering/OpenGL/Profiles/Geometry';
import vtkLight from '@kitware/vtk.js/Rendering/Core/Light';
import vtkRenderer from '@kitware/vtk.js/Rendering/Core/Renderer';
import vtkRenderWindow from '@kitware/vtk.js/Rendering/Core/RenderWindow';
import vtkRenderWindowInteractor from '@kitware/vtk.js/Rendering/Core/RenderWindowInteractor';
import vtkOpenGLRenderWindow from '@kitware/vtk.js/Rendering/OpenGL/RenderWindow';
import type { Vec3 } from '#core/volume';
import { VIEW_ANGLE_DEG, type CameraPose, type PaneSize } from './camera-pose.ts';

export interface SceneWindowOptions {
  readonly container: HTMLElement;
  /** After each new pose or size: whatever is laid over the picture moves along. */
  readonly onView: () => void;
  readonly onLost: () => void;
  readonly onRestored: () => void;
}

/** Pixels that are drawn at most. */
export interface PixelLimit {
  readonly moving: number;
  readonly resting: number;
  /** How long after the last movement the view counts as resting. */
  readonly restMs: number;
}

export const NO_LIMIT: PixelLimit = { moving: Infinity, resting: Infinity, restMs: 100 };

const BACKGROUND: [number, number, number] = [0.043, 0.055, 0.07];

/** Camera space: x to the right, y up, z to the viewer. The key light comes from the upper left, as in radiology's pictures. */
const LIGHTS: readonly { readonly from: Vec3; readonly intensity: number; readonly colour: Vec3 }[] = [
  { from: [-0.55, 0.75, 1], intensity: 0.78, colour: [1, 0.985, 0.96] },
  { from: [0.9, 0.05, 0.8], intensity: 0.34, colour: [0.9, 0.95, 1] },
  { from: [0.1, -0.9, 0.45], intensity: 0.16, colour: [0.9, 0.95, 1] },
];

export class SceneWindow {
  readonly renderer = vtkRenderer.newInstance({ background: BACKGROUND, automaticLightCreation: false });
  private readonly options: SceneWindowOptions;
  private readonly renderWindow = vtkRenderWindow.newInstance();
  private readonly glWindow = vtkOpenGLRenderWindow.newInstance();
  /** Takes no events, but vtk.js draws volumes only in a window that has one. */
  private readonly interactor = vtkRenderWindowInteractor.newInstance();
  private readonly stops: (() => void)[] = [];
  private currentPose: CameraPose = { positionMm: [0, -1, 0], focusMm: [0, 0, 0], up: [0, 0, 1] };
  private limit: PixelLimit = NO_LIMIT;
  private frameRequest = 0;
  private restTimer = 0;
  private lost = false;

  constructor(options: SceneWindowOptions) {
    this.options = options;
    const { container } = options;
    this.renderWindow.addRenderer(this.renderer);
    this.renderWindow.addView(this.glWindow);
    this.glWindow.setContainer(container);
    this.interactor.setView(this.glWindow);
    this.interactor.initialize();
    this.renderer.setTwoSidedLighting(true);
    this.renderer.getActiveCamera().setViewAngle(VIEW_ANGLE_DEG);
    for (const { from, intensity, colour } of LIGHTS) {
      const light = vtkLight.newInstance({ intensity, positional: false });
      light.setColor(...colour);
      light.setPosition(...from);
      light.setFocalPoint(0, 0, 0);
      light.setLightTypeToCameraLight();
      this.renderer.addLight(light);
    }

    const canvas = this.glWindow.getCanvas();
    if (canvas == null) throw new Error('vtk.js made no canvas');
    const loseGraphics = (): void => {
      this.lost = true;
      this.stopMoving();
      options.onLost();
    };
    const observer = new ResizeObserver(() => this.resize());
    observer.observe(container);
    canvas.addEventListener('webglcontextlost', loseGraphics);
    canvas.addEventListener('webglcontextrestored', options.onRestored);
    this.stops.push(
      () => observer.disconnect(),
      () => canvas.removeEventListener('webglcontextlost', loseGraphics),
      () => canvas.removeEventListener('webglcontextrestored', options.onRestored),
    );
    this.fit();
  }

  dispose(): void {
    for (const stop of this.stops) stop();
    cancelAnimationFrame(this.frameRequest);
    this.stopMoving();
    this.interactor.delete();
    this.renderWindow.removeView(this.glWindow);
    this.glWindow.setContainer(null);
    this.glWindow.delete();
    this.renderWindow.delete();
    this.renderer.delete();
  }

  get pose(): CameraPose {
    return this.currentPose;
  }

  set pose(pose: CameraPose) {
    this.currentPose = pose;
    const camera = this.renderer.getActiveCamera();
    camera.setPosition(...pose.positionMm);
    camera.setFocalPoint(...pose.focusMm);
    camera.setViewUp(...pose.up);
    this.options.onView();
    this.draw();
  }

  get size(): PaneSize {
    const { clientWidth, clientHeight } = this.options.container;
    return { widthPx: clientWidth, heightPx: clientHeight };
  }

  /** Draws with at most so many pixels and lets the browser enlarge them: a slow machine stays alive. */
  limitPixels(limit: PixelLimit): void {
    this.limit = limit;
    this.resize();
  }

  /** Draws at the next frame. */
  draw(): void {
    if (this.frameRequest !== 0 || this.lost) return;
    this.frameRequest = requestAnimationFrame(() => {
      this.frameRequest = 0;
      this.drawNow();
    });
  }

  /** A new pose while a hand is on it: drawn with fewer pixels until it rests, if so limited. */
  moveTo(pose: CameraPose): void {
    const wasResting = this.restTimer === 0;
    window.clearTimeout(this.restTimer);
    this.restTimer = window.setTimeout(() => this.stopMoving(), this.limit.restMs);
    if (wasResting && this.limit.moving !== this.limit.resting) this.fit();
    this.pose = pose;
  }

  private stopMoving(): void {
    if (this.restTimer === 0) return;
    window.clearTimeout(this.restTimer);
    this.restTimer = 0;
    if (this.limit.moving === this.limit.resting) return;
    this.fit();
    this.draw();
  }

  private fit(): boolean {
    const { widthPx, heightPx } = this.size;
    if (widthPx === 0 || heightPx === 0) return false;
    const pixels = widthPx * heightPx * devicePixelRatio ** 2;
    const mostPixels = this.restTimer === 0 ? this.limit.resting : this.limit.moving;
    const scale = devicePixelRatio * Math.min(1, Math.sqrt(mostPixels / pixels));
    this.glWindow.setSize(Math.max(1, Math.round(widthPx * scale)), Math.max(1, Math.round(heightPx * scale)));
    return true;
  }

  private resize(): void {
    if (!this.fit()) return;
    this.options.onView();
    // At once: the browser has already cleared the canvas.
    this.drawNow();
  }

  private drawNow(): void {
    if (this.lost) return;
    this.renderer.resetCameraClippingRange();
    this.renderWindow.render();
  }
}

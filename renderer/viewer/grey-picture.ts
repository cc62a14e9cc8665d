/** One slice drawn by vtk.js: a flat image in plane millimetres under a parallel camera. Window and zoom cost no upload. */
import '@kitware/vtk.js/Rendering/OpenGL/Profiles/Volume';
import vtkDataArray from '@kitware/vtk.js/Common/Core/DataArray';
import vtkImageData from '@kitware/vtk.js/Common/DataModel/ImageData';
import vtkImageMapper from '@kitware/vtk.js/Rendering/Core/ImageMapper';
import { SlicingMode } from '@kitware/vtk.js/Rendering/Core/ImageMapper/Constants';
import { InterpolationType } from '@kitware/vtk.js/Rendering/Core/ImageProperty/Constants';
import vtkImageSlice from '@kitware/vtk.js/Rendering/Core/ImageSlice';
import vtkRenderer from '@kitware/vtk.js/Rendering/Core/Renderer';
import vtkRenderWindow from '@kitware/vtk.js/Rendering/Core/RenderWindow';
import vtkOpenGLRenderWindow from '@kitware/vtk.js/Rendering/OpenGL/RenderWindow';
import type { VoxelArray } from '#core/volume';
import type { GreyWindow } from './grey-window.ts';
import type { PaneView } from './pane-view.ts';
import type { SliceFrame } from './slice.ts';

/** The camera stands this far before the picture; a parallel camera shows the same from anywhere. */
const CAMERA_DISTANCE_MM = 100;

export class GreyPicture {
  private readonly renderer = vtkRenderer.newInstance({ background: [0, 0, 0] });
  private readonly renderWindow = vtkRenderWindow.newInstance();
  private readonly glWindow = vtkOpenGLRenderWindow.newInstance();
  private readonly mapper = vtkImageMapper.newInstance();
  private readonly slice = vtkImageSlice.newInstance();
  private image = vtkImageData.newInstance();
  private shown: { readonly frame: SliceFrame; readonly pixels: VoxelArray } | null = null;

  constructor(container: HTMLElement) {
    this.renderWindow.addRenderer(this.renderer);
    this.renderWindow.addView(this.glWindow);
    this.glWindow.setContainer(container);
    this.mapper.setSlicingMode(SlicingMode.K);
    this.mapper.setSlice(0);
    this.slice.setMapper(this.mapper);
    this.slice.getProperty().setInterpolationType(InterpolationType.LINEAR);
    this.renderer.getActiveCamera().setParallelProjection(true);
  }

  resize(widthPx: number, heightPx: number, pixelRatio: number): void {
    this.glWindow.setSize(
      Math.max(1, Math.round(widthPx * pixelRatio)),
      Math.max(1, Math.round(heightPx * pixelRatio)),
    );
  }

  /** Shows pixels (column + row·width, rows upwards). The array is kept: after changing it call this again. */
  setPixels(frame: SliceFrame, pixels: VoxelArray): void {
    if (this.shown?.frame === frame && this.shown.pixels === pixels) {
      this.image.getPointData().getScalars().modified();
      this.image.modified();
      return;
    }
    this.shown = { frame, pixels };
    this.image = vtkImageData.newInstance();
    this.image.setDimensions(frame.width, frame.height, 1);
    this.image.setSpacing([frame.spacingMm[0], frame.spacingMm[1], 1]);
    this.image.setOrigin([frame.originMm[0], frame.originMm[1], 0]);
    this.image
      .getPointData()
      .setScalars(vtkDataArray.newInstance({ name: 'grey', numberOfComponents: 1, values: pixels }));
    this.mapper.setInputData(this.image);
    this.renderer.addViewProp(this.slice);
  }

  clear(): void {
    this.shown = null;
    this.renderer.removeViewProp(this.slice);
  }

  render(view: PaneView, window: GreyWindow): void {
    const [u, v] = view.centreMm;
    const camera = this.renderer.getActiveCamera();
    camera.setFocalPoint(u, v, 0);
    camera.setPosition(u, v, CAMERA_DISTANCE_MM);
    camera.setViewUp(0, 1, 0);
    camera.setParallelScale((view.heightPx * view.mmPerPx) / 2);
    camera.setClippingRange(1, 2 * CAMERA_DISTANCE_MM);
    const property = this.slice.getProperty();
    property.setColorLevel(window.level);
    property.setColorWindow(window.width);
    this.renderWindow.render();
  }

  dispose(): void {
    this.glWindow.setContainer(null);
    this.glWindow.delete();
    this.renderWindow.delete();
    this.renderer.delete();
    this.slice.delete();
    this.mapper.delete();
    this.image.delete();
  }
}

/** The 3D pane: tooth surfaces drawn by vtk.js, with orbit, picking and the selected tooth set apart. */
import '@kitware/vtk.js/Rendering/OpenGL/Profiles/Geometry';
import vtkDataArray from '@kitware/vtk.js/Common/Core/DataArray';
import vtkPolyData from '@kitware/vtk.js/Common/DataModel/PolyData';
import vtkInteractorStyleTrackballCamera from '@kitware/vtk.js/Interaction/Style/InteractorStyleTrackballCamera';
import vtkActor from '@kitware/vtk.js/Rendering/Core/Actor';
import vtkCellPicker from '@kitware/vtk.js/Rendering/Core/CellPicker';
import vtkMapper from '@kitware/vtk.js/Rendering/Core/Mapper';
import vtkRenderer from '@kitware/vtk.js/Rendering/Core/Renderer';
import vtkRenderWindow from '@kitware/vtk.js/Rendering/Core/RenderWindow';
import vtkRenderWindowInteractor from '@kitware/vtk.js/Rendering/Core/RenderWindowInteractor';
import vtkOpenGLRenderWindow from '@kitware/vtk.js/Rendering/OpenGL/RenderWindow';
import { toothColour } from '#core/fdi';
import type { Vec3 } from '#core/volume';
import type { ViewStore } from '../state/view-store.ts';
import { vertexNormals, vtkPolys, type ToothMesh } from './tooth-mesh.ts';

export interface SurfacePaneOptions {
  readonly view: ViewStore;
  readonly container: HTMLElement;
  readonly onPickTooth: (fdi: number) => void;
  readonly onMaximise: () => void;
}

const BACKGROUND: [number, number, number] = [0.043, 0.055, 0.07];
/** The other teeth step back, so that the selected one stands out without hiding its place in the arch. */
const UNSELECTED_OPACITY = 0.32;
const CLICK_PX = 3;
const NUMBER_STYLE =
  'position:absolute;translate:-50% 50%;pointer-events:none;color:#fff;font-size:14px;font-weight:700;' +
  'text-shadow:0 0 3px #000,0 0 5px #000';

export class SurfacePane {
  private readonly options: SurfacePaneOptions;
  private readonly renderer = vtkRenderer.newInstance({ background: BACKGROUND });
  private readonly renderWindow = vtkRenderWindow.newInstance();
  private readonly glWindow = vtkOpenGLRenderWindow.newInstance();
  private readonly interactor = vtkRenderWindowInteractor.newInstance();
  private readonly picker = vtkCellPicker.newInstance();
  private readonly teeth = new Map<number, vtkActor>();
  private readonly stops: (() => void)[] = [];
  /** The selected tooth's number, on the tooth: colour is never the only sign. */
  private readonly number = document.createElement('span');
  private frameRequest = 0;
  private turned = false;
  private pressedPx: readonly [number, number] | null = null;

  constructor(options: SurfacePaneOptions) {
    this.options = options;
    const { container, view } = options;
    this.renderWindow.addRenderer(this.renderer);
    this.renderWindow.addView(this.glWindow);
    this.glWindow.setContainer(container);
    this.interactor.setView(this.glWindow);
    this.interactor.initialize();
    this.interactor.setContainer(container);
    this.interactor.setInteractorStyle(vtkInteractorStyleTrackballCamera.newInstance());
    this.renderer.setTwoSidedLighting(true);
    this.number.style.cssText = NUMBER_STYLE;
    container.append(this.number);
    const cameraMoved = this.renderer.getActiveCamera().onModified(() => this.placeNumber());
    this.picker.setPickFromList(true);
    this.picker.setTolerance(0);

    const observer = new ResizeObserver(() => this.resize());
    observer.observe(container);
    const activate = (): void => view.setState({ activePane: 'surfaces' });
    container.addEventListener('pointerenter', activate);
    container.addEventListener('dblclick', options.onMaximise);
    container.addEventListener('pointerdown', this.pressed, true);
    container.addEventListener('pointerup', this.released, true);
    this.stops.push(
      () => observer.disconnect(),
      () => cameraMoved.unsubscribe(),
      () => this.number.remove(),
      () => container.removeEventListener('pointerenter', activate),
      () => container.removeEventListener('dblclick', options.onMaximise),
      () => container.removeEventListener('pointerdown', this.pressed, true),
      () => container.removeEventListener('pointerup', this.released, true),
      view.subscribe((now, before) => {
        if (now.selectedTooth !== before.selectedTooth) this.showSelection(now.selectedTooth);
      }),
    );
    this.resize();
  }

  dispose(): void {
    for (const stop of this.stops) stop();
    cancelAnimationFrame(this.frameRequest);
    this.clear();
    this.interactor.setContainer(null);
    this.interactor.delete();
    this.glWindow.setContainer(null);
    this.glWindow.delete();
    this.renderWindow.delete();
    this.renderer.delete();
  }

  /** Shows these teeth: new ones are added, others stay, none at all starts afresh. */
  show(meshes: ReadonlyMap<number, ToothMesh>): void {
    if (meshes.size === 0) this.clear();
    const first = this.teeth.size === 0;
    for (const [fdi, mesh] of meshes) if (!this.teeth.has(fdi)) this.addTooth(fdi, mesh);
    // Until the person turns the view, it follows the teeth as they arrive.
    if (first || (!this.turned && this.options.view.getState().selectedTooth === null)) this.reset();
    this.schedule();
  }

  private clear(): void {
    for (const actor of this.teeth.values()) this.renderer.removeActor(actor);
    this.teeth.clear();
    this.picker.initializePickList();
    this.turned = false;
  }

  private addTooth(fdi: number, mesh: ToothMesh): void {
    const polyData = vtkPolyData.newInstance();
    polyData.getPoints().setData(mesh.positions, 3);
    polyData.getPolys().setData(vtkPolys(mesh.indices));
    const normals = vtkDataArray.newInstance({ name: 'Normals', numberOfComponents: 3, values: vertexNormals(mesh) });
    polyData.getPointData().setNormals(normals);
    const mapper = vtkMapper.newInstance();
    mapper.setInputData(polyData);
    mapper.setScalarVisibility(false);
    const actor = vtkActor.newInstance();
    actor.setMapper(mapper);
    const [red, green, blue] = toothColour(fdi);
    const property = actor.getProperty();
    property.setColor(red / 255, green / 255, blue / 255);
    property.setAmbient(0.12);
    property.setDiffuse(0.85);
    property.setSpecular(0.18);
    property.setSpecularPower(24);
    this.teeth.set(fdi, actor);
    this.renderer.addActor(actor);
    this.picker.addPickList(actor);
    const { selectedTooth } = this.options.view.getState();
    this.showSelection(selectedTooth, { centre: fdi === selectedTooth });
  }

  /** All teeth from the patient's front, a little from above the lower jaw. */
  reset(): void {
    const camera = this.renderer.getActiveCamera();
    camera.setFocalPoint(0, 0, 0);
    camera.setPosition(0, -1, 0.12);
    camera.setViewUp(0, 0, 1);
    this.renderer.resetCamera();
    camera.zoom(1.45);
    this.renderer.resetCameraClippingRange();
    this.schedule();
  }

  private showSelection(selected: number | null, { centre } = { centre: true }): void {
    const isolated = selected !== null && this.teeth.has(selected);
    for (const [fdi, actor] of this.teeth) {
      const property = actor.getProperty();
      const front = !isolated || fdi === selected;
      property.setOpacity(front ? 1 : UNSELECTED_OPACITY);
      property.setAmbient(fdi === selected ? 0.3 : 0.12);
      actor.setForceOpaque(front);
      actor.setForceTranslucent(!front);
    }
    const chosen = selected === null ? undefined : this.teeth.get(selected);
    if (chosen !== undefined && centre) this.lookAt(middleOf(chosen));
    this.schedule();
  }

  /** Turns about this point from now on; direction and distance of the camera stay. */
  private lookAt(target: Vec3): void {
    const camera = this.renderer.getActiveCamera();
    const from = camera.getPosition();
    const focus = camera.getFocalPoint();
    camera.setFocalPoint(target[0], target[1], target[2]);
    camera.setPosition(from[0] + target[0] - focus[0], from[1] + target[1] - focus[1], from[2] + target[2] - focus[2]);
    this.renderer.resetCameraClippingRange();
  }

  private resize(): void {
    const { clientWidth, clientHeight } = this.options.container;
    if (clientWidth === 0 || clientHeight === 0) return;
    this.glWindow.setSize(Math.round(clientWidth * devicePixelRatio), Math.round(clientHeight * devicePixelRatio));
    this.renderWindow.render();
  }

  private schedule(): void {
    if (this.frameRequest !== 0) return;
    this.frameRequest = requestAnimationFrame(() => {
      this.frameRequest = 0;
      this.renderWindow.render();
      this.placeNumber();
    });
  }

  /** Follows the camera; drawing is left to whoever moved it. */
  private placeNumber(): void {
    const { selectedTooth } = this.options.view.getState();
    const tooth = selectedTooth === null ? undefined : this.teeth.get(selectedTooth);
    this.number.hidden = tooth === undefined;
    if (tooth === undefined) return;
    const [x, y, z] = middleOf(tooth);
    const [left, bottom] = this.glWindow.worldToDisplay(x, y, z, this.renderer);
    this.number.textContent = String(selectedTooth);
    this.number.style.left = `${left / devicePixelRatio}px`;
    this.number.style.bottom = `${bottom / devicePixelRatio}px`;
  }

  private readonly pressed = (event: PointerEvent): void => {
    this.turned = true;
    this.pressedPx = event.button === 0 ? [event.clientX, event.clientY] : null;
  };

  private readonly released = (event: PointerEvent): void => {
    const { pressedPx } = this;
    this.pressedPx = null;
    if (pressedPx === null || Math.hypot(event.clientX - pressedPx[0], event.clientY - pressedPx[1]) > CLICK_PX) return;
    const fdi = this.toothAt(event);
    if (fdi !== null) this.options.onPickTooth(fdi);
  };

  private toothAt(event: PointerEvent): number | null {
    const box = this.options.container.getBoundingClientRect();
    const x = (event.clientX - box.left) * devicePixelRatio;
    const y = (box.bottom - event.clientY) * devicePixelRatio;
    this.picker.pick([x, y, 0], this.renderer);
    const [picked] = this.picker.getActors();
    for (const [fdi, actor] of this.teeth) if (actor === picked) return fdi;
    return null;
  }
}

function middleOf(actor: vtkActor): Vec3 {
  const [minX, maxX, minY, maxY, minZ, maxZ] = actor.getBounds();
  return [(minX + maxX) / 2, (minY + maxY) / 2, (minZ + maxZ) / 2];
}

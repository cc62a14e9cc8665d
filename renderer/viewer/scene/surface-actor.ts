/** One surface as vtk.js draws it: smooth, lit, with darker grooves and a plain face where it is cut. */
import vtkDataArray from '@kitware/vtk.js/Common/Core/DataArray';
import Plane from '@kitware/vtk.js/Common/DataModel/Plane';
import vtkPolyData from '@kitware/vtk.js/Common/DataModel/PolyData';
import vtkActor from '@kitware/vtk.js/Rendering/Core/Actor';
import vtkMapper from '@kitware/vtk.js/Rendering/Core/Mapper';
import type { Bounds } from '#core/geometry';
import type { FinishedSurface } from '#core/surface/surface-finish';
import type { Vec3 } from '#core/volume';
import { vtkPolys } from './tooth-mesh.ts';
import type { CutPlane } from './clip-box.ts';
import { meshBounds } from './ray-pick.ts';

/** sRGB 0–255. */
type Colour = readonly [number, number, number];

const AMBIENT = 0.16;
const SELECTED_AMBIENT = 0.34;
/** Inside out is seen only where a surface is cut open: without light it looks like a plain cut face. */
const CUT_FACE = {
  shaderType: 'Fragment',
  originalValue: '//VTK::Light::Impl',
  replaceFirst: false,
  replacementValue:
    '  if (gl_FrontFacing == false) gl_FragData[0] = vec4(ambientColor * 0.6, opacity);\n//VTK::Light::Impl',
  replaceAll: false,
};

export class SurfaceActor {
  readonly actor = vtkActor.newInstance();
  /** What is drawn and what the pointer meets, LPS mm. */
  readonly surface: FinishedSurface;
  readonly bounds: Bounds;
  private readonly mapper = vtkMapper.newInstance();
  private readonly polyData = vtkPolyData.newInstance();
  private readonly light: Float32Array;
  private colour: Colour;
  private shownOpacity = 1;

  constructor(surface: FinishedSurface, colour: Colour) {
    this.surface = surface;
    this.bounds = meshBounds(surface);
    const { polyData, mapper, actor } = this;
    const points = polyData.getPointData();
    polyData.getPoints().setData(surface.positions, 3);
    polyData.getPolys().setData(vtkPolys(surface.indices));
    points.setNormals(vtkDataArray.newInstance({ name: 'Normals', numberOfComponents: 3, values: surface.normals }));
    this.light = surface.light;
    this.colour = colour;
    const values = shadedColours(colour, surface.light);
    points.setScalars(vtkDataArray.newInstance({ name: 'Colours', numberOfComponents: 3, values }));
    mapper.setInputData(polyData);
    mapper.setColorModeToDirectScalars();
    mapper.setViewSpecificProperties({ OpenGL: { ShaderReplacements: [CUT_FACE] } });
    actor.setMapper(mapper);
    const property = actor.getProperty();
    property.setAmbient(AMBIENT);
    property.setDiffuse(0.86);
    property.setSpecular(0.2);
    property.setSpecularPower(28);
  }

  dispose(): void {
    this.actor.delete();
    this.mapper.delete();
    this.polyData.delete();
  }

  /** Another colour: its tooth got another number. False when it is the one that it has. */
  paint(colour: Colour): boolean {
    if (colour.every((value, channel) => value === this.colour[channel])) return false;
    this.colour = colour;
    const values = shadedColours(colour, this.light);
    this.polyData
      .getPointData()
      .setScalars(vtkDataArray.newInstance({ name: 'Colours', numberOfComponents: 3, values }));
    this.polyData.modified();
    return true;
  }

  get opacity(): number {
    return this.shownOpacity;
  }

  /** World mm. */
  get middle(): Vec3 {
    const { min, max } = this.bounds;
    return [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2];
  }

  /** 0 hides it. */
  show(opacity: number, { selected }: { readonly selected: boolean }): void {
    this.shownOpacity = opacity;
    const { actor } = this;
    actor.setVisibility(opacity > 0);
    actor.getProperty().setOpacity(opacity);
    actor.getProperty().setAmbient(selected ? SELECTED_AMBIENT : AMBIENT);
    actor.setForceOpaque(opacity >= 1);
    actor.setForceTranslucent(opacity < 1);
  }

  cut(planes: readonly CutPlane[]): void {
    this.mapper.removeAllClippingPlanes();
    for (const { originMm, normal } of planes) {
      this.mapper.addClippingPlane(Plane.newInstance({ origin: [...originMm], normal: [...normal] }));
    }
  }
}

function shadedColours(colour: Colour, light: Float32Array): Uint8Array {
  const values = new Uint8Array(3 * light.length);
  for (let v = 0, n = 0; v < light.length; v++) {
    for (let channel = 0; channel < 3; channel++) values[n++] = Math.round(colour[channel] * light[v]);
  }
  return values;
}

/**
 * A compact piece of an intraoral scan as vtk.js draws it. vtk.js uploads a whole actor when one colour of it changes:
 * in pieces a brush stroke costs its place, not the scan.
 */
import vtkDataArray from '@kitware/vtk.js/Common/Core/DataArray';
import vtkPolyData from '@kitware/vtk.js/Common/DataModel/PolyData';
import vtkActor from '@kitware/vtk.js/Rendering/Core/Actor';
import vtkMapper from '@kitware/vtk.js/Rendering/Core/Mapper';
import { faceColoursInto, type FaceLook } from './face-colours.ts';
import type { ScanMesh } from './scan-mesh.ts';

const INSIDE = {
  shaderType: 'Fragment',
  originalValue: '//VTK::Light::Impl',
  replaceFirst: false,
  // The back of a scan is no anatomy: dark, so that nobody takes it for one.
  replacementValue:
    '//VTK::Light::Impl\n  if (gl_FrontFacing == false) gl_FragData[0] = vec4(gl_FragData[0].rgb * 0.35, opacity);',
  replaceAll: false,
};

export class SurfacePiece {
  readonly actor = vtkActor.newInstance();
  private readonly mapper = vtkMapper.newInstance();
  private readonly polyData = vtkPolyData.newInstance();
  private readonly faces: Uint32Array;
  private colours: Uint8Array<ArrayBuffer>;
  private spare: Uint8Array<ArrayBuffer>;

  constructor(mesh: ScanMesh, faces: Uint32Array) {
    this.faces = faces;
    this.colours = new Uint8Array(3 * faces.length);
    this.spare = new Uint8Array(3 * faces.length);
    const { points, normals, polys } = cornersOf(mesh, faces);
    const { polyData, mapper, actor } = this;
    polyData.getPoints().setData(points, 3);
    polyData.getPolys().setData(polys);
    polyData
      .getPointData()
      .setNormals(vtkDataArray.newInstance({ name: 'Normals', numberOfComponents: 3, values: normals }));
    mapper.setInputData(polyData);
    mapper.setColorModeToDirectScalars();
    mapper.setScalarModeToUseCellData();
    mapper.setViewSpecificProperties({ OpenGL: { ShaderReplacements: [INSIDE] } });
    actor.setMapper(mapper);
    const property = actor.getProperty();
    property.setAmbient(0.2);
    property.setDiffuse(0.84);
    property.setSpecular(0.12);
    property.setSpecularPower(24);
    this.hand();
  }

  dispose(): void {
    this.actor.delete();
    this.mapper.delete();
    this.polyData.delete();
  }

  /** False when nothing looks different. */
  paint(look: FaceLook): boolean {
    faceColoursInto(this.spare, this.faces, look);
    if (this.spare.every((value, n) => value === this.colours[n])) return false;
    [this.colours, this.spare] = [this.spare, this.colours];
    this.hand();
    return true;
  }

  private hand(): void {
    this.polyData
      .getCellData()
      .setScalars(vtkDataArray.newInstance({ name: 'Colours', numberOfComponents: 3, values: this.colours }));
    this.polyData.modified();
  }
}

/** The corners that the faces use, each once. */
function cornersOf({ positions, vertexNormals, triangles }: ScanMesh, faces: Uint32Array) {
  const own = new Map<number, number>();
  const polys = new Uint32Array(4 * faces.length);
  for (let n = 0; n < faces.length; n++) {
    polys[4 * n] = 3;
    for (let corner = 0; corner < 3; corner++) {
      const vertex = triangles[3 * faces[n] + corner];
      const at = own.get(vertex) ?? own.size;
      own.set(vertex, at);
      polys[4 * n + 1 + corner] = at;
    }
  }
  const points = new Float32Array(3 * own.size);
  const normals = new Float32Array(3 * own.size);
  for (const [vertex, at] of own) {
    points.set(positions.subarray(3 * vertex, 3 * vertex + 3), 3 * at);
    normals.set(vertexNormals.subarray(3 * vertex, 3 * vertex + 3), 3 * at);
  }
  return { points, normals, polys };
}

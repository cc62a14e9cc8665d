/** The line around the selected tooth of an intraoral scan: seen on every colour. */
import vtkPolyData from '@kitware/vtk.js/Common/DataModel/PolyData';
import vtkActor from '@kitware/vtk.js/Rendering/Core/Actor';
import vtkMapper from '@kitware/vtk.js/Rendering/Core/Mapper';
import type { ScanMesh } from './scan-mesh.ts';

/** Off the surface, so that the line is not half inside it. */
const LIFT_MM = 0.06;

export class ToothBorder {
  readonly actor = vtkActor.newInstance();
  private readonly mapper = vtkMapper.newInstance();
  private readonly polyData = vtkPolyData.newInstance();

  constructor() {
    this.mapper.setInputData(this.polyData);
    this.mapper.setScalarVisibility(false);
    this.actor.setMapper(this.mapper);
    this.actor.setVisibility(false);
    const property = this.actor.getProperty();
    property.setLighting(false);
    property.setColor(1, 1, 1);
    property.setLineWidth(2);
  }

  dispose(): void {
    this.actor.delete();
    this.mapper.delete();
    this.polyData.delete();
  }

  /** Null hides it. */
  show(mesh: ScanMesh, labels: Uint8Array | null, label: number | null): void {
    const points = labels === null || label === null ? new Float32Array(0) : borderOf(mesh, labels, label);
    this.actor.setVisibility(points.length > 0);
    const lines = new Uint32Array(points.length / 2);
    for (let n = 0; n < lines.length / 3; n++) lines.set([2, 2 * n, 2 * n + 1], 3 * n);
    this.polyData.getPoints().setData(points, 3);
    this.polyData.getLines().setData(lines);
    this.polyData.modified();
  }
}

/** Two ends for each side between a face of the tooth and one that is not. */
export function borderOf(mesh: ScanMesh, labels: Uint8Array, label: number): Float32Array {
  const { triangles, neighbours, positions, vertexNormals } = mesh;
  const ends: number[] = [];
  for (let side = 0; side < neighbours.length; side++) {
    if (labels[Math.floor(side / 3)] !== label) continue;
    const across = neighbours[side];
    if (across !== -1 && labels[across] === label) continue;
    for (const corner of [side, side % 3 === 2 ? side - 2 : side + 1]) {
      const at = 3 * triangles[corner];
      for (let axis = 0; axis < 3; axis++) ends.push(positions[at + axis] + LIFT_MM * vertexNormals[at + axis]);
    }
  }
  return Float32Array.from(ends);
}

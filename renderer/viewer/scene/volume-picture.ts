/** The scan as a volume in the 3D pane: made when first asked for, piece by piece, and given back when switched off. */
import '@kitware/vtk.js/Rendering/OpenGL/Profiles/Volume';
import vtkDataArray from '@kitware/vtk.js/Common/Core/DataArray';
import vtkImageData from '@kitware/vtk.js/Common/DataModel/ImageData';
import vtkPiecewiseFunction from '@kitware/vtk.js/Common/DataModel/PiecewiseFunction';
import Plane from '@kitware/vtk.js/Common/DataModel/Plane';
import vtkColorTransferFunction from '@kitware/vtk.js/Rendering/Core/ColorTransferFunction';
import type vtkRenderer from '@kitware/vtk.js/Rendering/Core/Renderer';
import vtkVolume from '@kitware/vtk.js/Rendering/Core/Volume';
import vtkVolumeMapper from '@kitware/vtk.js/Rendering/Core/VolumeMapper';
import type { CutPlane } from './clip-box.ts';
import type { GraphicsFacts } from './graphics.ts';
import { inPieces } from './in-pieces.ts';
import type { PixelLimit } from './scene-window.ts';
import { tissueGreys, type GreySample, type TissueGreys } from './tissue-greys.ts';
import { fillVolumeBytes, type VolumeSource } from './volume-bytes.ts';
import { MOST_VOXELS, volumeGrid, type VolumeGrid } from './volume-grid.ts';
import { byteRangeOf, volumeLook, type VolumePreset } from './volume-presets.ts';

export interface PreparedVolume {
  readonly grid: VolumeGrid;
  readonly bytes: Uint8Array;
  readonly tissues: TissueGreys;
}

/** Every pixel of a volume is a walk through the scan: in software a full screen of them takes half a minute. */
export const VOLUME_PIXELS = {
  software: { moving: 20_000, resting: 110_000, restMs: 500 },
  hardware: { moving: 700_000, resting: Infinity, restMs: 150 },
} as const satisfies { readonly [G in 'software' | 'hardware']: PixelLimit };
/** Opacities of the presets are meant for this much tissue. */
const OPACITY_UNIT_MM = 0.8;

/**
 * Bytes of the volume picture, with pauses so that the window stays alive.
 * @throws DOMException AbortError when nobody waits for it any more.
 */
export async function prepareVolume(
  source: VolumeSource & GreySample,
  { mostVoxelsPerSide }: GraphicsFacts,
  { signal, report }: { readonly signal: AbortSignal; readonly report: (fraction: number) => void },
): Promise<PreparedVolume> {
  const tissues = tissueGreys(source);
  const grid = volumeGrid(source.geometry, Math.min(MOST_VOXELS, mostVoxelsPerSide));
  const [ni, nj, nk] = grid.geometry.dims;
  const bytes = new Uint8Array(ni * nj * nk);
  await inPieces(fillVolumeBytes(source, grid, byteRangeOf(tissues), bytes), { signal, onPause: report });
  return { grid, bytes, tissues };
}

/** A prepared volume on the screen. */
export class VolumePicture {
  private readonly prepared: PreparedVolume;
  private readonly renderer: vtkRenderer;
  private readonly volume = vtkVolume.newInstance();
  private readonly mapper = vtkVolumeMapper.newInstance();
  private readonly image = vtkImageData.newInstance();

  constructor(prepared: PreparedVolume, renderer: vtkRenderer, { software }: GraphicsFacts) {
    this.prepared = prepared;
    this.renderer = renderer;
    const { dims, spacingMm, originMm } = prepared.grid.geometry;
    const { image, mapper, volume } = this;
    image.setDimensions([...dims]);
    image.setSpacing([...spacingMm]);
    image.setOrigin([...originMm]);
    image.getPointData().setScalars(vtkDataArray.newInstance({ numberOfComponents: 1, values: prepared.bytes }));
    mapper.setInputData(image);
    const stepMm = Math.max(...spacingMm) * (software ? 1.2 : 0.5);
    const [wide, deep, high] = dims.map((size, axis) => size * spacingMm[axis]);
    mapper.setSampleDistance(stepMm);
    mapper.setMaximumSamplesPerRay(Math.ceil(Math.hypot(wide, deep, high) / stepMm) + 1);
    volume.setMapper(mapper);
    renderer.addVolume(volume);
  }

  dispose(): void {
    this.renderer.removeVolume(this.volume);
    this.volume.delete();
    this.mapper.delete();
    this.image.delete();
  }

  show(preset: VolumePreset, strength: number): void {
    const { tissues } = this.prepared;
    const { curve, ambient, diffuse, specular } = volumeLook(preset, tissues, strength);
    const [low, high] = byteRangeOf(tissues);
    const opacity = vtkPiecewiseFunction.newInstance();
    const colour = vtkColorTransferFunction.newInstance();
    for (const point of curve) {
      const byte = ((point.grey - low) / (high - low)) * 255;
      opacity.addPoint(byte, point.opacity);
      colour.addRGBPoint(byte, ...point.colour);
    }
    const property = this.volume.getProperty();
    property.setScalarOpacity(0, opacity);
    property.setRGBTransferFunction(0, colour);
    property.setScalarOpacityUnitDistance(0, OPACITY_UNIT_MM);
    property.setInterpolationTypeToLinear();
    property.setShade(true);
    property.setAmbient(ambient);
    property.setDiffuse(diffuse);
    property.setSpecular(specular);
    property.setSpecularPower(20);
  }

  cut(planes: readonly CutPlane[]): void {
    this.mapper.removeAllClippingPlanes();
    for (const { originMm, normal } of planes) {
      this.mapper.addClippingPlane(Plane.newInstance({ origin: [...originMm], normal: [...normal] }));
    }
  }
}

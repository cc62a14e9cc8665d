/** What a slice pane shows of the volume: greys and tooth outlines of its plane, cut again only when something changed. */
import type { Vec3, VoxelArray } from '#core/volume';
import { labelOutlines, type LabelOutline } from './label-outlines.ts';
import { isAligned, turnedPlane, type MprAxes } from './mpr-axes.ts';
import { obliqueFrame, obliqueStepMm, obliqueWalk } from './oblique-slice.ts';
import type { PaneView } from '../pane-view.ts';
import { depthOf, PLANES, type PlaneId, type ViewPlane } from '../plane.ts';
import type { ScanImage } from '../scan-images.ts';
import { SlabRow, slabLayers, type Slab } from './slab.ts';
import {
  sameKindOfArray,
  sliceAt,
  sliceCount,
  sliceFrame,
  slicePositionMm,
  sliceRows,
  sliceWalk,
  type SliceFrame,
} from './slice.ts';
import { flatWalk, linearRows, nearestRows, type RowSampler } from './volume-walk.ts';

export interface SliceCut {
  readonly plane: ViewPlane;
  readonly frame: SliceFrame;
  /** Where the picture lies along the plane's normal, mm: the slice nearest to the crosshair. */
  readonly depthMm: number;
  /** Distance to the next slice, mm. */
  readonly stepMm: number;
  /** Column + row·width, rows upwards. */
  readonly greys: VoxelArray;
  readonly outlines: readonly LabelOutline[];
  /** How much of the volume the greys show along the normal, mm. */
  readonly slab: Slab;
  /** The slab is as good as it gets; otherwise ask again when there is time. */
  readonly complete: boolean;
}

export interface CutRequest {
  readonly axes: MprAxes;
  readonly crosshairMm: Vec3;
  readonly view: PaneView;
  readonly pixelRatio: number;
  readonly slab: Slab;
  /** At most this many layers of a slab are taken, evenly spread: while it moves. */
  readonly mostLayers: number;
}

/** Which pixels of the scan a cut shows. */
type Place = Pick<SliceCut, 'plane' | 'frame' | 'depthMm' | 'stepMm' | 'slab'> & { readonly index: number | null };

/** Turned slabs are sampled: 40 mm at most 0.85 mm apart, far less than what such a slab is looked at for. */
const ENOUGH_TURNED_LAYERS = 48;

export class SliceCutter {
  private readonly id: PlaneId;
  private readonly image: ScanImage;
  private readonly alignedFrame: SliceFrame;
  private greys: VoxelArray;
  private labelPixels = new Uint8Array(0);
  private labels: Uint8Array | null = null;
  private outlinesStale = false;
  private latest: { readonly place: Place; readonly cut: SliceCut } | null = null;

  constructor(id: PlaneId, image: ScanImage) {
    this.id = id;
    this.image = image;
    this.alignedFrame = sliceFrame(image.grid, PLANES[id]);
    this.greys = sameKindOfArray(image.voxels, 0);
  }

  /** More voxels, or other labels, have arrived; or labels have changed in place. */
  refresh(labels: Uint8Array | null, what: 'voxels' | 'labels'): void {
    this.labels = labels;
    if (what === 'voxels') this.latest = null;
    this.outlinesStale = true;
  }

  /** The same object as before when nothing changed. Its arrays are written over by the next cut. */
  cut(request: CutRequest): SliceCut {
    const place = this.placeOf(request);
    if (this.outlinesStale && this.latest !== null && samePlace(this.latest.place, place)) {
      this.latest = { place, cut: { ...this.latest.cut, outlines: this.cutOutlines(place) } };
    }
    this.outlinesStale = false;
    const { latest } = this;
    const enough = place.index === null ? ENOUGH_TURNED_LAYERS : Infinity;
    const layers = slabLayers(place.slab.thicknessMm, place.stepMm, Math.min(request.mostLayers, enough));
    const complete = layers.length === slabLayers(place.slab.thicknessMm, place.stepMm, enough).length;
    if (latest !== null && samePlace(latest.place, place)) {
      if (latest.cut.complete || !complete) return latest.cut;
      // The slab's other layers; the teeth's outlines are those of its middle.
      const cut: SliceCut = { ...latest.cut, greys: this.cutGreys(place, layers, complete), complete };
      this.latest = { place, cut };
      return cut;
    }
    const cut: SliceCut = {
      ...place,
      greys: this.cutGreys(place, layers, complete),
      outlines: this.cutOutlines(place),
      complete,
    };
    this.latest = { place, cut };
    return cut;
  }

  private placeOf({ axes, crosshairMm, view, pixelRatio, slab }: CutRequest): Place {
    const { grid, geometry } = this.image;
    const straight = PLANES[this.id];
    if (isAligned(axes)) {
      const index = sliceAt(grid, straight, crosshairMm);
      return {
        plane: straight,
        frame: this.alignedFrame,
        depthMm: slicePositionMm(grid, straight, index),
        stepMm: grid.geometry.spacingMm[straight.normalAxis],
        index,
        slab,
      };
    }
    const plane = turnedPlane(this.id, axes);
    return {
      plane,
      frame: obliqueFrame(geometry, plane, { view, pixelRatio }),
      depthMm: depthOf(plane, crosshairMm),
      stepMm: obliqueStepMm(grid.geometry.spacingMm, plane),
      index: null,
      slab,
    };
  }

  private cutGreys(place: Place, layers: readonly number[], complete: boolean): VoxelArray {
    const { voxels, darkest } = this.image;
    const { width, height } = place.frame;
    if (this.greys.length !== width * height) this.greys = sameKindOfArray(voxels, width * height);
    if (layers.length > 1) this.cutSlab(place, layers, complete);
    else this.sampleInto(this.greys, { data: voxels, outside: darkest, interpolation: 'linear' }, place);
    return this.greys;
  }

  /** Row by row through all layers: what lies behind each other in the volume is near each other in its memory. */
  private cutSlab(place: Place, layers: readonly number[], complete: boolean): void {
    const { grid, darkest } = this.image;
    const { width, height } = place.frame;
    const places = layers
      .map((steps) => movedPlace(place, steps))
      .filter(({ index }) => index === null || (index >= 0 && index < sliceCount(grid, PLANES[this.id])));
    const addRow =
      grid.exact && place.index !== null ? this.voxelRows(places) : this.sampledRows(places, width, complete);
    const slab = new SlabRow(place.slab.mode, width);
    for (let row = 0; row < height; row++) {
      slab.begin();
      addRow(slab, row);
      slab.writeInto(this.greys, row * width, darkest);
    }
  }

  private voxelRows(places: readonly Place[]): (slab: SlabRow, row: number) => void {
    const { grid, geometry, voxels } = this.image;
    const walks = places.map(({ index }) =>
      flatWalk(geometry.dims, sliceWalk({ grid, plane: PLANES[this.id], index: index ?? 0 })),
    );
    return (slab, row) => {
      for (const { first, step, rowStep } of walks) slab.addVoxels(voxels, first + row * rowStep, step);
    };
  }

  private sampledRows(
    places: readonly Place[],
    width: number,
    complete: boolean,
  ): (slab: SlabRow, row: number) => void {
    // Whole voxels while it moves: an eighth of the work.
    const interpolation = complete ? 'linear' : 'nearest';
    const what: Sampled = { data: this.image.voxels, outside: Number.NaN, interpolation };
    const samplers = places.map((at) => this.rows(what, at));
    const layer = new Float32Array(width);
    return (slab, row) => {
      for (const sample of samplers) {
        sample(layer, 0, row);
        slab.add(layer);
      }
    };
  }

  private cutOutlines(place: Place): readonly LabelOutline[] {
    if (this.labels === null) return [];
    const size = place.frame.width * place.frame.height;
    if (this.labelPixels.length !== size) this.labelPixels = new Uint8Array(size);
    this.sampleInto(this.labelPixels, { data: this.labels, outside: 0, interpolation: 'nearest' }, place);
    return labelOutlines(this.labelPixels, place.frame);
  }

  private sampleInto(out: VoxelArray, what: Sampled, place: Place): void {
    const sample = this.rows(what, place);
    const { width, height } = place.frame;
    for (let row = 0; row < height; row++) sample(out, row * width, row);
  }

  private rows({ data, outside, interpolation }: Sampled, { plane, frame, depthMm, index }: Place): RowSampler {
    const { grid, geometry } = this.image;
    const source = { dims: geometry.dims, data };
    if (index !== null) return sliceRows(source, { grid, plane: PLANES[this.id], index, outside, interpolation });
    const walk = obliqueWalk(geometry, plane, frame, depthMm);
    return interpolation === 'nearest' ? nearestRows(source, walk, outside) : linearRows(source, walk, outside);
  }
}

/** A layer of a slab, by slices along the normal; layers of straight planes are whole slices. */
function movedPlace(place: Place, steps: number): Place {
  return place.index === null
    ? { ...place, depthMm: place.depthMm + steps * place.stepMm }
    : { ...place, index: place.index + Math.floor(steps + 0.5) };
}

interface Sampled {
  readonly data: VoxelArray;
  readonly outside: number;
  readonly interpolation: 'nearest' | 'linear';
}

const SAME_DEPTH_MM = 1e-6;

function samePlace(a: Place, b: Place): boolean {
  if (a.slab.thicknessMm !== b.slab.thicknessMm || a.slab.mode !== b.slab.mode) return false;
  if (a.index !== null || b.index !== null) return a.index === b.index;
  const same = (x: readonly number[], y: readonly number[]): boolean => x.every((value, n) => value === y[n]);
  return (
    // Moving along one turned plane's normal moves the others by rounding only.
    Math.abs(a.depthMm - b.depthMm) < SAME_DEPTH_MM &&
    a.frame.width === b.frame.width &&
    a.frame.height === b.frame.height &&
    same(a.frame.spacingMm, b.frame.spacingMm) &&
    same(a.frame.originMm, b.frame.originMm) &&
    same(a.plane.u, b.plane.u) &&
    same(a.plane.v, b.plane.v)
  );
}

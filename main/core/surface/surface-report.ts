/** What is wrong with a surface, and what it may be: read by whoever repairs it, and before anything is computed on it. */
import { shellsOf, sixfoldVolume } from './keep-volume.ts';
import { welded, type ScanSurface } from './scan-surface.ts';
import { edgesOf, holesOf, pinchedVertices, type Hole } from './surface-edges.ts';
import { archGuess, unitGuess, type ArchGuess, type UnitGuess } from './surface-guess.ts';

export interface SurfaceReport {
  readonly vertices: number;
  readonly faces: number;
  /** Vertices at exactly the place of another one; everything below counts such a place once. */
  readonly duplicateVertices: number;
  readonly unusedVertices: number;
  /** Faces without an area, and faces with the corners of another one. */
  readonly degenerateFaces: number;
  readonly duplicateFaces: number;
  /** Edges of one face. */
  readonly boundaryEdges: number;
  /** Rounds of such edges, the longest first: of an open scan that is its rim. */
  readonly holes: readonly Hole[];
  /** Edges of more than two faces, and vertices whose faces make more than one fan. */
  readonly nonManifoldEdges: number;
  readonly nonManifoldVertices: number;
  /** Edges whose two faces show different sides. */
  readonly inconsistentEdges: number;
  /** Faces of each connected part, the largest first. */
  readonly pieces: readonly number[];
  readonly min: readonly [number, number, number];
  readonly max: readonly [number, number, number];
  readonly area: number; // in the square of the file's unit
  /** In the cube of the file's unit, negative when it is inside out; null of what is not closed. */
  readonly volume: number | null;
  readonly unit: UnitGuess;
  readonly arch: ArchGuess;
  /** Each label with its number of faces; null where the file has none. */
  readonly labels: Readonly<Record<string, number>> | null;
}

export function surfaceReport(surface: ScanSurface): SurfaceReport {
  const { positions, vertexOf } = welded(surface.positions);
  const vertices = positions.length / 3;
  const triangles = surface.triangles.map((vertex) => vertexOf[vertex]);
  const { sound, degenerateFaces, duplicateFaces } = soundFaces(positions, triangles);
  const edges = edgesOf(sound, vertices);
  const isUsed = new Uint8Array(vertices);
  for (const vertex of triangles) isUsed[vertex] = 1;
  const isClosed = edges.boundary.length === 0 && edges.nonManifold === 0 && edges.inconsistent === 0;
  const [min, max] = boundsOf(positions, isUsed);
  const volume = isClosed ? sum(sound, (a, b, c) => sixfoldVolume(positions, a, b, c)) / 6 : null;
  const outward = volume !== null && volume < 0 ? sound.toReversed() : sound;
  const unit = unitGuess(Math.max(max[0] - min[0], max[1] - min[1], max[2] - min[2]));
  return {
    vertices: surface.positions.length / 3,
    faces: triangles.length / 3,
    duplicateVertices: surface.positions.length / 3 - vertices,
    unusedVertices: isUsed.reduce((left, used) => left - used, vertices),
    degenerateFaces,
    duplicateFaces,
    boundaryEdges: edges.boundary.length / 2,
    holes: holesOf(edges.boundary, positions),
    nonManifoldEdges: edges.nonManifold,
    nonManifoldVertices: pinchedVertices(sound, vertices),
    inconsistentEdges: edges.inconsistent,
    pieces: piecesOf(sound, vertices),
    min,
    max,
    area: sum(sound, (a, b, c) => areaOf(positions, a, b, c)),
    volume,
    unit,
    arch: archGuess(positions, outward, unit.mm),
    labels: surface.faceLabels === null ? null : countsOf(surface.faceLabels),
  };
}

interface SoundFaces {
  readonly sound: Uint32Array;
  readonly degenerateFaces: number;
  readonly duplicateFaces: number;
}

/** Faces with an area, each once. */
function soundFaces(positions: Float64Array, triangles: Uint32Array): SoundFaces {
  const vertices = positions.length / 3;
  const sound = new Uint32Array(triangles.length);
  const seen = new Map<number, number[]>(); // by the two lower corners: the upper ones
  let [used, degenerateFaces, duplicateFaces] = [0, 0, 0];
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [triangles[t], triangles[t + 1], triangles[t + 2]];
    if (!(areaOf(positions, 3 * a, 3 * b, 3 * c) > 0)) {
      degenerateFaces++;
      continue;
    }
    const low = Math.min(a, b, c);
    const high = Math.max(a, b, c);
    const key = low * vertices + (a + b + c - low - high);
    const others = seen.get(key);
    if (others?.includes(high) === true) {
      duplicateFaces++;
      continue;
    }
    if (others === undefined) seen.set(key, [high]);
    else others.push(high);
    sound[used++] = a;
    sound[used++] = b;
    sound[used++] = c;
  }
  return { sound: sound.slice(0, used), degenerateFaces, duplicateFaces };
}

function areaOf(p: Float64Array, a: number, b: number, c: number): number {
  const [ux, uy, uz] = [p[b] - p[a], p[b + 1] - p[a + 1], p[b + 2] - p[a + 2]];
  const [vx, vy, vz] = [p[c] - p[a], p[c + 1] - p[a + 1], p[c + 2] - p[a + 2]];
  return Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx) / 2;
}

function sum(triangles: Uint32Array, of: (a: number, b: number, c: number) => number): number {
  let all = 0;
  for (let t = 0; t < triangles.length; t += 3) all += of(3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]);
  return all;
}

function piecesOf(triangles: Uint32Array, vertices: number): readonly number[] {
  const { ofVertex, count } = shellsOf(triangles, 3, vertices);
  const faces = new Uint32Array(count);
  for (let t = 0; t < triangles.length; t += 3) faces[ofVertex[triangles[t]]]++;
  return [...faces].filter((number) => number > 0).toSorted((a, b) => b - a);
}

type Corner = [number, number, number];

function boundsOf(positions: Float64Array, isUsed: Uint8Array): readonly [Corner, Corner] {
  const min: Corner = [Infinity, Infinity, Infinity];
  const max: Corner = [-Infinity, -Infinity, -Infinity];
  for (let n = 0; n < positions.length; n++) {
    if (isUsed[Math.floor(n / 3)] === 0) continue;
    min[n % 3] = Math.min(min[n % 3], positions[n]);
    max[n % 3] = Math.max(max[n % 3], positions[n]);
  }
  return [min, max];
}

function countsOf(labels: Int32Array): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

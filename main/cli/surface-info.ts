/** quadrant info <surface file>: what a surface holds, what is wrong with it, and what it may be. */
import { basename } from 'node:path';
import type { Warning } from '#contract/scan';
import { surfaceReport, type SurfaceReport } from '#core/surface/surface-report';
import { readSurface, type SurfaceFormat } from '../io/surface/read-surface.ts';

export interface SurfaceInfo extends SurfaceReport {
  readonly format: SurfaceFormat;
  readonly sizeBytes: number;
  readonly hasColours: boolean;
  readonly warnings: readonly Warning[];
}

export async function surfaceInfo(path: string): Promise<SurfaceInfo> {
  const surface = await readSurface(path);
  const { format, sizeBytes, colours, warnings } = surface;
  return { format, sizeBytes, hasColours: colours !== null, warnings, ...surfaceReport(surface) };
}

const FORMAT_NAMES: Readonly<Record<SurfaceFormat, string>> = {
  'stl-binary': 'binary STL',
  'stl-ascii': 'ASCII STL',
  ply: 'PLY',
  obj: 'OBJ',
  vtp: 'VTP',
};

export function describeSurface(path: string, info: SurfaceInfo): string {
  const size = info.max.map((value, axis) => (value - info.min[axis]).toFixed(1)).join(' × ');
  const [largest, ...others] = info.pieces;
  return [
    `${basename(path)}: a surface as ${FORMAT_NAMES[info.format]}, ${(info.sizeBytes / 1e6).toFixed(1)} MB`,
    `  ${info.faces} faces, ${info.vertices} vertices${info.hasColours ? ' with colours' : ''}, ${size} ${describeUnit(info)}`,
    ...(info.labels === null ? [] : [`  labels: ${describeLabels(info.labels)}`]),
    ...(others.length === 0 ? [] : [`  ${info.pieces.length} pieces, of ${largest} faces and less`]),
    `  ${describeBorder(info)}`,
    ...faultsOf(info).map((fault) => `  ! ${fault}`),
    `  ${describeArch(info)}`,
    ...info.warnings.map(({ message }) => `  Warning: ${message}`),
    '',
  ].join('\n');
}

function describeUnit({ unit: { name, isSure } }: SurfaceInfo): string {
  return isSure ? `${name} by its size` : `${name} if that is its unit: its size fits no dental arch`;
}

/** Both jaws with gums have 33. */
const MOST_LABELS = 33;

function describeLabels(labels: Readonly<Record<string, number>>): string {
  const all = Object.entries(labels);
  if (all.length > MOST_LABELS) return `${all.length} of them`;
  return all.map(([label, faces]) => `${label} (${faces})`).join(', ');
}

function describeBorder({ holes, boundaryEdges, volume, unit }: SurfaceInfo): string {
  if (boundaryEdges === 0) {
    if (volume === null) return 'closed, but its faces are not all turned the same way: it has no volume';
    const side = volume < 0 ? ', inside out' : '';
    return `closed${side}, ${(Math.abs(volume) * unit.mm ** 3).toFixed(1)} mm³`;
  }
  const [rim, ...rest] = holes.map(({ length }) => `${(length * unit.mm).toFixed(1)} mm`);
  const more = rest.length === 0 ? '' : ` and ${rest.length} more, the longest ${rest[0]}`;
  return `open: one border of ${rim}${more}`;
}

function faultsOf(info: SurfaceInfo): readonly string[] {
  const faults: readonly (readonly [count: number, what: string])[] = [
    [info.duplicateVertices, 'vertices at the place of another one'],
    [info.unusedVertices, 'vertices of no face'],
    [info.degenerateFaces, 'faces without an area'],
    [info.duplicateFaces, 'faces with the corners of another one'],
    [info.nonManifoldEdges, 'edges of more than two faces'],
    [info.nonManifoldVertices, 'vertices that hold parts together by a point'],
    [info.inconsistentEdges, 'edges between faces that show different sides'],
  ];
  return faults.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
}

function describeArch({ arch: { crownsToward, frontToward, jaw } }: SurfaceInfo): string {
  if (crownsToward === null) return 'Where the crowns point does not show.';
  const front = frontToward === null ? 'where the front is does not show' : `the front ${wayOf(frontToward)}`;
  const which = jaw === null ? 'which jaw it is is unsure' : 'a palate shows: an upper jaw';
  return `crowns point ${wayOf(crownsToward)}, ${front}; ${which}`;
}

/** "+z (0.02, 0.23, 0.97)" */
function wayOf(way: readonly [number, number, number]): string {
  const sizes = way.map(Math.abs);
  const axis = sizes.indexOf(Math.max(...sizes));
  return `${way[axis] < 0 ? '−' : '+'}${'xyz'[axis]} (${way.map((value) => value.toFixed(2)).join(', ')})`;
}

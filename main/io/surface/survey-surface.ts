/** An intraoral scan as a scan like others: its grid is the list of its faces. */
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { ScanInfo, SeriesInfo } from '#contract/scan';
import type { ScanSurface } from '#core/surface/scan-surface';
import { archGuess, unitGuess } from '#core/surface/surface-guess';
import type { Geometry, Volume } from '#core/volume';
import { seriesNotFound } from '../dicom/choose-series.ts';
import { cancelled } from '../scan-errors.ts';
import type { ReadScanOptions, SurveyedScan } from '../scan-reader.ts';
import { readSurface, type SurfaceFormat } from './read-surface.ts';

const KINDS: Readonly<Record<SurfaceFormat, SeriesInfo['kind']>> = {
  'stl-binary': 'stl',
  'stl-ascii': 'stl',
  ply: 'ply',
  obj: 'obj',
  vtp: 'vtp',
};

/**
 * A surface file as a scan of one series, named by its shape: the labelled surface of its case is the same scan.
 * @throws QuadrantError surface.*, scan.series-not-found, job.cancelled
 */
export async function surveySurface(path: string, { seriesUid, signal }: ReadScanOptions): Promise<SurveyedScan> {
  const surface = await readSurface(path);
  if (signal?.aborted === true) throw cancelled();
  const { positions, triangles, colours, warnings, format, sizeBytes } = surface;
  const uid = surfaceFingerprint(surface);
  if (seriesUid !== undefined && seriesUid !== uid) throw seriesNotFound(seriesUid, [uid]);
  const unit = unitGuess(longestSide(positions));
  const arch = archGuess(positions, triangles, unit.mm);
  const faces = triangles.length / 3;
  const geometry = faceGeometry(faces);
  const series: SeriesInfo = {
    uid,
    kind: KINDS[format],
    description: '',
    modality: '',
    dims: geometry.dims,
    spacingMm: geometry.spacingMm,
    orientation: '',
    bits: 8,
    transferSyntax: format,
    sizeBytes,
    usable: true,
    warnings: [...warnings, ...(unit.isSure ? [] : [UNIT_UNSURE])],
  };
  const info: ScanInfo = {
    modality: 'ios',
    radiograph: null,
    surface: {
      vertices: positions.length / 3,
      faces,
      hasColours: colours !== null,
      mmPerUnit: unit.mm,
      crownsToward: arch.crownsToward,
      frontToward: arch.frontToward,
    },
    series: [series],
    chosenUid: uid,
    choice: 'The only surface.',
    patientName: '',
    patientId: '',
    studyDate: '',
    studyDescription: basename(path).replace(/\.\w+$/, ''),
    ignoredFiles: 0,
  };
  return {
    info,
    warnings: [],
    readVolume: async ({ report }) => {
      report?.(1);
      return { volume: faceVolume(surface, geometry), series, surface };
    },
  };
}

const UNIT_UNSURE = {
  code: 'surface.unit-unsure',
  message:
    'The size of the surface fits no dental arch in millimetres, inches or metres: it was taken for millimetres.',
};

/** One face after the other along i. */
export function faceGeometry(faces: number): Geometry {
  return { dims: [faces, 1, 1], spacingMm: [1, 1, 1], originMm: [0, 0, 0], direction: [1, 0, 0, 0, 1, 0, 0, 0, 1] };
}

/** What the file says of its faces stands where other scans have their greys. */
function faceVolume({ faceLabels }: ScanSurface, geometry: Geometry): Volume {
  const data = new Uint8Array(geometry.dims[0]);
  if (faceLabels !== null) for (let n = 0; n < data.length; n++) data[n] = faceLabels[n];
  return { geometry, data };
}

/** sha256 of places and faces, hex: what a file of single precision and one of double precision have in common. */
function surfaceFingerprint({ positions, triangles }: ScanSurface): string {
  return createHash('sha256').update(Float32Array.from(positions)).update(triangles).digest('hex');
}

function longestSide(positions: Float64Array): number {
  let longest = 0;
  for (let axis = 0; axis < 3; axis++) {
    let [min, max] = [Infinity, -Infinity];
    for (let n = axis; n < positions.length; n += 3) {
      if (positions[n] < min) min = positions[n];
      if (positions[n] > max) max = positions[n];
    }
    longest = Math.max(longest, max - min);
  }
  return longest;
}

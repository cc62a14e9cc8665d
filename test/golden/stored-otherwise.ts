/**
 * The same patient, stored otherwise: the whole pipeline with the real nets must give the same numbers to the same teeth.
 * A scan's numbers are compared with each other, not with truth.
 */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { jawOf } from '#core/fdi';
import { affineIjkToWorld, affineWorldToIjk, applyAffine, cropGeometry } from '#core/geometry';
import { resampleVolume } from '#core/voxels/resample';
import type { Geometry, LabelMap, Vec3, Volume } from '#core/volume';
import { readScan } from '../../main/io/read-scan.ts';
import { segmentCbct } from '../../main/pipeline/cbct.ts';
import { cbctNets } from '../../main/services/nets/cbct-nets.ts';
import { DEFAULT_STAGE_SECONDS, StageProgress } from '../../main/pipeline/stage-progress.ts';

const pathOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const MODELS_DIR = pathOf('../../models');
const ONE_SCAN_MS = 240_000;
/** Crops end this far from the other jaw's teeth. */
const CROP_MARGIN_MM = 3;

async function segment(volume: Volume): Promise<LabelMap> {
  const nets = await cbctNets({ modelsDir: MODELS_DIR, provider: 'cpu', precision: 'fp32' });
  const progress = new StageProgress({ expected: DEFAULT_STAGE_SECONDS, learned: false });
  progress.enter('read');
  const { labelMap } = await segmentCbct({
    volume,
    openNet: (role) => nets.open(role),
    openDentitionNet: () => nets.openDentition(),
    progress,
  });
  return labelMap;
}

/** Centroid in LPS mm of each numbered tooth. */
function centroids({ geometry, data }: LabelMap): Map<number, Vec3> {
  const [ni, nj] = geometry.dims;
  const sums = new Float64Array(4 * 256);
  data.forEach((fdi, n) => {
    if (fdi === 0) return;
    sums[4 * fdi] += n % ni;
    sums[4 * fdi + 1] += Math.floor(n / ni) % nj;
    sums[4 * fdi + 2] += Math.floor(n / (ni * nj));
    sums[4 * fdi + 3]++;
  });
  const affine = affineIjkToWorld(geometry);
  const result = new Map<number, Vec3>();
  for (let fdi = 1; fdi < 256; fdi++) {
    const [i, j, k, count] = sums.subarray(4 * fdi, 4 * fdi + 4);
    if (count > 0) result.set(fdi, applyAffine(affine, [i / count, j / count, k / count]));
  }
  return result;
}

const isLower = (fdi: number): boolean => fdi !== 0 && jawOf(fdi) === 'lower';

/** The voxels turned about the vertical by 180°, and the geometry with them: the patient stays where he is. */
function turned({ geometry, data }: Volume): Volume {
  const [ni, nj, nk] = geometry.dims;
  const [a, b, c, d, e, f, ...up] = geometry.direction;
  const originMm = applyAffine(affineIjkToWorld(geometry), [ni - 1, nj - 1, 0]);
  const turnedData = data.slice();
  for (let k = 0; k < nk; k++) turnedData.subarray(k * ni * nj, (k + 1) * ni * nj).reverse();
  return { geometry: { ...geometry, originMm, direction: [-a, -b, -c, -d, -e, -f, ...up] }, data: turnedData };
}

/** The lower jaw alone: nothing above the lowest point of the upper teeth that is not needed for the lower ones. */
function lowerJaw(volume: Volume, { geometry, data }: LabelMap): Volume {
  const toWorld = affineIjkToWorld(geometry);
  const [ni, nj] = geometry.dims;
  let topMm = -Infinity;
  data.forEach((fdi, n) => {
    if (!isLower(fdi)) return;
    const [, , z] = applyAffine(toWorld, [n % ni, Math.floor(n / ni) % nj, Math.floor(n / (ni * nj))]);
    if (z > topMm) topMm = z;
  });
  const kept = slicesWhere(volume.geometry, (z) => z < topMm + CROP_MARGIN_MM);
  const [si, sj] = volume.geometry.dims;
  const cropped = cropGeometry(volume.geometry, [0, 0, kept.first], [si, sj, kept.count]);
  return { geometry: cropped, data: volume.data.slice(si * sj * kept.first, si * sj * (kept.first + kept.count)) };
}

function slicesWhere(geometry: Geometry, isKept: (zMm: number) => boolean): { first: number; count: number } {
  const affine = affineIjkToWorld(geometry);
  const kept = Array.from({ length: geometry.dims[2] }, (_, k) => k).filter((k) => isKept(applyAffine(affine, [0, 0, k])[2]));
  return { first: kept[0], count: kept.length };
}

function coarser(volume: Volume, spacingMm: number): Volume {
  const { geometry } = volume;
  const dims = geometry.dims.map((size, axis) => Math.floor((size * geometry.spacingMm[axis]) / spacingMm));
  const target: Geometry = { ...geometry, dims: [dims[0], dims[1], dims[2]], spacingMm: [spacingMm, spacingMm, spacingMm] };
  return { geometry: target, data: resampleVolume(volume, target) };
}

/** 8 bits between air and 3000: enamel and metal are clipped, the scale is another. */
function eightBit({ geometry, data }: Volume): Volume {
  const result = new Uint8Array(data.length);
  for (let n = 0; n < data.length; n++) result[n] = Math.min(255, Math.max(0, Math.round((data[n] + 1000) / 15.7)));
  return { geometry, data: result };
}

/** The part of libjpeg-turbo's JavaScript build that is used here; the package brings no types. */
interface JpegCodec {
  readonly JPEGEncoder: new () => {
    getDecodedBuffer(frame: Readonly<Record<string, number | boolean>>): Uint8Array;
    setQuality(quality: number): void;
    encode(): void;
    getEncodedBuffer(): Uint8Array;
    delete(): void;
  };
  readonly JPEGDecoder: new () => {
    getEncodedBuffer(size: number): Uint8Array;
    decode(): void;
    getDecodedBuffer(): Uint8Array;
    delete(): void;
  };
}

/** Every slice through a lossy JPEG of 8 bits, as older archives store them. */
async function jpegCompressed(volume: Volume, quality: number): Promise<Volume> {
  const load = createRequire(import.meta.url)('@cornerstonejs/codec-libjpeg-turbo-8bit') as () => Promise<JpegCodec>;
  const codec = await load();
  const { geometry, data } = eightBit(volume);
  const [width, height, slices] = geometry.dims;
  const result = new Uint8Array(data.length);
  for (let k = 0; k < slices; k++) {
    const encoder = new codec.JPEGEncoder();
    encoder
      .getDecodedBuffer({ width, height, bitsPerSample: 8, isSigned: false, componentCount: 1 })
      .set(data.subarray(k * width * height, (k + 1) * width * height));
    encoder.setQuality(quality);
    encoder.encode();
    const bytes = encoder.getEncodedBuffer().slice();
    encoder.delete();
    const decoder = new codec.JPEGDecoder();
    decoder.getEncodedBuffer(bytes.length).set(bytes);
    decoder.decode();
    result.set(decoder.getDecodedBuffer(), k * width * height);
    decoder.delete();
  }
  return { geometry, data: result };
}

/** Teeth of the first answer that have no tooth of their number near by in the second, with what lies at their centroid. */
function disagreements(expected: ReadonlyMap<number, Vec3>, found: LabelMap): string[] {
  const others = centroids(found);
  const toIjk = affineWorldToIjk(found.geometry);
  const [ni, nj, nk] = found.geometry.dims;
  return [...expected].flatMap(([fdi, point]) => {
    const own = others.get(fdi);
    if (own !== undefined && Math.hypot(...own.map((value, axis) => value - point[axis])) < 2.5) return [];
    const [i, j, k] = applyAffine(toIjk, point).map(Math.round);
    const inside = i >= 0 && j >= 0 && k >= 0 && i < ni && j < nj && k < nk;
    const there = inside ? found.data[i + ni * (j + nj * k)] : 'outside';
    return there === fdi ? [] : [`${fdi} → ${there}`];
  });
}

type Way = 'turned by 180°' | 'at 0.5 mm' | 'in 8 bits, clipped' | 'as lossy JPEG';
export const ALL_WAYS: readonly Way[] = ['turned by 180°', 'at 0.5 mm', 'in 8 bits, clipped', 'as lossy JPEG'];

/** The tests of one scan, stored in the given ways and cut off above the lower jaw: some 20 s each on two cores. */
export function keepsItsNumbers(path: string, ways: readonly Way[]): void {
  let volume: Volume;
  let base: LabelMap;
  let teeth: Map<number, Vec3>;
  beforeAll(async () => {
    ({ volume } = await readScan(path));
    base = await segment(volume);
    teeth = centroids(base);
  }, ONE_SCAN_MS);

  it('has teeth to compare', () => {
    expect(teeth.size).toBeGreaterThanOrEqual(20);
  });

  const stored: Readonly<Record<Way, () => Volume | Promise<Volume>>> = {
    'turned by 180°': () => turned(volume),
    'at 0.5 mm': () => coarser(volume, 0.5),
    'in 8 bits, clipped': () => eightBit(volume),
    'as lossy JPEG': () => jpegCompressed(volume, 80), // clipped to 8 bits as well
  };
  it.each(ways)('%s, keeps every number', async (way) => {
    const found = await segment(await stored[way]());
    expect(disagreements(teeth, found)).toEqual([]);
    expect(centroids(found).size).toBe(teeth.size);
  }, ONE_SCAN_MS);

  it('cropped to the lower jaw, keeps its numbers', async () => {
    const lower = new Map([...teeth].filter(([fdi]) => isLower(fdi)));
    const found = await segment(lowerJaw(volume, base));
    expect(disagreements(lower, found)).toEqual([]);
  }, ONE_SCAN_MS);
}

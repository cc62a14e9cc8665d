/** A case as DICOM objects, read back by another library and judged by dciodvfy (Debian's dicom3tools). */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import dicomParser, { type DataSet } from 'dicom-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CbctCase } from '#contract/case';
import { affineIjkToWorld, applyAffine } from '#core/geometry';
import { voxelCount, type Geometry, type Vec3 } from '#core/volume';
import { writeCase } from '../../../../main/io/case-folder.ts';
import { readScan } from '../../../../main/io/read-scan.ts';
import { exportCase } from '../../../../main/services/exports/export-case.ts';
import { CASE_FILE, RUN_FILE, TOOTH } from '../../../fixtures/contract/samples.ts';
import { AXIAL, plus, writeSlices, type SliceSeries } from '../../io/dicom/synthetic-dicom.ts';

const HAS_DCIODVFY = spawnSync('dciodvfy', ['-version']).error === undefined;
const HALF = Number(Math.SQRT1_2.toFixed(12)); // fits VR DS

/** The same slices in space, looked at in other ways. */
const SCANS: readonly (readonly [string, Partial<SliceSeries>])[] = [
  ['axial', {}],
  ['flipped', { iDirection: [-1, 0, 0], jDirection: [0, -1, 0] }],
  [
    'oblique',
    {
      iDirection: [HALF, HALF, 0],
      jDirection: [0, 0, -1],
      positionsMm: Array.from({ length: 8 }, (_, k): Vec3 => plus([3, -20, 40], [-HALF, HALF, 0], 0.5 * k)),
    },
  ],
];

/** Two teeth of few voxels that touch, one of them in two slices only. */
const BODIES = [
  { fdi: 16, min: [1, 1, 2], max: [2, 3, 5] },
  { fdi: 46, min: [3, 0, 5], max: [6, 4, 6] },
] as const;

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'quadrant-seg-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function segmentedScan(name: string, series: Partial<SliceSeries>) {
  const scanPath = join(root, name, 'scan');
  writeSlices(scanPath, {
    ...series,
    attributes: { StudyInstanceUID: '2.25.7', FrameOfReferenceUID: '2.25.8', SpecificCharacterSet: 'ISO_IR 192' },
  });
  const { volume, fingerprint } = await readScan(scanPath);
  const { geometry } = volume;
  const data = new Uint8Array(voxelCount(geometry));
  const [ni, nj] = geometry.dims;
  for (const { fdi, min, max } of BODIES) {
    for (let k = min[2]; k <= max[2]; k++)
      for (let j = min[1]; j <= max[1]; j++) data.fill(fdi, min[0] + ni * (j + nj * k), max[0] + 1 + ni * (j + nj * k));
  }
  const caseFile: CbctCase = {
    ...CASE_FILE,
    source: {
      ...CASE_FILE.source,
      path: scanPath,
      seriesUid: AXIAL.seriesUid,
      fingerprint,
      geometry: { ...geometry, direction: [...geometry.direction] },
    },
    instances: BODIES.map(({ fdi, min, max }) => ({ ...TOOTH, fdi, boundsIjk: { min, max } })),
  };
  const caseDir = join(root, name, 'case');
  await writeCase(caseDir, { caseFile, labelMap: { geometry, data }, describeRun: () => RUN_FILE });
  const outPath = join(root, name, 'teeth.dcm');
  const exported = await exportCase({ format: 'dicom-seg', caseDir, outPath });
  const reportPath = join(root, name, 'report.dcm');
  await exportCase({ format: 'dicom-sr', caseDir, outPath: reportPath });
  return { geometry, data, exported, outPath, reportPath };
}

describe.each(SCANS)('the segmentation of an %s scan', (name, series) => {
  let made: Awaited<ReturnType<typeof segmentedScan>>;
  beforeAll(async () => {
    made = await segmentedScan(name, series);
  });

  it('holds every voxel of every tooth at its place, and no other', async () => {
    expect(made.exported).toMatchObject({ teeth: 2, facts: { sourceFrames: 8 } });
    const found = await voxelsOf(made.outPath);
    for (const [n, { fdi }] of BODIES.entries()) {
      const expected = new Set<string>();
      const affine = affineIjkToWorld(made.geometry);
      made.data.forEach((label, index) => {
        if (label === fdi) expected.add(placeText(applyAffine(affine, ijkOf(index, made.geometry))));
      });
      expect(found.get(n + 1)).toEqual(expected);
    }
  });

  it('names each tooth by its own code and refers to the image that each frame was made from', async () => {
    const dataSet = dicomParser.parseDicom(await readFile(made.outPath));
    const codes = itemsOf(dataSet, 'x00620002').map((segment) => {
      const [type] = itemsOf(segment, 'x0062000f');
      return [segment.string('x00620005'), type.string('x00080100')];
    });
    expect(codes).toEqual([
      ['Tooth 16', '865995000'],
      ['Tooth 46', '866005003'],
    ]);
    expect(dataSet.string('x0020000d')).toBe('2.25.7');
    expect(dataSet.string('x00200052')).toBe('2.25.8');
    const positions = new Map(
      (series.positionsMm ?? AXIAL.positionsMm).map((at, n) => [`${AXIAL.seriesUid}.${n + 1}`, at]),
    );
    for (const frame of itemsOf(dataSet, 'x52009230')) {
      const [derivation] = itemsOf(frame, 'x00089124');
      const [source] = itemsOf(derivation, 'x00082112');
      const at = positions.get(source.string('x00081155') ?? '');
      expect(positionOf(frame)).toEqual(at?.map((value) => expect.closeTo(value, 6)));
    }
  });

  it('has a report whose measurement groups refer to its segments', async () => {
    const segments = dicomParser.parseDicom(await readFile(made.outPath));
    const report = dicomParser.parseDicom(await readFile(made.reportPath));
    const groups = itemsOf(report, 'x0040a730').flatMap((item) =>
      item.string('x0040a040') === 'CONTAINER' ? itemsOf(item, 'x0040a730') : [],
    );
    const read = groups.map((group) => {
      const content = itemsOf(group, 'x0040a730');
      const [reference] = content.flatMap((item) => itemsOf(item, 'x00081199'));
      const [site] = content.flatMap((item) => (conceptOf(item) === '363698007' ? itemsOf(item, 'x0040a168') : []));
      const [volume] = content.flatMap((item) => (conceptOf(item) === '118565006' ? itemsOf(item, 'x0040a300') : []));
      return {
        segment: reference.uint16('x0062000b'),
        of: reference.string('x00081155'),
        site: site.string('x00080100'),
        volume: volume.floatString('x0040a30a'),
      };
    });
    const of = segments.string('x00080018');
    expect(read).toEqual([
      { segment: 1, of, site: '865995000', volume: TOOTH.volumeMm3 },
      { segment: 2, of, site: '866005003', volume: TOOTH.volumeMm3 },
    ]);
  });

  it.skipIf(!HAS_DCIODVFY)('dciodvfy finds no error (skipped where dicom3tools is not installed)', () => {
    for (const path of [made.outPath, made.reportPath]) {
      const { stderr } = spawnSync('dciodvfy', [path], { encoding: 'utf8' });
      expect(stderr.split('\n').filter((line) => /error/i.test(line))).toEqual([]);
    }
  });
});

it('a scan that has moved is asked for', async () => {
  const { outPath } = await segmentedScan('moved', {});
  const caseDir = join(outPath, '..', 'case');
  execFileSync('mv', [join(outPath, '..', 'scan'), join(outPath, '..', 'elsewhere')]);
  await expect(exportCase({ format: 'dicom-seg', caseDir, outPath })).rejects.toMatchObject({
    code: 'scan.not-found',
  });
  const scanPath = join(outPath, '..', 'elsewhere');
  expect(await exportCase({ format: 'dicom-seg', caseDir, outPath, scanPath })).toMatchObject({
    facts: { sourceFrames: 8 },
  });
});

/** World places of the set bits of each segment. */
async function voxelsOf(path: string): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
  const bytes = await readFile(path);
  const dataSet = dicomParser.parseDicom(bytes);
  const [rows, columns] = [dataSet.uint16('x00280010') ?? 0, dataSet.uint16('x00280011') ?? 0];
  const [shared] = itemsOf(dataSet, 'x52009229');
  const [orientation] = itemsOf(shared, 'x00209116');
  const axes = Array.from({ length: 6 }, (_, n) => orientation.floatString('x00200037', n) ?? 0);
  const [measures] = itemsOf(shared, 'x00289110');
  const [rowMm, columnMm] = [0, 1].map((n) => measures.floatString('x00280030', n) ?? 0);
  const { dataOffset } = dataSet.elements.x7fe00010;
  const found = new Map<number, Set<string>>();
  itemsOf(dataSet, 'x52009230').forEach((frame, n) => {
    const [segment] = itemsOf(frame, 'x0062000a');
    const number = segment.uint16('x0062000b') ?? 0;
    const [x, y, z] = positionOf(frame);
    const places = found.get(number) ?? new Set<string>();
    found.set(number, places);
    for (let pixel = 0; pixel < rows * columns; pixel++) {
      const bit = n * rows * columns + pixel;
      if (((bytes[dataOffset + Math.floor(bit / 8)] >> (bit % 8)) & 1) === 0) continue;
      const [i, j] = [(pixel % columns) * columnMm, Math.floor(pixel / columns) * rowMm];
      places.add(
        placeText([x + i * axes[0] + j * axes[3], y + i * axes[1] + j * axes[4], z + i * axes[2] + j * axes[5]]),
      );
    }
  });
  return found;
}

function itemsOf(dataSet: DataSet, tag: string): DataSet[] {
  return (dataSet.elements[tag]?.items ?? []).flatMap((item) => (item.dataSet === undefined ? [] : [item.dataSet]));
}

function conceptOf(item: DataSet): string | undefined {
  return itemsOf(item, 'x0040a043')[0]?.string('x00080100');
}

function positionOf(frame: DataSet): number[] {
  const [place] = itemsOf(frame, 'x00209113');
  return [0, 1, 2].map((n) => place.floatString('x00200032', n) ?? Number.NaN);
}

function placeText(at: Vec3): string {
  return at.map((value) => (Math.round(value * 1000) / 1000 + 0).toFixed(3)).join(' ');
}

function ijkOf(index: number, { dims: [ni, nj] }: Geometry): Vec3 {
  return [index % ni, Math.floor(index / ni) % nj, Math.floor(index / (ni * nj))];
}

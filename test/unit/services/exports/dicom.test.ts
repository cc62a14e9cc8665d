/** A case as DICOM objects of every kind, read back by other libraries and judged by other programs. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import dicomParser, { type DataSet } from 'dicom-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labelOf, type CbctCase, type ToothInstance } from '#contract/case';
import { EXPORT_FORMATS, exportOptionsSchema, type ExportFormatId } from '#contract/exports';
import { affineIjkToWorld, applyAffine } from '#core/geometry';
import { voxelCount, type Geometry, type Vec3 } from '#core/volume';
import { writeCase } from '../../../../main/io/case-folder.ts';
import { writeVolumeNifti } from '../../../../main/io/nifti-labels.ts';
import { segmentItem } from '../../../../main/io/dicom-write/segment-item.ts';
import { readScan } from '../../../../main/io/read-scan.ts';
import { exportCase } from '../../../../main/services/exports/export-case.ts';
import { headlessBrowser } from '../../../../main/services/browser/headless-browser.ts';
import { findBrowser } from '../../../../main/services/browser/machine-browser.ts';
import { CASE_FILE, OPG_CASE, RUN_FILE, TOOTH } from '../../../fixtures/contract/samples.ts';
import { PersonAtWork } from '../../../fixtures/reviewed-case.ts';
import { grid, leftHanded, rotation } from '../../core/grids.ts';
import { dciodvfyErrors, dsrdump, HAS_DCIODVFY, HAS_DCMTK, throughDcmtk } from '../../dicom-judges.ts';
import {
  AXIAL,
  measures,
  orientation,
  plus,
  position,
  writeMultiFrame,
  writeSlices,
  type SliceSeries,
} from '../../io/dicom/synthetic-dicom.ts';

const HALF = Number(Math.SQRT1_2.toFixed(12)); // fits VR DS
const STUDY = { StudyInstanceUID: '2.25.7', FrameOfReferenceUID: '2.25.8', SpecificCharacterSet: 'ISO_IR 192' };
const slices =
  (series: Partial<SliceSeries> = {}) =>
  async (path: string): Promise<void> => {
    writeSlices(path, { ...series, attributes: { ...STUDY, ...series.attributes } });
  };
const OBLIQUE: Partial<SliceSeries> = {
  iDirection: [HALF, HALF, 0],
  jDirection: [0, 0, -1],
  positionsMm: Array.from({ length: 8 }, (_, k): Vec3 => plus([3, -20, 40], [-HALF, HALF, 0], 0.5 * k)),
};

const LOSSY = {
  LossyImageCompression: '01',
  LossyImageCompressionRatio: ['8', '2.5'],
  LossyImageCompressionMethod: ['ISO_10918_1', 'ISO_15444_1'],
};

/** Scans of 7 × 5 × 8 voxels. */
const SCANS: readonly (readonly [string, (path: string) => Promise<void>])[] = [
  ['axial', slices()],
  ['flipped', slices({ iDirection: [-1, 0, 0], jDirection: [0, -1, 0] })],
  ['mirrored', slices({ iDirection: [-1, 0, 0] })],
  ['oblique', slices(OBLIQUE)],
  ['once compressed with loss', slices({ attributes: LOSSY })],
  ['tilted', slices({ positionsMm: AXIAL.positionsMm.map(([x, y, z], k): Vec3 => [x, y + 0.1 * k, z]) })],
  [
    'multi-frame',
    async (path) => {
      const series = { ...AXIAL, ...OBLIQUE };
      writeMultiFrame(path, series, {
        SOPClassUID: '1.2.840.10008.5.1.4.1.1.2.1', // Enhanced CT
        ...STUDY,
        SharedFunctionalGroupsSequence: [{ ...orientation(series), ...measures(series) }],
        PerFrameFunctionalGroupsSequence: series.positionsMm.map(position),
      });
    },
  ],
  [
    'left-handed NIfTI',
    (path) => {
      const geometry = grid([7, 5, 8], [0.25, 0.4, 0.5], leftHanded(rotation(0.4, -0.3)));
      return writeVolumeNifti(`${path}.nii`, { geometry, data: new Int16Array(voxelCount(geometry)) });
    },
  ],
];

type Body = Pick<ToothInstance, 'fdi' | 'label' | 'type' | 'origin' | 'status'> & {
  readonly min: Vec3;
  readonly max: Vec3;
};

/** Few voxels each; the first two touch. */
const BODIES: readonly Body[] = [
  { fdi: 16, min: [1, 1, 2], max: [2, 3, 5] },
  { fdi: 46, min: [3, 0, 5], max: [6, 4, 6], origin: 'changed', status: 'accepted' },
  { fdi: 36, min: [0, 0, 0], max: [0, 4, 1], type: 'implant', status: 'edited' },
  { fdi: 25, min: [4, 0, 2], max: [6, 1, 3], type: 'pontic', status: 'accepted' },
  { fdi: 18, min: [3, 4, 0], max: [3, 4, 0], type: 'remnant', origin: 'person', status: 'edited' },
  { fdi: 12, min: [5, 3, 0], max: [6, 4, 2], type: 'supernumerary', label: 201, status: 'proposed' },
  { fdi: 55, min: [3, 2, 3], max: [3, 2, 3] },
];

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'quadrant-dicom-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

interface Segmented {
  readonly caseDir: string;
  readonly geometry: Geometry;
  readonly data: Uint8Array;
  readonly kind: string;
}

async function segmentedScan(
  name: string,
  write: (path: string) => Promise<void>,
  bodies = BODIES,
): Promise<Segmented> {
  const folder = join(root, name);
  execFileSync('mkdir', ['-p', folder]);
  await write(join(folder, 'scan'));
  const path = name.includes('NIfTI') ? join(folder, 'scan.nii') : join(folder, 'scan');
  const { volume, fingerprint, series } = await readScan(path);
  const { geometry } = volume;
  const data = new Uint8Array(voxelCount(geometry));
  const [ni, nj] = geometry.dims;
  for (const body of bodies) {
    const { min, max } = body;
    for (let k = min[2]; k <= max[2]; k++)
      for (let j = min[1]; j <= max[1]; j++) {
        data.fill(labelOf(body), min[0] + ni * (j + nj * k), max[0] + 1 + ni * (j + nj * k));
      }
  }
  const caseFile: CbctCase = {
    ...CASE_FILE,
    source: {
      ...CASE_FILE.source,
      kind: series.kind,
      path,
      seriesUid: series.uid,
      fingerprint,
      geometry: { ...geometry, direction: [...geometry.direction] },
    },
    instances: bodies.map(({ min, max, ...tooth }) => ({ ...TOOTH, ...tooth, boundsIjk: { min, max } })),
  };
  const caseDir = join(folder, 'case');
  await writeCase(caseDir, { caseFile, labelMap: { geometry, data }, describeRun: () => RUN_FILE });
  return { caseDir, geometry, data, kind: series.kind };
}

/** Every DICOM object that can be made of a CBCT, both ways where there are two. */
const OBJECTS: readonly (readonly [ExportFormatId, boolean])[] = [
  ['dicom-seg', false],
  ['dicom-seg', true],
  ['dicom-labelmap', false],
  ['dicom-labelmap', true],
  ['dicom-sr', false],
  ['dicom-stl', false],
];
/** Laid out by a browser in seconds, with nothing of the scan's geometry in them: made of these scans alone. */
const PAGES: typeof OBJECTS = [
  ['dicom-pdf', false],
  ['dicom-sc', false],
];
const WITH_PAGES: ReadonlySet<string> = new Set(
  findBrowser() === null ? [] : ['axial', 'multi-frame', 'left-handed NIfTI'],
);
const browser = headlessBrowser();

async function exported(caseDir: string, [format, compress]: (typeof OBJECTS)[number]): Promise<string> {
  const outPath = join(caseDir, '..', `${format}-${compress}.dcm`);
  const options = exportOptionsSchema.parse({ compress });
  const written = await exportCase({ format, caseDir, outPath, options, browser });
  expect(written.teeth).toBe(BODIES.length);
  return outPath;
}

describe.each(SCANS)('a case of a scan that is %s', (name, write) => {
  let made: Segmented;
  const paths = new Map<string, string>();
  const objects = WITH_PAGES.has(name) ? [...OBJECTS, ...PAGES] : OBJECTS;
  beforeAll(async () => {
    made = await segmentedScan(name, write);
    for (const object of objects) paths.set(object.join(), await exported(made.caseDir, object));
  });
  const pathOf = (...object: (typeof OBJECTS)[number]): string => paths.get(object.join()) ?? '';
  const placesOf = (label: number): ReadonlySet<string> => {
    const affine = affineIjkToWorld(made.geometry);
    const places = new Set<string>();
    made.data.forEach((value, index) => {
      if (value === label) places.add(placeText(applyAffine(affine, ijkOf(index, made.geometry))));
    });
    return places;
  };
  const expectAllVoxels = async (path: string): Promise<void> => {
    const found = await voxelsOf(path);
    expect([...found.keys()].toSorted((a, b) => a - b)).toEqual(BODIES.map(labelOf).toSorted((a, b) => a - b));
    for (const body of BODIES) expect(found.get(labelOf(body))).toEqual(placesOf(labelOf(body)));
  };

  it.each(['dicom-seg', 'dicom-labelmap'] as const)('%s holds every voxel of every tooth at its place', (format) =>
    expectAllVoxels(pathOf(format, false)),
  );

  it.skipIf(!HAS_DCMTK).each(OBJECTS.filter(([format]) => EXPORT_FORMATS[format].options.includes('compress')))(
    'dcmtk reads the same voxels from %s, compressed: %s (skipped where dcmtk is not installed)',
    (...object) => expectAllVoxels(throughDcmtk(pathOf(...object))),
  );

  it('refers to the image that each frame was made from, where there is one', async () => {
    for (const format of ['dicom-seg', 'dicom-labelmap'] as const) {
      const dataSet = dicomParser.parseDicom(await readFile(pathOf(format, false)));
      const frames = itemsOf(dataSet, 'x52009230');
      const sources = frames.flatMap((frame) =>
        itemsOf(frame, 'x00089124').flatMap((derivation) => itemsOf(derivation, 'x00082112')),
      );
      const [listed] = itemsOf(dataSet, 'x00081115');
      switch (made.kind) {
        case 'nifti':
          expect(sources).toEqual([]);
          expect(listed).toBeUndefined();
          break;
        case 'dicom-multiframe':
          expect(itemsOf(listed, 'x0008114a').map((item) => item.string('x00081155'))).toEqual(['2.25.500']);
          expect(sources.map((source) => source.string('x00081160'))).toEqual(
            frames.map((frame) => String(sliceOf(frame, made.geometry) + 1)),
          );
          break;
        default:
          expect(itemsOf(listed, 'x0008114a')).toHaveLength(8);
          expect(sources.map((source) => source.string('x00081155'))).toEqual(
            frames.map((frame) => `${AXIAL.seriesUid}.${1 + sourceSlice(name, sliceOf(frame, made.geometry))}`),
          );
      }
      // A tilted stack is laid upright: its slices but the first lie elsewhere than the images.
      const kept = sources.map((source) => source.string('x0028135a'));
      expect(new Set(kept).has('NO')).toBe(name === 'tilted');
    }
  });

  it.skipIf(!HAS_DCIODVFY)('dciodvfy finds no error (skipped where dicom3tools is not installed)', () => {
    for (const [format, compress] of objects) {
      // It knows neither deflated data sets nor, before 2024, label maps.
      if (format === 'dicom-seg' && compress) continue;
      const errors = dciodvfyErrors(pathOf(format, compress)).filter(
        (line) =>
          format !== 'dicom-labelmap' || !/Information Object Not found|SegmentNumber not monotonically/.test(line),
      );
      expect(errors, format).toEqual([]);
    }
  });

  it.skipIf(!HAS_DCMTK)('dcmtk reads the report (skipped where dcmtk is not installed)', () => {
    const printed = dsrdump(pathOf('dicom-sr', false));
    expect(printed.match(/Measurement Group/g)).toHaveLength(BODIES.length);
  });
});

describe('the objects of a case', () => {
  let segmentation: DataSet;
  let labelMap: DataSet;
  let report: DataSet;
  let model: DataSet;
  let caseDir: string;
  beforeAll(async () => {
    ({ caseDir } = await segmentedScan('axial again', slices()));
    const read = async (...object: (typeof OBJECTS)[number]): Promise<DataSet> =>
      dicomParser.parseDicom(await readFile(await exported(caseDir, object)));
    segmentation = await read('dicom-seg', false);
    labelMap = await read('dicom-labelmap', false);
    report = await read('dicom-sr', false);
    model = await read('dicom-stl', false);
  });

  it('call everything by its own code, and say how it was found', () => {
    const segments = itemsOf(segmentation, 'x00620002').map((segment) => [
      segment.string('x00620005'),
      codeOf(segment, 'x00620003'),
      codeOf(segment, 'x0062000f'),
      codeOf(segment, 'x00082218'),
      segment.string('x00620008'),
    ]);
    expect(segments).toEqual([
      ['Tooth 16', '91723000', '865995000', undefined, 'AUTOMATIC'],
      ['Tooth 46', '91723000', '866005003', undefined, 'SEMIAUTOMATIC'],
      ['Implant 36', '260787004', '40388003', '866006002', 'AUTOMATIC'],
      ['Pontic 25', '260787004', '27606000', '23226009', 'AUTOMATIC'],
      ['Tooth 18 (remnant)', '91723000', '68085002', undefined, 'MANUAL'],
      ['Tooth 12 (supernumerary)', '91723000', '2571000124105', undefined, 'AUTOMATIC'],
      ['Tooth 55', '91723000', '27855007', undefined, 'AUTOMATIC'],
    ]);
  });

  it('belong to the study and the frame of reference of the scan', () => {
    for (const dataSet of [segmentation, labelMap, model]) {
      expect(dataSet.string('x0020000d')).toBe('2.25.7');
      expect(dataSet.string('x00200052')).toBe('2.25.8');
    }
    expect(report.string('x0020000d')).toBe('2.25.7');
  });

  it('hold the surfaces of all teeth as the STL file that is exported on its own', async () => {
    const stl = join(root, 'teeth.stl');
    await exportCase({ format: 'stl', caseDir, outPath: stl });
    const { dataOffset } = model.elements.x00420011;
    const length = model.uint32('x00420015') ?? 0;
    expect(Buffer.from(model.byteArray.subarray(dataOffset, dataOffset + length))).toEqual(await readFile(stl));
    expect(codeOf(model, 'x004008ea')).toBe('mm');
  });

  it('number the segments of a label map by their labels, the background included, and its frames without a gap', () => {
    const numbers = itemsOf(labelMap, 'x00620002').map((segment) => segment.uint16('x00620004'));
    expect(numbers).toEqual([0, 16, 18, 25, 36, 46, 55, 201]);
    expect(labelMap.uint16('x00280120')).toBe(0);
    const depths = itemsOf(labelMap, 'x52009230').map((frame) => positionOf(frame)[2]);
    expect(depths).toEqual([5, 5.5, 6, 6.5, 7, 7.5, 8]);
  });

  it('measure each tooth in a group that refers to its segment', () => {
    const groups = itemsOf(report, 'x0040a730').flatMap((item) =>
      item.string('x0040a040') === 'CONTAINER' ? itemsOf(item, 'x0040a730') : [],
    );
    const read = groups.map((group) => {
      const content = itemsOf(group, 'x0040a730');
      const [reference] = content.flatMap((item) => itemsOf(item, 'x00081199'));
      const valueOf = (concept: string): DataSet | undefined => content.find((item) => conceptOf(item) === concept);
      const volume = itemsOf(valueOf('118565006'), 'x0040a300')[0];
      return [
        reference.uint16('x0062000b'),
        reference.string('x00081155'),
        codeOf(valueOf('121071'), 'x0040a168'),
        codeOf(valueOf('363698007'), 'x0040a168'),
        volume.floatString('x0040a30a'),
      ];
    });
    const of = segmentation.string('x00080018');
    const { volumeMm3 } = TOOTH;
    expect(read).toEqual([
      [1, of, '38199008', '865995000', volumeMm3],
      [2, of, '38199008', '866005003', volumeMm3],
      [3, of, '40388003', '866006002', volumeMm3],
      [4, of, '27606000', '23226009', volumeMm3],
      [5, of, '38199008', '68085002', volumeMm3],
      [6, of, '38199008', '2571000124105', volumeMm3],
      [7, of, '38199008', '27855007', volumeMm3],
    ]);
  });
});

describe('a case that a person reviewed and signed off', () => {
  let caseDir: string;
  beforeAll(async () => {
    const made = await segmentedScan('reviewed', slices());
    ({ caseDir } = made);
    const person = new PersonAtWork(caseDir, made.data, 'Dr. Jane Doe');
    await person.act({ kind: 'identify', tool: 'number', teeth: [{ label: 16, fdi: 17, type: 'tooth' }] });
    await person.reshape(
      (labels) => {
        labels[made.data.lastIndexOf(46)] = 101;
      },
      [{ label: 101, fdi: 47, type: 'tooth' }],
    );
    await person.act({ kind: 'decide', decision: 'accepted', labels: [16, 46, 55, 101] });
    await person.act({ kind: 'decide', decision: 'rejected', labels: [36, 25, 18, 201] });
    await person.act({ kind: 'sign' });
  });
  const exportedAs = async (format: ExportFormatId): Promise<string> => {
    const outPath = join(caseDir, '..', `${format}.dcm`);
    await exportCase({ format, caseDir, outPath });
    return outPath;
  };

  it('says of each tooth how much of it is a person’s, whatever was accepted', async () => {
    const segments = itemsOf(dicomParser.parseDicom(await readFile(await exportedAs('dicom-seg'))), 'x00620002');
    expect(segments.map((segment) => [segment.string('x00620005'), segment.string('x00620008')])).toEqual([
      ['Tooth 17', 'SEMIAUTOMATIC'],
      ['Tooth 46', 'SEMIAUTOMATIC'],
      ['Tooth 47', 'MANUAL'],
      ['Tooth 55', 'AUTOMATIC'],
    ]);
  });

  it('names the person in DICOM’s order, as creator and as verifying observer', async () => {
    const segmentation = dicomParser.parseDicom(await readFile(await exportedAs('dicom-seg')));
    expect(segmentation.string('x00700084')).toBe('Doe^Jane^^Dr.');
    const report = dicomParser.parseDicom(await readFile(await exportedAs('dicom-sr')));
    expect(report.string('x0040a493')).toBe('VERIFIED');
    expect(itemsOf(report, 'x0040a073')[0].string('x0040a075')).toBe('Doe^Jane^^Dr.');
  });

  it.skipIf(!HAS_DCIODVFY)('dciodvfy finds no error (skipped where dicom3tools is not installed)', async () => {
    for (const format of ['dicom-seg', 'dicom-sr'] as const)
      expect(dciodvfyErrors(await exportedAs(format)), format).toEqual([]);
  });
});

it('what was made of a scan that was once compressed with loss says so', async () => {
  const { caseDir } = await segmentedScan('lossy', slices({ attributes: LOSSY }));
  const dataSet = dicomParser.parseDicom(await readFile(await exported(caseDir, ['dicom-seg', false])));
  const told = ['x00282110', 'x00282112', 'x00282114'].map((tag) => dataSet.string(tag));
  expect(told).toEqual(['01', '8\\2.5', 'ISO_10918_1\\ISO_15444_1']);
});

it.each([
  [['TotalSegmentator (AUTOMATIC)'], ['AUTOMATIC', 'TotalSegmentator (AUTOMATIC)']],
  [['MANUAL'], ['MANUAL', undefined]],
  [[], ['SEMIAUTOMATIC', 'Other 1.0']],
])('teeth that another program drew stay its own: %s', (algorithms, said) => {
  const imported = { sopInstanceUid: '2.25.1', program: 'Other 1.0', algorithms, creator: '', date: '' };
  const item = segmentItem(TOOTH, 1, { ...CASE_FILE, imported });
  expect([item.SegmentAlgorithmType, item.SegmentAlgorithmName]).toEqual(said);
});

describe.skipIf(findBrowser() === null)('a radiograph (skipped without Chromium, Chrome or Edge)', () => {
  let outPath: string;
  const path = fileURLToPath(new URL('../../../fixtures/radiographs/dicom/dx_image.dcm', import.meta.url));
  beforeAll(async () => {
    const { volume, fingerprint, series } = await readScan(path);
    const { geometry } = volume;
    const source = { ...OPG_CASE.source, kind: series.kind, path, seriesUid: series.uid, fingerprint, geometry };
    const caseDir = join(root, 'radiograph');
    const labelMap = { geometry, data: new Uint8Array(voxelCount(geometry)) };
    await writeCase(caseDir, { caseFile: { ...OPG_CASE, source }, labelMap, describeRun: () => RUN_FILE });
    outPath = join(root, 'radiograph.dcm');
    await exportCase({ format: 'dicom-sc', caseDir, outPath, browser });
  });

  it('travels as a picture in its own study', async () => {
    const [picture, radiograph] = await Promise.all(
      [outPath, path].map(async (file) => dicomParser.parseDicom(await readFile(file))),
    );
    expect(picture.string('x0020000d')).toBe(radiograph.string('x0020000d'));
    expect(itemsOf(picture, 'x00082112').map((item) => item.string('x00081155'))).toEqual([
      radiograph.string('x00080018'),
    ]);
  });

  it.skipIf(!HAS_DCIODVFY)('dciodvfy finds no error (skipped where dicom3tools is not installed)', () => {
    expect(dciodvfyErrors(outPath)).toEqual([]);
  });
});

it('a scan that has moved is asked for', async () => {
  const { caseDir } = await segmentedScan('moved', slices());
  const outPath = join(caseDir, '..', 'teeth.dcm');
  execFileSync('mv', [join(caseDir, '..', 'scan'), join(caseDir, '..', 'elsewhere')]);
  await expect(exportCase({ format: 'dicom-seg', caseDir, outPath })).rejects.toMatchObject({ code: 'scan.not-found' });
  const scanPath = join(caseDir, '..', 'elsewhere');
  expect(await exportCase({ format: 'dicom-seg', caseDir, outPath, scanPath })).toMatchObject({
    facts: { sourceFrames: 8 },
  });
});

it('a case without teeth makes no object', async () => {
  const { caseDir } = await segmentedScan('toothless', slices(), []);
  for (const format of ['dicom-seg', 'dicom-labelmap', 'dicom-sr'] as const) {
    const outPath = join(caseDir, '..', 'none.dcm');
    await expect(exportCase({ format, caseDir, outPath })).rejects.toMatchObject({ code: 'usage' });
  }
});

/** World places of the pixels of each segment, by label. */
async function voxelsOf(path: string): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
  const bytes = await readFile(path);
  const dataSet = dicomParser.parseDicom(bytes);
  const [rows, columns] = [dataSet.uint16('x00280010') ?? 0, dataSet.uint16('x00280011') ?? 0];
  const [shared] = itemsOf(dataSet, 'x52009229');
  const [plane] = itemsOf(shared, 'x00209116');
  const axes = Array.from({ length: 6 }, (_, n) => plane.floatString('x00200037', n) ?? 0);
  const [spacing] = itemsOf(shared, 'x00289110');
  const [rowMm, columnMm] = [0, 1].map((n) => spacing.floatString('x00280030', n) ?? 0);
  const { dataOffset } = dataSet.elements.x7fe00010;
  const isBinary = dataSet.string('x00620001') === 'BINARY';
  const found = new Map<number, Set<string>>();
  itemsOf(dataSet, 'x52009230').forEach((frame, n) => {
    const [segment] = itemsOf(frame, 'x0062000a');
    const [x, y, z] = positionOf(frame);
    for (let pixel = 0; pixel < rows * columns; pixel++) {
      const at = n * rows * columns + pixel;
      const bit = (bytes[dataOffset + Math.floor(at / 8)] >> (at % 8)) & 1;
      const label = isBinary ? bit * labelOf(BODIES[(segment.uint16('x0062000b') ?? 0) - 1]) : bytes[dataOffset + at];
      if (label === 0) continue;
      const [i, j] = [(pixel % columns) * columnMm, Math.floor(pixel / columns) * rowMm];
      const places = found.get(label) ?? new Set<string>();
      found.set(label, places);
      places.add(
        placeText([x + i * axes[0] + j * axes[3], y + i * axes[1] + j * axes[4], z + i * axes[2] + j * axes[5]]),
      );
    }
  });
  return found;
}

function sliceOf(frame: DataSet, { originMm, spacingMm, direction }: Geometry): number {
  const away = positionOf(frame).map((value, axis) => value - originMm[axis]);
  return Math.round((away[0] * direction[6] + away[1] * direction[7] + away[2] * direction[8]) / spacingMm[2]);
}

/** Slices were written from the lowest z on; a mirrored stack is read from the other end. */
function sourceSlice(name: string, k: number): number {
  return name === 'mirrored' ? 7 - k : k;
}

function itemsOf(dataSet: DataSet | undefined, tag: string): DataSet[] {
  return (dataSet?.elements[tag]?.items ?? []).flatMap((item) => (item.dataSet === undefined ? [] : [item.dataSet]));
}

function codeOf(dataSet: DataSet | undefined, tag: string): string | undefined {
  return itemsOf(dataSet, tag)[0]?.string('x00080100');
}

function conceptOf(item: DataSet): string | undefined {
  return codeOf(item, 'x0040a043');
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

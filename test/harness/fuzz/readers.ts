/** Every reader of the program, as the program itself calls it, with real input for it. */
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { settingsSchema, DEFAULT_SETTINGS } from '#contract/settings';
import { readLabelPng } from '../../../main/io/png-labels.ts';
import { readSurface } from '../../../main/io/surface/read-surface.ts';
import { Key } from '../../../main/services/deidentify/key-file.ts';
import { readJsonOr } from '../../../main/services/data-folder/json-store.ts';
import { listedScans, parseScanList } from '../../../main/services/segment/scan-list.ts';
import { imagesBy } from './codec-inputs.ts';
import { inferenceAnswer, openServedNet, readInference, servedNet } from './inference-answers.ts';
import { keptCase, keptRadiograph, keptSurfaceScan } from './kept-case.ts';
import {
  receiveFromSender,
  retrieveFromDimseServer,
  retrieveFromWebServer,
  searchAtDimseServer,
  searchAtWebServer,
  storeAtWebServer,
} from './pacs-answers.ts';
import { recordedSearch, recordedSender, recordedSeries } from './pacs-recordings.ts';
import { PDU } from './pdu-fields.ts';
import { fixtureFolder, fixtures, sharedDicom, sharedDicomAround, type Sample } from './sample.ts';
import { BINARY_STL, DICOM, JPEG, JSON_TEXT, NIFTI, PNG, TEXT, TIFF, type Structure } from './structure.ts';
import {
  openScan,
  decodeAlone,
  importTeeth,
  openCase,
  openModels,
  promiseDigests,
  deidentify,
  readQueue,
  openPicture,
  readLabelVolume,
  readOutlines,
} from './reader-calls.ts';
import {
  OUTLINES,
  QUEUE,
  STUDIES,
  KEY,
  STORED,
  fewSlices,
  multipartOfSeries,
  documents,
  gzipped,
  withoutSources,
  dicomdirOfFixtures,
} from './reader-inputs.ts';
import { auditLog, keptDataFolder, sealedCase, smallDataset, vaultFile } from './stored-inputs.ts';
import { examineDataset, openDataFolder, openSealedCase, readAuditLog, unlock } from './stored-reads.ts';

export interface FuzzedReader {
  readonly name: string;
  /** Real input. */
  readonly samples: () => Promise<Sample[]>;
  /** By the name of a file; null: bytes that nothing is known about. */
  readonly structureOf: (file: string) => Structure | null;
  /** Makes a changed sample one that the reader looks at: a digest that a card promises, for example. */
  readonly repaired?: (files: Map<string, Buffer>) => void;
  /**
   * Reads `path`, as the program does; throws what it throws. `tell` is told how many bytes the input declares that it
   * holds, beyond its own size.
   */
  readonly read: (path: string, tell: (bytes: number) => void) => Promise<void>;
}

const dicom = (): Structure => DICOM;
const json = (): Structure => JSON_TEXT;

function byEnding(file: string): Structure | null {
  const endings: Readonly<Record<string, Structure>> = {
    json: JSON_TEXT,
    log: JSON_TEXT,
    gz: NIFTI,
    png: PNG,
    ply: TEXT,
  };
  return endings[extname(file).slice(1)] ?? null;
}

const surface = (ending: string): Pick<FuzzedReader, 'samples' | 'structureOf' | 'read'> => ({
  samples: () => fixtures('surfaces', new RegExp(`\\.${ending}$`)),
  structureOf: (file) => (ending === 'stl' && /binary|trimesh/.test(file) ? BINARY_STL : TEXT),
  read: async (path) => void (await readSurface(path)),
});

const pixels = { structureOf: dicom, read: decodeAlone };

export const READERS: readonly FuzzedReader[] = [
  {
    name: 'dicom-series',
    samples: fewSlices,
    structureOf: dicom,
    read: openScan,
  },
  {
    name: 'dicom-file',
    samples: async () => [
      ...(await fixtures('radiographs/dicom', /\.dcm$/)),
      ...(await fixtures('dicom/samples', /^(MR_small|image_dfl|693)[^/]*\.dcm$/)),
      ...(await sharedDicom(/(emri|eCT|multi|frames|rtdose|color|palette|lut|CTImage)[^/]*\.dcm$/i)),
    ],
    structureOf: dicom,
    read: openScan,
  },
  { name: 'dicom-native', samples: () => imagesBy('native', 'rle', 'deflated-frame'), ...pixels },
  { name: 'dicom-jpeg', samples: () => imagesBy('jpeg'), ...pixels },
  { name: 'dicom-jpeg-ls', samples: () => imagesBy('jpeg-ls'), ...pixels },
  { name: 'dicom-jpeg-2000', samples: () => imagesBy('jpeg-2000'), ...pixels },
  { name: 'dicom-htj2k', samples: () => imagesBy('htj2k'), ...pixels },
  {
    name: 'dicomdir',
    samples: async () => [...(await dicomdirOfFixtures()), ...(await sharedDicomAround(/TINY_ALPHA\/DICOMDIR$/))],
    structureOf: dicom,
    read: openScan,
  },
  {
    name: 'dicom-seg',
    samples: () => fixtures('dicom-seg', /^(dcmqi|highdicom)[^/]*\.dcm$/),
    structureOf: dicom,
    read: importTeeth,
  },
  { name: 'deidentify', samples: () => fixtures('dicom', /\.dcm$/), structureOf: dicom, read: deidentify },
  { name: 'nifti', samples: () => fixtures('nifti', /\.nii$/), structureOf: () => NIFTI, read: openScan },
  {
    name: 'nifti-gz',
    samples: async () => (await fixtures('nifti', /^(int16|float32|nifti2|uint8)\.nii$/)).map(gzipped),
    structureOf: () => NIFTI,
    read: openScan,
  },
  {
    name: 'nifti-labels',
    samples: async () => [
      ...(await fixtures('nifti', /^(uint8|int16|float32|int16-big-endian)\.nii$/)),
      ...(await fixtures('cases', /labelmap\.nii\.gz$/)),
    ],
    structureOf: () => NIFTI,
    read: readLabelVolume,
  },
  { name: 'png', samples: () => fixtures('radiographs/pictures', /\.png$/), structureOf: () => PNG, read: openPicture },
  {
    name: 'jpeg',
    samples: () => fixtures('radiographs/pictures', /\.jpg$/),
    structureOf: () => JPEG,
    read: openPicture,
  },
  {
    name: 'tiff',
    samples: () => fixtures('radiographs/pictures', /\.tif$/),
    structureOf: () => TIFF,
    read: openPicture,
  },
  {
    name: 'png-labels',
    samples: () => fixtures('radiographs/pictures', /^grey8\.png$/),
    structureOf: () => PNG,
    read: async (path) => void (await readLabelPng(path)),
  },
  { name: 'stl', ...surface('stl') },
  { name: 'ply', ...surface('ply') },
  { name: 'obj', ...surface('obj') },
  { name: 'vtp', ...surface('vtp') },
  { name: 'case', samples: keptCase, structureOf: byEnding, read: openCase },
  {
    name: 'case-of-picture-or-surface',
    samples: async () => [...(await keptRadiograph()), ...(await keptSurfaceScan())],
    structureOf: byEnding,
    read: openCase,
  },
  { name: 'sealed-case', samples: sealedCase, structureOf: () => null, read: openSealedCase },
  { name: 'vault', samples: vaultFile, structureOf: json, read: unlock },
  { name: 'data-folder', samples: keptDataFolder, structureOf: byEnding, read: openDataFolder },
  { name: 'audit-log', samples: auditLog, structureOf: json, read: readAuditLog },
  { name: 'data-set', samples: smallDataset, structureOf: byEnding, read: examineDataset },
  {
    name: 'labelme',
    samples: documents(['picture.json', OUTLINES]),
    structureOf: json,
    read: readOutlines,
  },
  {
    name: 'models',
    samples: async () => [
      ...(await fixtureFolder('models')).map(withoutSources),
      ...(await fixtureFolder('radiograph-models')).map(withoutSources),
      ...(await fixtureFolder('surface-models')).map(withoutSources),
    ],
    structureOf: (file) => (file.endsWith('.json') ? JSON_TEXT : null),
    repaired: promiseDigests,
    read: openModels,
  },
  {
    name: 'settings',
    samples: documents([
      'settings.json',
      { ...DEFAULT_SETTINGS, practiceName: 'Dr. Doe', shortcuts: { save: 'Ctrl+S' } },
    ]),
    structureOf: json,
    read: async (path) => void (await readJsonOr(path, settingsSchema, DEFAULT_SETTINGS)),
  },
  {
    name: 'review-queue',
    samples: async () => [
      {
        name: 'queue',
        files: new Map([['review-queues/queue.json', Buffer.from(JSON.stringify(QUEUE, null, 1))]]),
        opens: 'review-queues/queue.json',
      },
    ],
    structureOf: json,
    read: readQueue,
  },
  {
    name: 'scan-list',
    samples: documents(['scans.txt', '# clinic\nclinic/p 1/scan.nii.gz\n/data/ÅÄ/été.dcm\n\n../other/DICOM\n']),
    structureOf: () => TEXT,
    read: async (path) => void listedScans(parseScanList(await readFile(path, 'utf8')), '/data'),
  },
  {
    name: 'key-file',
    samples: documents(['key.json', KEY]),
    structureOf: json,
    read: async (path) => void (await Key.open(path)),
  },
  {
    name: 'dicomweb-search',
    samples: documents(['studies.json', STUDIES]),
    structureOf: json,
    read: searchAtWebServer,
  },
  { name: 'dicomweb-series', samples: multipartOfSeries, structureOf: () => TEXT, read: retrieveFromWebServer },
  { name: 'dicomweb-store', samples: documents(['stored.json', STORED]), structureOf: json, read: storeAtWebServer },
  { name: 'dimse-search', samples: recordedSearch, structureOf: () => PDU, read: searchAtDimseServer },
  { name: 'dimse-series', samples: recordedSeries, structureOf: () => PDU, read: retrieveFromDimseServer },
  { name: 'dimse-receiver', samples: recordedSender, structureOf: () => PDU, read: receiveFromSender },
  { name: 'inference-server', samples: async () => [inferenceAnswer()], structureOf: json, read: readInference },
  { name: 'inference-net', samples: servedNet, structureOf: json, read: openServedNet },
];

/** Real input for the readers that no fixture of the tests has as a file. */
import { gzipSync } from 'node:zlib';
import { dicomFile, element, item } from '../../fixtures/hostile/dicom-bytes.ts';
import { fixtureFolder, fixtures, oneFile, type Sample } from './sample.ts';

const MEDIA_STORAGE_DIRECTORY = '1.2.840.10008.1.3.10';

export const OUTLINES = {
  version: '5.5.0',
  imageWidth: 64,
  imageHeight: 40,
  shapes: [
    {
      label: '36',
      group_id: null,
      shape_type: 'polygon',
      points: [
        [2, 3],
        [20, 3],
        [20, 30],
      ],
    },
    {
      label: 'supernumerary',
      group_id: 201,
      shape_type: 'polygon',
      points: [
        [30, 3],
        [40, 3],
        [40, 30],
      ],
    },
  ],
};
export const QUEUE = {
  schemaVersion: 1,
  framePx: [896, 512],
  items: [
    { image: 'picture', confidence: 0.4, state: 'proposed', aspect: 2, teeth: [{ fdi: 36, boxPx: [10, 20, 30, 40] }] },
  ],
};
export const STUDIES = [
  {
    '0020000D': { vr: 'UI', Value: ['1.2.3'] },
    '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Doe^Jane' }] },
    '00100020': { vr: 'LO', Value: ['12'] },
    '00080020': { vr: 'DA', Value: ['20260131'] },
    '00080061': { vr: 'CS', Value: ['CT', 'PX'] },
    '00201206': { vr: 'IS', Value: [2] },
  },
];
/** What a server says of an object that it was sent: it has it, and changed an element. */
export const STORED = {
  '00081199': {
    vr: 'SQ',
    Value: [{ '00081155': { vr: 'UI', Value: ['2.25.710000'] }, '00081196': { vr: 'US', Value: [0xb000] } }],
  },
};
export const KEY = {
  schemaVersion: 1,
  secret: 'ab'.repeat(32),
  retain: ['patient'],
  patients: {},
  uids: {},
  files: {},
};

const SLICES = 5;

/** Enough for a volume, opened by its folder and by one of its files. */
export async function fewSlices(): Promise<Sample[]> {
  const [scan] = await fixtureFolder('dicom-seg/scan');
  const files = new Map([...scan.files].slice(0, SLICES));
  return [null, 'slice-03.dcm'].map((opens) => ({ name: opens ?? scan.name, files, opens }));
}

export async function multipartOfSeries(): Promise<Sample[]> {
  const samples = await fixtures('dicom-seg/scan', /slice-0[0-2]\.dcm$/);
  const parts = samples.flatMap(({ files }) => [
    Buffer.from('\r\n--limit\r\nContent-Type: application/dicom\r\n\r\n'),
    ...files.values(),
  ]);
  return [oneFile('series.multipart', Buffer.concat([...parts, Buffer.from('\r\n--limit--\r\n')]))];
}

/** Text documents as a sample each. */
export function documents(...all: readonly (readonly [name: string, content: unknown])[]): () => Promise<Sample[]> {
  return async () =>
    all.map(([name, content]) =>
      oneFile(name, Buffer.from(typeof content === 'string' ? content : JSON.stringify(content, null, 1))),
    );
}

export function gzipped({ name, files }: Sample): Sample {
  const [bytes] = files.values();
  return oneFile(`${name}.gz`, gzipSync(bytes));
}

export function withoutSources(sample: Sample): Sample {
  return { ...sample, files: new Map([...sample.files].filter(([name]) => !name.endsWith('.py'))) };
}

/** A DICOMDIR that lists the slices of a series, made by hand: offsets are not followed. */
export async function dicomdirOfFixtures(): Promise<Sample[]> {
  const [{ files: slices }] = await fewSlices();
  const files = new Map([...slices, ['DICOMDIR', dicomdir([...slices.keys()])]] as const);
  return [{ name: 'DICOMDIR', files, opens: 'DICOMDIR' }];
}

function dicomdir(names: readonly string[]): Buffer {
  const records = names.map((name) =>
    item(Buffer.concat([element([4, 0x1430], 'CS', 'IMAGE'), element([4, 0x1500], 'CS', name.toUpperCase())])),
  );
  const dataSet = Buffer.concat([
    element([4, 0x1130], 'CS', 'FUZZ'),
    element([4, 0x1220], 'SQ', Buffer.concat(records)),
  ]);
  return dicomFile(dataSet, { sopClass: MEDIA_STORAGE_DIRECTORY });
}

/** Fixtures that must parse and fixtures that must not, for every schema of the contract. */
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { NO_ANNOTATIONS } from '#contract/annotations';
import {
  api,
  jobEventSchema,
  openScanSchema,
  providerChoiceSchema,
  recentScanSchema,
  scanSourceSchema,
} from '#contract/api';
import { caseFileSchema, modelUseSchema, runFileSchema, toothInstanceSchema } from '#contract/case';
import { ERROR_CODES, errorBodySchema, errorCodeSchema, exitCodeOf, QuadrantError } from '#contract/errors';
import { modelCardSchema, modelManifestSchema } from '#contract/model-card';
import type { Entry } from '#contract/review';
import { geometrySchema, scanInfoSchema, seriesInfoSchema, warningSchema } from '#contract/scan';
import { DEFAULT_SETTINGS } from '#contract/settings';
import {
  engineProgressSchema,
  engineReplySchema,
  engineRequestSchema,
} from '../../main/services/engine/engine-protocol.ts';
import {
  ANNOTATIONS,
  CASE_FILE,
  DENTITION_CARD,
  DETECTOR_CARD,
  FINE_CARD,
  GEOMETRY,
  IOS_CASE,
  OPG_CASE,
  OUTLINED_TOOTH,
  RUN_FILE,
  SCAN_INFO,
  SEGMENTER_CARD,
  SERIES,
  TOOTH,
} from '../fixtures/contract/samples.ts';

interface Fixtures {
  readonly schema: z.ZodType;
  readonly parses: readonly unknown[];
  /** why → value */
  readonly fails: Readonly<Record<string, unknown>>;
}

const OPEN_SCAN = {
  scanId: 's',
  title: 't',
  info: SCAN_INFO,
  geometry: GEOMETRY,
  voxelType: 'int16',
  greyRange: [-1000, 3000],
  warnings: [],
};
const CASE_SUMMARY = {
  caseId: 'c',
  modality: 'cbct',
  createdAt: '2026-11-21T05:00:00.000Z',
  patientName: 'Doe^Jane',
  patientId: '7',
  studyDate: '2026-01-31',
  teeth: 28,
  state: 'in-review',
  changedBy: 'Dr. Doe',
  changedAt: '2026-11-21T06:00:00.000Z',
  damaged: false,
};
const RUNNING = { state: 'running', stage: 'fine', fraction: 0.5, secondsLeft: null, provider: 'cpu' };
const ERROR = { code: 'scan.single-slice', message: 'm', remedy: 'r', facts: { slices: 1, path: 'p', usable: false } };
const PROGRESS = { stage: 'read', fraction: 0, secondsLeft: 3, provider: null };

const FIXTURES: Readonly<Record<string, Fixtures>> = {
  warning: {
    schema: warningSchema,
    parses: [{ code: 'a', message: 'b' }],
    fails: { 'no code': { message: 'b' }, 'a text alone': 'b' },
  },
  geometry: {
    schema: geometrySchema,
    parses: [GEOMETRY],
    fails: {
      'two dims': { ...GEOMETRY, dims: [6, 5] },
      'eight direction cosines': { ...GEOMETRY, direction: [1, 0, 0, 0, 1, 0, 0, 0] },
      'NaN spacing': { ...GEOMETRY, spacingMm: [NaN, 1, 1] },
      'no origin': { ...GEOMETRY, originMm: undefined },
      'half a voxel': { ...GEOMETRY, dims: [6, 5, 0.5] },
      'a skewed direction': { ...GEOMETRY, direction: [1, 0, 0, 0.2, 0.98, 0, 0, 0, 1] },
    },
  },
  'series info': {
    schema: seriesInfoSchema,
    parses: [SERIES, { ...SERIES, usable: false, problem: 'a single slice' }],
    fails: { 'unknown kind': { ...SERIES, kind: 'gif' }, 'usable as text': { ...SERIES, usable: 'yes' } },
  },
  'scan info': {
    schema: scanInfoSchema,
    parses: [SCAN_INFO, { ...SCAN_INFO, series: [], chosenUid: null }],
    fails: {
      'chosenUid left out': { ...SCAN_INFO, chosenUid: undefined },
      'a broken series': { ...SCAN_INFO, series: [{}] },
    },
  },
  tooth: {
    schema: toothInstanceSchema,
    parses: [TOOTH, { ...TOOTH, runnerUpFdi: null, tiltDeg: 12.5 }],
    fails: {
      'confidence above one': { ...TOOTH, confidence: 1.01 },
      'half an FDI number': { ...TOOTH, fdi: 36.5 },
      'infinite volume': { ...TOOTH, volumeMm3: Infinity },
      'bounds without max': { ...TOOTH, boundsMm: { min: [0, 0, 0] } },
    },
  },
  'model use': {
    schema: modelUseSchema,
    parses: CASE_FILE.models,
    fails: { 'no digest': { id: 'coarse', version: '1' } },
  },
  case: {
    schema: caseFileSchema,
    parses: [
      CASE_FILE,
      { ...CASE_FILE, instances: [], occlusalPlane: null },
      OPG_CASE,
      { ...OPG_CASE, supernumerary: [{ ...OUTLINED_TOOTH, label: 201, nearFdi: 36 }] },
      IOS_CASE,
    ],
    fails: {
      'a newer schema': { ...CASE_FILE, schemaVersion: 2 },
      'another label map name': { ...CASE_FILE, labelmap: '../../etc/passwd' },
      'a source without fingerprint': { ...CASE_FILE, source: { ...CASE_FILE.source, fingerprint: undefined } },
      'no instances': { ...CASE_FILE, instances: undefined },
      'teeth of a volume on a radiograph': { ...OPG_CASE, instances: [TOOTH] },
      'a radiograph without its facts': { ...OPG_CASE, source: CASE_FILE.source },
      'a surface without its facts': { ...IOS_CASE, source: CASE_FILE.source },
      'a surface of no jaw': { ...IOS_CASE, jaw: null },
      'a matrix without its last row': { ...IOS_CASE, alignment: IOS_CASE.alignment.slice(0, 12) },
      'a tooth without outline': { ...OPG_CASE, instances: [{ ...OUTLINED_TOOTH, polygons: [] }] },
      'a supernumerary tooth under an FDI number': {
        ...OPG_CASE,
        supernumerary: [{ ...OUTLINED_TOOTH, label: 48, nearFdi: 48 }],
      },
    },
  },
  run: {
    schema: runFileSchema,
    parses: [RUN_FILE],
    fails: {
      'seconds as text': { ...RUN_FILE, stages: [{ name: 'read', seconds: '1' }] },
      'no provider': { ...RUN_FILE, provider: null },
    },
  },
  'model card': {
    schema: modelCardSchema,
    parses: [
      FINE_CARD,
      { ...FINE_CARD, role: 'cbct-coarse', inputs: { image: 'image' }, guidanceStride: undefined },
      DENTITION_CARD,
      DETECTOR_CARD,
      SEGMENTER_CARD,
    ],
    fails: {
      'unknown role': { ...FINE_CARD, role: 'mesh' },
      'a detector without its frame': { ...DETECTOR_CARD, frame: undefined },
      'a segmenter without decoder': { ...SEGMENTER_CARD, decoder: undefined },
      'a dentition without a size of cells': { ...DENTITION_CARD, cellMm: 0 },
      'two channels': { ...DETECTOR_CARD, frame: { ...DETECTOR_CARD.frame, channels: 2 } },
      'patch of two numbers': { ...FINE_CARD, maxPatch: [160, 256] },
      'another normalisation': { ...FINE_CARD, normalisation: { kind: 'minmax' } },
      'no output names': { ...FINE_CARD, outputs: { labels: 'labels' } },
    },
  },
  manifest: {
    schema: modelManifestSchema,
    parses: [{ cards: [] }, { cards: ['coarse.json'] }],
    fails: { 'a list': ['coarse.json'], 'cards that are no names': { cards: [1] } },
  },
  'error code': { schema: errorCodeSchema, parses: [...ERROR_CODES], fails: { 'a code nobody knows': 'scan.ugly' } },
  'error body': {
    schema: errorBodySchema,
    parses: [ERROR],
    fails: {
      'no remedy': { ...ERROR, remedy: undefined },
      'nested facts': { ...ERROR, facts: { a: {} } },
      'unknown code': { ...ERROR, code: 'x' },
    },
  },
  'job event': {
    schema: jobEventSchema,
    parses: [RUNNING, { state: 'done', caseId: 'c' }, { state: 'failed', error: ERROR }, { state: 'cancelled' }],
    fails: {
      'unknown stage': { ...RUNNING, stage: 'dream' },
      'done without case': { state: 'done' },
      'unknown state': { state: 'paused' },
    },
  },
  'open scan': {
    schema: openScanSchema,
    parses: [OPEN_SCAN, { ...OPEN_SCAN, voxelType: 'uint8' }],
    fails: {
      'a voxel type that is not served': { ...OPEN_SCAN, voxelType: 'float64' },
      'half a grey range': { ...OPEN_SCAN, greyRange: [0] },
    },
  },
  'recent scan': {
    schema: recentScanSchema,
    parses: [
      { recentId: 'r', title: 't', openedAt: '2026-11-21' },
      { recentId: 'r', title: 't', openedAt: '2026-11-21', modality: 'opg', teeth: 28, thumbnail: true },
    ],
    fails: {
      'no title': { recentId: 'r', openedAt: '2026-11-21' },
      'half a tooth': { recentId: 'r', title: 't', openedAt: '2026-11-21', teeth: 0.5 },
    },
  },
  'provider choice': {
    schema: providerChoiceSchema,
    parses: ['auto', 'cuda', 'dml', 'coreml', 'webgpu', 'cpu'],
    fails: { 'a provider that is not offered': 'tensorrt' },
  },
  'scan source': {
    schema: scanSourceSchema,
    parses: [
      { kind: 'demo', modality: 'cbct' },
      { kind: 'source', sourceId: 's' },
      { kind: 'recent', recentId: 'r' },
    ],
    fails: {
      'a demo of nothing': { kind: 'demo' },
      'a path': { kind: 'path', path: '/etc' },
      'a source without id': { kind: 'source' },
    },
  },
  'engine request': {
    schema: engineRequestSchema,
    parses: [
      { kind: 'call', id: 1, op: 'openScan', params: {} },
      { kind: 'cancel', id: 1 },
    ],
    fails: { 'unknown operation': { kind: 'call', id: 1, op: 'format', params: {} }, 'no id': { kind: 'cancel' } },
  },
  'engine progress': {
    schema: engineProgressSchema,
    parses: [PROGRESS],
    fails: { 'no fraction': { ...PROGRESS, fraction: undefined } },
  },
  'engine reply': {
    schema: engineReplySchema,
    parses: [
      { kind: 'progress', id: 1, progress: PROGRESS },
      { kind: 'result', id: 1, result: {} },
      { kind: 'error', id: 1, error: ERROR },
    ],
    fails: {
      'an error without body': { kind: 'error', id: 1, error: 'no' },
      'half an id': { kind: 'result', id: 1.5, result: {} },
    },
  },
};

describe.each(Object.entries(FIXTURES))('%s', (_name, { schema, parses, fails }) => {
  test.each(parses.map((value, n) => [n + 1, value] as const))('fixture %i parses and survives JSON', (_n, value) => {
    const parsed = schema.parse(value);
    expect(schema.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
  });
  test.each(Object.entries(fails))('refuses %s', (_why, value) => {
    expect(schema.safeParse(value).success).toBe(false);
  });
});

const LAID_SURFACE = {
  id: 'ab'.repeat(32),
  name: 'upper.stl',
  matrix: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
  mmPerUnit: 1,
  meanMm: 0.08,
  p95Mm: 0.2,
  usedShare: 0.9,
  isUnsure: false,
};

const ENTRY: Entry = {
  seq: 1,
  at: '2026-11-21T05:00:00.000Z',
  by: 'Dr. Doe',
  action: { kind: 'decide', decision: 'accepted', labels: [36] },
  previous: 'ab'.repeat(32),
};

const SERVER_ID = '3f0e9a5e-5a3c-4f5e-9d53-0a4b8d0c1f2e';
const WEB_SERVER = {
  kind: 'dicomweb',
  name: 'Archive',
  url: 'https://pacs.example:8443/dicom-web',
  user: 'q',
  trusted: '',
};
const DIMSE_SERVER = { kind: 'dimse', name: 'Old archive', host: '10.0.0.2', port: 104, calledAet: 'ORTHANC' };
const bareUrl = (url: string) => ({ serverId: null, server: { ...WEB_SERVER, url } });
const OUTBOX_ENTRY = {
  entryId: SERVER_ID,
  serverId: SERVER_ID,
  serverName: 'Archive',
  caseId: 'c',
  patientName: 'Doe^Jane',
  createdAt: '2026-11-21T05:00:00.000Z',
  files: [{ format: 'dicom-seg', sopInstanceUid: '2.25.7', bytes: 1024, sentAt: null, warning: null }],
  state: 'waiting',
  attempts: 1,
  nextAttemptAt: '2026-11-21T05:00:30.000Z',
  error: { code: 'pacs.unreachable', message: 'm', remedy: 'r', facts: {} },
};

const API_FIXTURES: {
  readonly [name in keyof typeof api]: {
    readonly params: Fixtures['parses'];
    readonly result: unknown;
    readonly bad: unknown;
  };
} = {
  'lock.state': { params: [{}], result: { locked: true, encrypted: false }, bad: null },
  'lock.close': { params: [{}], result: {}, bad: null },
  'lock.open': { params: [{ secret: null }, { secret: 'correct horse' }], result: {}, bad: null },
  'vault.turn-on': { params: [{ passphrase: 'correct horse' }], result: { recoveryKey: 'ABCD' }, bad: {} },
  'vault.turn-off': { params: [{ secret: 'correct horse' }], result: {}, bad: null },
  'vault.change-passphrase': {
    params: [{ secret: 'correct horse', passphrase: 'battery staple' }],
    result: {},
    bad: null,
  },
  'app.info': {
    params: [{}],
    result: { version: '0', host: 'browser', platform: 'linux', account: 'doe', casesThere: true },
    bad: null,
  },
  'app.handed-over': { params: [{}], result: { source: { kind: 'source', sourceId: 's' } }, bad: null },
  'scans.recent': { params: [{}], result: [], bad: [] },
  'scans.open': {
    params: [
      { source: { kind: 'demo', modality: 'opg' } },
      { source: { kind: 'demo', modality: 'cbct' }, seriesUid: '1' },
      { source: { kind: 'recent', recentId: 'r' }, beside: true },
    ],
    result: OPEN_SCAN,
    bad: { source: 'demo' },
  },
  'scans.close-beside': { params: [{}], result: {}, bad: 1 },
  'scans.likely-case': { params: [{ scanId: 's' }], result: { caseId: null }, bad: {} },
  'scans.complete': {
    params: [{ scanId: 's' }],
    result: { greyRange: [0, 1], warnings: [], latestCaseId: null },
    bad: {},
  },
  'recents.describe': {
    params: [{ recentId: 'r' }, { recentId: 'r', teeth: 24, thumbnail: 'data:image/webp;base64,UklGRg==' }],
    result: {},
    bad: { recentId: 'r', thumbnail: 'https://example.org/a.png' },
  },
  'recents.remove': { params: [{ recentId: 'r' }], result: {}, bad: {} },
  'recents.restore': { params: [{ recentId: 'r' }], result: {}, bad: {} },
  'uploads.begin': { params: [{}], result: { sourceId: 's' }, bad: 1 },
  'jobs.segment': { params: [{ scanId: 's', provider: 'auto' }], result: { jobId: 'j' }, bad: { scanId: 's' } },
  'radiographs.outline': {
    params: [
      { scanId: 's', box: { min: [1, 2], max: [30, 40] }, points: [] },
      { scanId: 's', box: null, points: [{ at: [3.5, 4], inside: true }] },
    ],
    result: { polygons: [[[1, 2]]], areaPx: 1, score: 0.9 },
    bad: { scanId: 's', box: null },
  },
  'jobs.cancel': { params: [{ jobId: 'j' }], result: {}, bad: {} },
  'cases.get': {
    params: [{ caseId: 'c' }],
    result: { case: CASE_FILE, run: RUN_FILE, thumbnail: false },
    bad: { caseId: 7 },
  },
  'surfaces.register': { params: [{ caseId: 'c', sourceId: 'i' }], result: LAID_SURFACE, bad: { id: '../up' } },
  'cases.import': { params: [{ scanId: 's', sourceId: 'i' }], result: { caseId: 'c' }, bad: {} },
  'cases.list': {
    params: [{}],
    result: {
      cases: [{ ...CASE_SUMMARY, tags: ['implant'], archived: false, deletedAt: null, thumbnail: true }],
      unreadable: [],
      place: { path: '/data/cases', chosen: false, there: true },
    },
    bad: null,
  },
  'cases.tag': {
    params: [
      { caseId: 'c', tags: [] },
      { caseId: 'c', tags: ['Weisheitszähne', ' recall '] },
    ],
    result: {},
    bad: { caseId: 'c', tags: ['two, tags'] },
  },
  'cases.archive': { params: [{ caseId: 'c', archived: true }], result: {}, bad: { caseId: 'c' } },
  'cases.delete': { params: [{ caseId: 'c' }], result: {}, bad: {} },
  'cases.restore': { params: [{ caseId: 'c' }], result: {}, bad: {} },
  'cases.erase': { params: [{ caseId: 'c' }], result: {}, bad: {} },
  'cases.describe': {
    params: [{ caseId: 'c', thumbnail: 'data:image/webp;base64,AAAA' }],
    result: {},
    bad: { caseId: 'c', thumbnail: 'https://example.org/a.webp' },
  },
  'cases.move': {
    params: [
      { to: { kind: 'path', path: '/cases' } },
      { to: { kind: 'source', sourceId: 's' } },
      { to: { kind: 'usual' } },
    ],
    result: { moved: 3 },
    bad: { to: { kind: 'path', path: '' } },
  },
  'review.entries': {
    params: [{ caseId: 'c', after: 0 }],
    result: { drawn: NO_ANNOTATIONS, entries: [ENTRY], head: { seq: 1, hash: 'cd'.repeat(32) }, warnings: [] },
    bad: { caseId: 'c' },
  },
  'review.append': {
    params: [
      { kind: 'identify', tool: 'swap', teeth: [{ label: 13, fdi: 23, type: 'tooth' }] },
      { kind: 'missing', fdi: 18, reason: 'extracted' },
      { kind: 'missing', fdi: 18, reason: null },
      { kind: 'decide', decision: 'rejected', labels: [13] },
      { kind: 'settle', findings: ['numbers.duplicate:36'], settled: true },
      { kind: 'reshape', tool: 'paint', patch: 'AAEAGg==', touched: [26], made: [] },
      { kind: 'draw', drawn: ANNOTATIONS },
      { kind: 'undo', of: 3 },
      { kind: 'redo', of: 3 },
      { kind: 'sign' },
      { kind: 'reopen' },
    ].map((action) => ({ caseId: 'c', head: { seq: 0, hash: 'ab'.repeat(32) }, action })),
    result: { entry: ENTRY, head: { seq: 1, hash: 'cd'.repeat(32) } },
    bad: {
      caseId: 'c',
      head: { seq: 0, hash: 'ab'.repeat(32) },
      action: { kind: 'identify', tool: 'swap', teeth: [{ label: 13, fdi: 29, type: 'tooth' }] },
    },
  },
  'review.case': { params: [{ caseId: 'c', seq: 0 }], result: { case: CASE_FILE }, bad: { caseId: 'c', seq: -1 } },
  'review.queue': {
    params: [{ caseId: 'c' }],
    result: {
      items: [{ key: 'queue.36', label: null, fdi: 36, confidence: 0.4, boundsPx: { min: [0, 1], max: [2, 3] } }],
    },
    bad: {},
  },
  'exports.make': {
    params: [
      { caseId: 'c', format: 'dicom-seg', options: {} },
      { caseId: 'c', scanId: 's', format: 'coco', options: { language: 'de', notation: 'palmer', paper: 'letter' } },
    ],
    result: { exportId: 'e', fileName: 'teeth.dcm', sizeBytes: 4, teeth: 2 },
    bad: { exportId: 'e' },
  },
  'pacs.servers': {
    params: [{}],
    result: [{ serverId: SERVER_ID, server: WEB_SERVER, password: 'kept', encrypted: true }],
    bad: null,
  },
  'pacs.save-server': {
    params: [
      { serverId: null, server: WEB_SERVER },
      { serverId: SERVER_ID, server: DIMSE_SERVER },
    ],
    result: { serverId: SERVER_ID },
    bad: { serverId: null, server: { ...DIMSE_SERVER, calledAet: 'LONGER THAN SIXTEEN' } },
  },
  'pacs.remove-server': { params: [{ serverId: SERVER_ID }], result: {}, bad: { serverId: '../x' } },
  'pacs.set-password': {
    params: [{ serverId: SERVER_ID, password: 'secret' }],
    result: { password: 'session' },
    bad: { serverId: SERVER_ID },
  },
  'pacs.test': { params: [{ serverId: SERVER_ID }], result: { milliseconds: 3 }, bad: {} },
  'pacs.find': {
    params: [{ serverId: SERVER_ID }, { serverId: SERVER_ID, patientName: 'Doe*', fromDay: '2026-01-01', from: 50 }],
    result: {
      studies: [
        {
          studyUid: '1.2',
          patientName: 'Doe^Jane',
          patientId: '7',
          birthDate: '',
          studyDate: '2026-01-31',
          accessionNumber: '',
          description: '',
          series: [{ seriesUid: '1.2.3', kind: 'cbct', modality: 'CT', description: '', images: null }],
        },
      ],
      next: 50,
    },
    bad: { serverId: SERVER_ID, fromDay: '31.1.2026' },
  },
  'pacs.retrieve': {
    params: [{ serverId: SERVER_ID, studyUid: '1.2', seriesUid: '1.2.3' }],
    result: { retrievalId: 'r' },
    bad: { serverId: SERVER_ID },
  },
  'pacs.cancel-retrieval': { params: [{ retrievalId: 'r' }], result: {}, bad: {} },
  'pacs.send': {
    params: [{ serverId: SERVER_ID, caseId: 'c', formats: ['dicom-seg', 'dicom-sr'] }],
    result: OUTBOX_ENTRY,
    bad: { serverId: SERVER_ID, caseId: 'c', formats: [] },
  },
  'pacs.outbox': { params: [{}], result: [OUTBOX_ENTRY], bad: null },
  'pacs.retry': { params: [{ entryId: SERVER_ID }], result: {}, bad: { entryId: 'e' } },
  'pacs.remove-entry': { params: [{ entryId: SERVER_ID }], result: {}, bad: {} },
  'settings.get': { params: [{}], result: DEFAULT_SETTINGS, bad: null },
  'doctor.examine': {
    params: [
      { display: null },
      {
        display: {
          widthPx: 1920,
          heightPx: 1080,
          scale: 1.5,
          colourBits: 24,
          graphics: 'ANGLE (Intel)',
          softwareGraphics: false,
          adapter: null,
          languages: ['de'],
        },
      },
    ],
    result: { madeAt: ENTRY.at, findings: [{ code: 'memory.enough', facts: { totalGb: 16, freeGb: 8.5 } }] },
    bad: { display: { widthPx: -1 } },
  },
  'doctor.bundle': { params: [{}], result: { exportId: 'e', fileName: 'quadrant-diagnosis.zip' }, bad: null },
  'settings.save': {
    params: [{ ...DEFAULT_SETTINGS, language: 'zh', shortcuts: { 'measure.distance': 'Ctrl+D' } }, {}],
    result: {},
    bad: { language: 'tlh' },
  },
};

describe.each(Object.entries(api))('api call %s', (name, { params, result }) => {
  const entry = Object.entries(API_FIXTURES).find(([key]) => key === name)?.[1];
  test('takes its parameters, refuses others and carries its result', () => {
    expect(entry).toBeDefined();
    for (const value of entry?.params ?? []) expect(params.safeParse(value).success).toBe(true);
    expect(params.safeParse(entry?.bad).success).toBe(false);
    expect(result.safeParse(entry?.result).success).toBe(true);
    expect(result.safeParse(undefined).success).toBe(false);
  });
});

test.each(['https://user:secret@pacs.example/', 'https://pacs.example/?token=secret', 'file:///etc/passwd', 'pacs'])(
  'the address of an archive is not %s',
  (url) => {
    expect(api['pacs.save-server'].params.safeParse(bareUrl(url)).success).toBe(false);
  },
);

test.each([
  ['job.cancelled', 3],
  ['usage', 2],
  ['scan.corrupt-file', 2],
  ['case.exists', 2],
  ['disk.full', 2],
  ['model.damaged', 2],
  ['inference.failed', 1],
  ['engine.crashed', 1],
  ['internal', 1],
] as const)('%s ends the command line with exit code %i', (code, exitCode) => {
  expect(exitCodeOf(new QuadrantError(code, '', ''))).toBe(exitCode);
});

/** Services that answer from memory, so that the hosts can be tested without an engine. */
import type { JobEvent } from '#contract/api';
import { QuadrantError } from '#contract/errors';
import type { JobListener, Services } from '../../../main/services/index.ts';

export interface FakeServices extends Services {
  /** Tells everyone who listens to job `job-1`. */
  publish(event: JobEvent): void;
  readonly listeners: ReadonlySet<JobListener>;
}

export interface FakeFiles {
  /** Served for every bulk request. */
  readonly bulkPath: string;
  readonly bulkBytes: number;
  /** Where uploads go. */
  readonly uploadPath: (relativePath: string) => string;
}

const FIRST_EVENT: JobEvent = { state: 'running', stage: 'coarse', fraction: 0.25, secondsLeft: 12, provider: 'cpu' };

export function fakeServices({ bulkPath, bulkBytes, uploadPath }: FakeFiles): FakeServices {
  const listeners = new Set<JobListener>();
  const unused = (): never => {
    throw new Error('not used by this test');
  };
  const bulk = async () => ({ path: bulkPath, sizeBytes: bulkBytes });
  return {
    calls: {
      'app.info': async () => ({
        version: '1.2.3',
        host: 'browser',
        platform: 'linux',
        account: 'doe',
        casesThere: true,
      }),
      'app.handed-over': unused,
      'scans.recent': unused,
      'scans.open': unused,
      'scans.close-beside': unused,
      'scans.likely-case': unused,
      'scans.complete': unused,
      'recents.describe': unused,
      'recents.remove': unused,
      'recents.restore': unused,
      'uploads.begin': unused,
      'jobs.segment': unused,
      'radiographs.outline': unused,
      'jobs.cancel': unused,
      'cases.get': unused,
      'cases.import': unused,
      'surfaces.register': unused,
      'cases.list': unused,
      'cases.tag': unused,
      'cases.archive': unused,
      'cases.delete': unused,
      'cases.restore': unused,
      'cases.erase': unused,
      'cases.describe': unused,
      'cases.move': unused,
      'review.entries': unused,
      'review.append': unused,
      'review.case': unused,
      'review.queue': unused,
      'exports.make': unused,
      'lock.state': unused,
      'lock.close': unused,
      'lock.open': unused,
      'vault.turn-on': unused,
      'vault.turn-off': unused,
      'vault.change-passphrase': unused,
      'pacs.servers': unused,
      'pacs.save-server': unused,
      'pacs.remove-server': unused,
      'pacs.set-password': unused,
      'pacs.test': unused,
      'pacs.find': unused,
      'pacs.retrieve': unused,
      'pacs.cancel-retrieval': unused,
      'pacs.send': unused,
      'pacs.outbox': unused,
      'pacs.retry': unused,
      'pacs.remove-entry': unused,
      'doctor.examine': unused,
      'doctor.bundle': unused,
      'settings.get': unused,
      'settings.save': unused,
    },
    isLocked: () => false,
    async invoke(name) {
      if (name === 'app.info')
        return {
          version: '1.2.3',
          host: 'browser',
          platform: 'linux',
          account: 'doe',
          casesThere: true,
          secret: 'not in the contract',
        };
      if (name === 'scans.recent') return [{ recentId: 7 }];
      if (name === 'jobs.cancel') throw new Error('a disk on fire');
      throw new QuadrantError('scan.not-found', 'There is no scan.', 'Open one.', { name });
    },
    registerSource: () => 'source-1',
    async uploadPath(_sourceId, relativePath) {
      if (relativePath.includes('..')) throw new QuadrantError('usage', 'outside', 'no');
      return uploadPath(relativePath);
    },
    openVoxels: bulk,
    openSurface: bulk,
    openLaidSurface: bulk,
    openLabels: bulk,
    openMeshes: async (caseId) => (caseId === 'kept' ? bulk() : null),
    openMesh: async (_caseId, fdi) => {
      if (fdi !== 16) throw new QuadrantError('usage', `This case has no tooth ${fdi}.`, 'Choose another.', { fdi });
      return bulk();
    },
    openThumbnail: async () => ({ ...(await bulk()), mediaType: 'image/webp' }),
    openCaseThumbnail: async () => ({ ...(await bulk()), mediaType: 'image/webp' }),
    openExport: async () => ({ ...(await bulk()), mediaType: 'application/dicom', downloadName: 'teeth.dcm' }),
    openReviewLog: async () => ({ ...(await bulk()), mediaType: 'application/x-ndjson', downloadName: 'review.jsonl' }),
    subscribeJob(jobId, listener) {
      if (jobId !== 'job-1') throw new QuadrantError('usage', 'There is no such job.', 'Start it again.');
      listeners.add(listener);
      listener(FIRST_EVENT);
      return () => listeners.delete(listener);
    },
    subscribeRetrieval: () => {
      throw new QuadrantError('usage', 'There is no such retrieval.', 'Start it again.');
    },
    subscribeOutbox: (listener) => {
      listener([]);
      return () => {};
    },
    dispose: async () => {},
    publish: (event) => listeners.forEach((listener) => listener(event)),
    listeners,
  };
}

/** What the program keeps itself, as it keeps it. */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatasetManifest } from '#contract/dataset';
import type { OutboxEntry } from '#contract/pacs';
import { appendAudit } from '../../../main/io/audit-log.ts';
import type { VaultKey } from '../../../main/io/vault/key-ring.ts';
import { sealBytes } from '../../../main/io/vault/sealed-format.ts';
import { identityOf } from '../../../main/io/vault/kept-file.ts';
import { makeVault, VAULT_JSON } from '../../../main/io/vault/vault-file.ts';
import { CaseIndex } from '../../../main/services/cases/case-index.ts';
import { writeSmallCase } from '../kill/small-case.ts';
import { keptCase } from './kept-case.ts';
import { fixturePath, wholeFolder, type Sample } from './sample.ts';

export const PASSPHRASE = 'correct horse battery staple';
/** The same in the process that reads. */
export const VAULT_KEY: VaultKey = { vaultId: 'ab'.repeat(16), key: 'cd'.repeat(32) };

const CASE_ID = '6f1b9f6e-3a55-4c54-9a0e-1d2c3b4a5f60';
const SERVER_ID = '0d7a2f0e-8c1b-4e7e-9d57-2a6b1c3d4e5f';
const ENTRY_ID = '1e8b3f1f-9d2c-4f8f-8e68-3b7c2d4e5f60';
const AT = '2026-11-28T10:00:00.000Z';

/** Everything that lies beside the cases, and one case. */
export function keptDataFolder(): Promise<Sample[]> {
  return inFolder('data', async (dataDir) => {
    await writeSmallCase(dataDir, CASE_ID);
    await new CaseIndex(dataDir).cases(join(dataDir, 'cases'));
    const files = new Map((await wholeFolder(dataDir, null))[0].files);
    const json = (name: string, content: unknown): void =>
      void files.set(name, Buffer.from(JSON.stringify(content, null, 1)));
    const scan = { title: 'Jaw', openedAt: AT, modality: 'cbct', patientName: 'Doe^Jane', studyDate: '2026-01-31' };
    json('recent.json', [
      { recentId: 'a1', ...scan, teeth: 28, thumbnail: true, path: '/scans/1', seriesUid: '1.2.3' },
    ]);
    const server = { kind: 'dimse', name: 'PACS', host: '127.0.0.1', port: 104, calledAet: 'PACS' };
    json('pacs-servers.json', [{ serverId: SERVER_ID, server }]);
    json('cases-place.json', { casesDir: null });
    json('clock.json', [
      { atMs: 1.7e12, elapsedMs: 0 },
      { atMs: 1.8e12, elapsedMs: 1e11 },
    ]);
    const seconds = { read: 1, coarse: 2, fine: 20, label: 1, measure: 2, save: 1 };
    json('timings.json', [{ provider: 'cpu', voxels: 1e8, volumeMm3: 5e5, seconds }]);
    json(`outbox/${ENTRY_ID}/entry.json`, { schemaVersion: 1, entry: WAITING });
    const line = { at: AT, event: 'failed', during: 'scans.open', code: 'scan.not-found', frames: ['read-scan.ts:12'] };
    files.set('logs/quadrant.log', Buffer.from(`${JSON.stringify(line)}\n`.repeat(3)));
    return files;
  });
}

const WAITING: OutboxEntry = {
  entryId: ENTRY_ID,
  serverId: SERVER_ID,
  serverName: 'PACS',
  caseId: CASE_ID,
  patientName: 'Doe^Jane',
  createdAt: AT,
  files: [{ format: 'dicom-seg', sopInstanceUid: '2.25.1', bytes: 1000, sentAt: null, warning: null }],
  state: 'waiting',
  attempts: 2,
  nextAttemptAt: AT,
  error: { code: 'pacs.timeout', message: 'The archive does not answer.', remedy: 'Try again.', facts: {} },
};

export function auditLog(): Promise<Sample[]> {
  return inFolder('audit', async (dataDir) => {
    for (const month of ['10', '10', '11'])
      await appendAudit(dataDir, {
        at: `2026-${month}-05T10:00:00.000Z`,
        account: 'fuzz',
        reviewer: 'Dr. Doe',
        what: 'case.opened',
        outcome: 'done',
        facts: { caseId: CASE_ID },
      });
    return (await wholeFolder(dataDir, null))[0].files;
  });
}

/** Cheap to open: what a passphrase costs is not what is tried here. */
export async function vaultFile(): Promise<Sample[]> {
  const { vault } = await makeVault(PASSPHRASE, { N: 1 << 10, r: 8, p: 1 });
  return [{ name: 'vault', files: new Map([[VAULT_JSON, Buffer.from(JSON.stringify(vault, null, 1))]]), opens: null }];
}

export async function sealedCase(): Promise<Sample[]> {
  const [sample] = await keptCase();
  const sealed = [...sample.files].map(
    ([name, bytes]) => [name, sealBytes(bytes, VAULT_KEY, identityOf(`/${name}`))] as const,
  );
  return [{ ...sample, files: new Map(sealed) }];
}

const NONE_LEFT_OUT = { invalid: 0, duplicate: 0, quality: 0, outlier: 0, identity: 0 };

/** A radiograph with its mask, laid out as STS-Tooth, and the manifest that Quadrant writes. */
export async function smallDataset(): Promise<Sample[]> {
  const picture = await readFile(fixturePath('radiographs/pictures/grey8.png'));
  const folder = 'STS-2D-Tooth/A-PXI/Labeled';
  const files = new Map([`${folder}/Image/p1.png`, `${folder}/Mask/p1.png`].map((path) => [path, picture] as const));
  const manifest: DatasetManifest = {
    schemaVersion: 1,
    quadrantVersion: '0.1.0',
    size: 'original',
    profile: 'PS3.15 E.1',
    retain: [],
    counts: [{ group: 'A-PXI', original: 1, filtered: NONE_LEFT_OUT, final: 1 }],
    scans: [
      {
        name: 'p1',
        patient: 'p1',
        group: 'A-PXI',
        labelled: true,
        dims: [64, 40, 1],
        spacingMm: [1, 1, 1],
        quality: { contrast: 10, sharpness: 10, artefacts: 10 },
        teeth: [36],
        reviewSeconds: 120,
        header: { Modality: 'PX' },
        warnings: [],
        files: [...files].map(([path, bytes]) => {
          return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
        }),
      },
    ],
    left: [],
    ignored: [],
  };
  files.set('manifest.json', Buffer.from(JSON.stringify(manifest, null, 1)));
  return [{ name: 'dataset', files, opens: null }];
}

async function inFolder(
  name: string,
  make: (dataDir: string) => Promise<ReadonlyMap<string, Buffer>>,
): Promise<Sample[]> {
  const dataDir = await mkdtemp(join(tmpdir(), `quadrant-fuzz-${name}-`));
  try {
    return [{ name, files: await make(dataDir), opens: null }];
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

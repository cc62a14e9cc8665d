/** How the program reads what it keeps itself: a folder of data that a disk damaged, or a person changed. */
import { holdOnly } from '../../../main/io/vault/key-ring.ts';
import { openVault, vaultIn } from '../../../main/io/vault/vault-file.ts';
import { appendAudit, surveyAudit } from '../../../main/io/audit-log.ts';
import { CaseIndex } from '../../../main/services/cases/case-index.ts';
import { CasePlace } from '../../../main/services/cases/case-place.ts';
import { checkDataset } from '../../../main/services/dataset/check-dataset.ts';
import { LogFile } from '../../../main/services/data-folder/log-file.ts';
import { OutboxFolder } from '../../../main/services/pacs/outbox-folder.ts';
import { ServerList } from '../../../main/services/pacs/server-list.ts';
import { RecentScans } from '../../../main/services/scans/recent.ts';
import { SteadyClock } from '../../../main/services/data-folder/steady-clock.ts';
import { Timings } from '../../../main/services/segment/timings.ts';
import { openCase } from './reader-calls.ts';
import { PASSPHRASE, VAULT_KEY } from './stored-inputs.ts';

/** What the window asks for when it opens. */
export async function openDataFolder(dataDir: string): Promise<void> {
  const place = new CasePlace(dataDir);
  place.isThere();
  await new CaseIndex(dataDir).cases(place.dir);
  await new RecentScans(dataDir).list();
  await new ServerList(dataDir).all();
  await new OutboxFolder(dataDir).list();
  await new SteadyClock(dataDir).elapsedMs();
  await new Timings(dataDir).expect('cpu', null);
  await new LogFile(dataDir).recent(100);
}

export async function readAuditLog(dataDir: string): Promise<void> {
  await surveyAudit(dataDir);
  const who = { at: '2026-12-01T10:00:00.000Z', account: 'fuzz', reviewer: '' };
  await appendAudit(dataDir, { ...who, what: 'case.opened', outcome: 'done', facts: {} });
}

/** Where cases are encrypted, and somebody gives the passphrase. */
export async function unlock(dataDir: string): Promise<void> {
  const vault = vaultIn(dataDir);
  if (vault !== null) await openVault(vault, PASSPHRASE);
}

/** A case whose files are sealed, the passphrase given. */
export async function openSealedCase(caseDir: string): Promise<void> {
  holdOnly([VAULT_KEY]);
  try {
    await openCase(caseDir);
  } finally {
    holdOnly([]);
  }
}

/** Hashes, pairs and masks of a data set of somebody else's. */
export async function examineDataset(folder: string): Promise<void> {
  await checkDataset({ folder, secondDir: null });
}

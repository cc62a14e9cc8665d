/** What a host answers while it is locked: enough to unlock it, and nothing of a patient. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { holdOnly } from '../../../main/io/vault/key-ring.ts';
import { createHandler, type Handler } from '../../../main/host/handler.ts';
import { surveyAudit } from '../../../main/io/audit-log.ts';
import { CasePlace } from '../../../main/services/cases/case-place.ts';
import { createServices, type Services } from '../../../main/services/index.ts';
import { DataVault } from '../../../main/services/privacy/vault.ts';
import { useTemporaryFolder } from '../io/temporary-folder.ts';

const PASSPHRASE = 'Plümchen im Käfig';
const CASE_ID = '0b0e9a5e-5a3c-4f5e-9d53-0a4b8d0c1f2e';
const RECENT = { recentId: 'r', openedAt: '2026-11-20T10:00:00Z', title: 'Zwetschge', path: '/s', seriesUid: null };

describe('a locked host', () => {
  const folder = useTemporaryFolder();
  let services: Services;
  let handler: Handler;
  const begin = async (): Promise<void> => {
    services = createServices({
      dataDir: folder.path,
      resourcesDir: folder.path,
      engineSpawner: () => ({ send: () => {}, onMessage: () => {}, onExit: () => {}, kill: () => {} }),
      host: 'browser',
      version: '0',
    });
    handler = await createHandler({ services, rendererDir: folder.path, acceptUploads: true });
  };
  const call = async (name: string, params: object = {}): Promise<Response> =>
    handler(new Request(`http://q/api/${name}`, { method: 'POST', body: JSON.stringify(params) }));
  const codeOf = async (response: Response): Promise<string> =>
    z.object({ error: z.object({ code: z.string() }) }).parse(await response.json()).error.code;

  beforeEach(async () => {
    await writeFile(join(folder.path, 'index.html'), '<p>Quadrant</p>');
    await writeFile(join(folder.path, 'recent.json'), JSON.stringify([RECENT]));
    await mkdir(join(folder.path, 'cases', CASE_ID), { recursive: true });
  });
  afterEach(async () => {
    await services.dispose();
    holdOnly([]);
  });

  const expectRefused = async (): Promise<void> => {
    const refused = [
      ['POST', '/api/scans.recent'],
      ['POST', '/api/cases.list'],
      ['POST', '/api/settings.save'],
      ['POST', '/api/vault.turn-off'],
      ['POST', '/api/no.such-call'],
      ['GET', `/bulk/cases/${CASE_ID}/labels`],
      ['GET', `/bulk/cases/${CASE_ID}/thumbnail`],
      ['GET', '/bulk/recents/r/thumbnail'],
      ['GET', '/bulk/scans/x/voxels'],
      ['GET', '/bulk/exports/x'],
      ['GET', '/events/outbox'],
      ['PUT', '/uploads/x/1.dcm'],
    ] as const;
    for (const [method, path] of refused) {
      const body = method === 'GET' ? {} : { body: '{}' };
      const response = await handler(new Request(`http://q${path}`, { method, ...body }));
      expect([response.status, path, await codeOf(response)]).toEqual([423, path, 'app.locked']);
    }
    expect((await handler(new Request('http://q/index.html'))).status).toBe(200);
    for (const name of ['lock.state', 'settings.get', 'app.info']) expect((await call(name)).status).toBe(200);
    // A job that is not there is another refusal than that of the lock: its events may pass.
    expect((await handler(new Request('http://q/events/jobs/x'))).status).toBe(400);
  };

  it('is opened by a button where nothing is encrypted', async () => {
    await begin();
    expect((await call('scans.recent')).status).toBe(200);
    await call('lock.close');
    await expectRefused();
    expect((await call('lock.open', { secret: null })).status).toBe(200);
    expect(await (await call('scans.recent')).text()).toContain('Zwetschge');
  });

  it('starts locked where the cases are encrypted, and is opened by the passphrase alone', async () => {
    const cost = { N: 1 << 10, r: 8, p: 1 };
    await new DataVault(folder.path, new CasePlace(folder.path), { cost }).turnOn(PASSPHRASE);
    holdOnly([]); // as after a start
    await begin();
    await expectRefused();
    for (const secret of [null, 'wrong'])
      expect(await codeOf(await call('lock.open', { secret }))).toBe('vault.wrong-passphrase');
    await expectRefused();
    expect((await call('lock.open', { secret: PASSPHRASE })).status).toBe(200);
    expect(await (await call('scans.recent')).text()).toContain('Zwetschge');
    await call('lock.close');
    await expectRefused();
    expect((await call('lock.open', { secret: PASSPHRASE })).status).toBe(200);
    const { entries, damage } = await surveyAudit(folder.path);
    expect(damage).toEqual([]);
    expect(entries.map(({ what, outcome }) => `${what} ${outcome}`)).toEqual([
      'app.unlocked vault.wrong-passphrase',
      'app.unlocked vault.wrong-passphrase',
      'app.unlocked done',
      'app.locked done',
      'app.unlocked done',
    ]);
  });
});

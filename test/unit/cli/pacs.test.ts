/** quadrant pacs without an archive that answers; with one it is checked by test/e2e/pacs.test.ts. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useTemporaryFolder } from '../io/temporary-folder.ts';
import { quadrant } from './run-quadrant.ts';

const folder = useTemporaryFolder();
const ADD_WEB = ['add', '--name', 'Web', '--url', 'http://127.0.0.1:9/dicom-web', '--user', 'q'];

beforeEach(() => vi.stubEnv('QUADRANT_DATA_DIR', folder.path));
afterEach(() => vi.unstubAllEnvs());

test('says that nothing is ever sent as long as there is no archive', async () => {
  expect(await quadrant('pacs', 'servers')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('nothing is ever'),
  });
  expect(await quadrant('pacs', 'outbox')).toMatchObject({ code: 0, stdout: 'The outbox is empty.\n' });
  expect(await quadrant('pacs', 'find')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('quadrant pacs add'),
  });
});

test('keeps archives, names the one that is meant, and forgets them', async () => {
  expect((await quadrant('pacs', ...ADD_WEB)).code).toBe(0);
  const dimse = ['--name', 'Old', '--host', '127.0.0.1', '--port', '9', '--called', 'PACS', '--tls'];
  expect((await quadrant('pacs', 'add', ...dimse)).code).toBe(0);
  expect((await quadrant('pacs', 'servers')).stdout).toBe(
    'Web  http://127.0.0.1:9/dicom-web  not encrypted, password: none\n' +
      'Old  PACS@127.0.0.1:9 as QUADRANT  encrypted, password: none\n',
  );
  expect(await quadrant('pacs', 'echo')).toMatchObject({ code: 2, stderr: expect.stringContaining('--server "Old"') });
  const echo = await quadrant('pacs', 'echo', '--server', 'Web', '--json');
  expect(echo.code).toBe(1);
  expect(JSON.parse(echo.stdout)).toMatchObject({ error: { code: 'pacs.unreachable', facts: { server: 'Web' } } });
  expect((await quadrant('pacs', 'remove', '--server', 'Web')).code).toBe(0);
  expect((await quadrant('pacs', 'servers')).stdout).toMatch(/^Old/);
});

test.each([
  [[], 'Say what to do'],
  [['dance'], 'Say what to do'],
  [['add', '--name', 'Old', '--host', 'h'], 'port'],
  [['add', '--name', 'Old', '--host', 'h', '--port', '104', '--called', 'LONGER THAN SIXTEEN'], 'calledAet'],
  [['add', '--name', 'Web', '--url', 'ftp://h/'], 'url'],
  [['add', '--name', 'Web', '--url', 'https://h/', '--ca', 'nowhere.pem'], 'certificate cannot be read'],
  [['add', '--name', 'Web', '--url', 'https://h/', '--ca', 'package.json'], 'no certificate'],
])('refuses pacs %j', async (args, words) => {
  expect(await quadrant('pacs', ...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(words) });
});

test('asks for days and formats that there are', async () => {
  await quadrant('pacs', ...ADD_WEB);
  expect(await quadrant('pacs', 'find', '--from', '31.1.2026')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('fromDay'),
  });
  const caseDir = 'test/fixtures/cases/0b0e9a5e-5a3c-4f5e-9d53-0a4b8d0c1f2e';
  expect(await quadrant('pacs', 'send', caseDir, '--format', 'coco')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('dicom-seg'),
  });
});

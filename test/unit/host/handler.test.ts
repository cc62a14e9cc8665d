import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  apiRoute,
  jobEventsRoute,
  labelsRoute,
  meshesRoute,
  meshRoute,
  thumbnailRoute,
  uploadFileRoute,
  voxelsRoute,
} from '#contract/api';
import { outboxEventsRoute, retrievalEventsRoute } from '#contract/pacs';
import { createHandler, type Handler } from '../../../main/host/handler.ts';
import { fakeServices, type FakeServices } from './fake-services.ts';

const BASE = 'http://127.0.0.1:1';
/** Longer than one chunk of the file stream, so that chunking is part of the test. */
const BULK = Uint8Array.from({ length: 3_000_001 }, (_, index) => index % 251);

let folder: string;
let services: FakeServices;
let handle: Handler;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quadrant-handler-'));
  await mkdir(join(folder, 'renderer/assets'), { recursive: true });
  await mkdir(join(folder, 'uploads'));
  await writeFile(join(folder, 'renderer/index.html'), '<title>Quadrant</title>');
  await writeFile(join(folder, 'renderer/assets/app.js'), 'export {}');
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'bulk'), BULK);
  services = fakeServices({
    bulkPath: join(folder, 'bulk'),
    bulkBytes: BULK.length,
    uploadPath: (relativePath) => join(folder, 'uploads', relativePath.replaceAll('/', '_')),
  });
  handle = await createHandler({ services, rendererDir: join(folder, 'renderer'), acceptUploads: true });
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const get = (path: string): Promise<Response> => handle(new Request(BASE + path));
const post = (path: string, body: string): Promise<Response> =>
  handle(new Request(BASE + path, { method: 'POST', body }));
const put = (path: string, body: string): Promise<Response> =>
  handle(new Request(BASE + path, { method: 'PUT', body }));

describe('createHandler', () => {
  it('serves the renderer with a content security policy that allows nothing inline', async () => {
    const response = await get('/');
    expect(await response.text()).toContain('Quadrant');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await get('/assets/app.js')).headers.get('content-type')).toContain('text/javascript');
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/../../secret.txt',
    '/%E0%A4%A',
    '/assets',
  ])('has nothing at %s', async (path) => {
    const response = await get(path);
    expect(response.status).toBe(400);
    expect(await response.text()).not.toContain('secret"');
  });

  it('answers a call with exactly what the contract knows', async () => {
    const response = await post(apiRoute('app.info'), '{}');
    expect(await response.json()).toEqual({
      ok: true,
      result: { version: '1.2.3', host: 'browser', platform: 'linux', account: 'doe', casesThere: true },
    });
  });

  it('hands a typed error through, with its next step', async () => {
    const response = await post(apiRoute('scans.open'), '{}');
    expect(response.status).toBe(422);
    expect(await response.json()).toEqual({
      ok: false,
      error: {
        code: 'scan.not-found',
        message: 'There is no scan.',
        remedy: 'Open one.',
        facts: { name: 'scans.open' },
      },
    });
  });

  it('turns a result that breaks the contract into an internal error', async () => {
    expect((await post(apiRoute('scans.recent'), '{}')).status).toBe(500);
  });

  it('turns a thrown surprise into an internal error', async () => {
    const response = await post(apiRoute('jobs.cancel'), '{}');
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ ok: false, error: { code: 'internal' } });
  });

  it.each(['', '{', 'x'.repeat(9_000_000)])('refuses unreadable parameters (%#)', async (body) => {
    const response = await post(apiRoute('app.info'), body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'usage' } });
  });

  it.each([voxelsRoute('s'), labelsRoute('c'), meshRoute('c', 16, 0, 'fine'), meshesRoute('kept')])(
    'streams the bytes of %s',
    async (route) => {
      const response = await get(route);
      expect(response.headers.get('content-length')).toBe(String(BULK.length));
      expect(Buffer.from(await response.arrayBuffer()).equals(BULK)).toBe(true);
    },
  );

  it('serves the picture of a recent scan as a picture', async () => {
    const response = await get(thumbnailRoute('r'));
    expect(response.headers.get('content-type')).toBe('image/webp');
    expect((await response.arrayBuffer()).byteLength).toBe(BULK.length);
  });

  it('answers with no content where no surfaces are kept', async () => {
    const response = await get(meshesRoute('c'));
    expect(response.status).toBe(204);
    expect(await response.text()).toBe('');
  });

  it('tells why there is no surface', async () => {
    expect(await (await get(meshRoute('c', 48, 0, 'coarse'))).json()).toMatchObject({
      error: { code: 'usage', facts: { fdi: 48 } },
    });
  });

  it('sends job events, the latest at once, and ends after the last', async () => {
    const response = await get(jobEventsRoute('job-1'));
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    services.publish({ state: 'done', caseId: 'case-1' });
    const text = await response.text();
    const events = text
      .split('\n\n')
      .filter(Boolean)
      .map((block) => JSON.parse(block.replace(/^data: /, '')));
    expect(events).toEqual([
      { state: 'running', stage: 'coarse', fraction: 0.25, secondsLeft: 12, provider: 'cpu' },
      { state: 'done', caseId: 'case-1' },
    ]);
    expect(services.listeners.size).toBe(0);
  });

  it('stops listening when the window goes away', async () => {
    const response = await get(jobEventsRoute('job-1'));
    expect(services.listeners.size).toBe(1);
    await response.body?.cancel();
    expect(services.listeners.size).toBe(0);
  });

  it('follows the outbox until the window goes away', async () => {
    const response = await get(outboxEventsRoute);
    const reader = response.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('data: []\n\n');
    await reader?.cancel();
    expect((await get(retrievalEventsRoute('r'))).status).toBe(400);
  });

  it('answers an unknown job with an error instead of an empty stream', async () => {
    expect((await get(jobEventsRoute('job-9'))).status).toBe(400);
  });

  it('keeps an upload under its own name, once', async () => {
    const route = uploadFileRoute('s', 'folder/IM 1.dcm');
    expect((await put(route, 'slice')).status).toBe(200);
    expect(await readFile(join(folder, 'uploads/folder_IM 1.dcm'), 'utf8')).toBe('slice');
    expect((await put(route, 'another')).status).toBe(400);
    expect(await readFile(join(folder, 'uploads/folder_IM 1.dcm'), 'utf8')).toBe('slice');
  });

  it('refuses an upload that leaves its folder', async () => {
    expect((await put(uploadFileRoute('s', '../../secret.txt'), 'x')).status).toBe(400);
  });

  it('takes no uploads where the host reads files where they lie', async () => {
    const electron = await createHandler({ services, rendererDir: join(folder, 'renderer'), acceptUploads: false });
    const response = await electron(new Request(BASE + uploadFileRoute('s', 'a'), { method: 'PUT', body: 'x' }));
    expect(response.status).toBe(400);
  });
});

/** What a page cannot do in the running window, even with a stranger's script in it, and what a stranger's page cannot do to it. */
import { execFile } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SECURITY_HEADERS } from '../../main/host/security-headers.ts';
import {
  launchAppWindow,
  missingBrowser,
  openViewerPage,
  projectDir,
  type ViewerPage,
} from '../harness/browser-page.ts';

const skipped = missingBrowser();
if (skipped !== null) console.warn(skipped);

describe.skipIf(skipped !== null)('the running window', () => {
  let profile: string;
  let opened: ViewerPage;
  let page: Page;
  /** Another program on this computer, with open arms: it would answer anyone. */
  let stranger: Server;
  let origin: string;
  let asked: string[] = [];
  let listener: Socket;
  let datagrams = 0;

  beforeAll(async () => {
    profile = await mkdtemp(join(tmpdir(), 'quadrant-hardening-'));
    stranger = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/html' });
      response.end('<title>stranger</title>');
    }).listen(0, '127.0.0.1');
    await once(stranger, 'listening');
    origin = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
    listener = createSocket('udp4').bind(0, '127.0.0.1');
    listener.on('message', () => datagrams++);
    await once(listener, 'listening');
    opened = await openViewerPage({ launch: () => launchAppWindow(profile) });
    ({ page } = opened);
  });
  afterAll(async () => {
    await opened?.close();
    stranger?.close();
    listener?.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  it('gets every answer with the security headers', async () => {
    const responses: Response[] = [];
    page.on('response', (response) => responses.push(response));
    await page.reload();
    await page.getByRole('button', { name: 'Try the demo scan' }).waitFor();
    const own = responses.filter((response) => response.url().startsWith(opened.viewer.origin));
    expect([...typesOf(own)]).toEqual(expect.arrayContaining(['document', 'script', 'stylesheet', 'fetch']));
    for (const response of own) expect(await response.allHeaders(), response.url()).toMatchObject(SECURITY_HEADERS);
  });

  it('runs no script that is written into it, and makes none of text', async () => {
    const ran = await page.evaluate(async () => {
      const done: string[] = [];
      Object.assign(globalThis, { ran: (what: string) => done.push(what) });
      const script = document.createElement('script');
      script.textContent = "ran('inline script')";
      document.head.append(script);
      const link = document.createElement('a');
      link.href = "javascript:ran('address')";
      document.body.append(link);
      link.click();
      const picture = document.createElement('img');
      picture.setAttribute('onerror', "ran('attribute')");
      picture.src = 'data:image/png;base64,AAAA';
      document.body.append(picture);
      for (const url of [URL.createObjectURL(new Blob(["ran('blob')"])), "data:text/javascript,ran('data')"]) {
        const other = document.createElement('script');
        other.src = url;
        document.head.append(other);
      }
      const refusals: string[] = [];
      // In a task of its own: what is evaluated from outside may be exempt.
      await new Promise<void>((resolve) => {
        setTimeout(() => {
          // By name, so that no linter takes these for ours.
          for (const name of ['eval', 'Function']) {
            try {
              const make: unknown = Reflect.get(globalThis, name);
              const made: unknown = typeof make === 'function' ? make(`ran('${name}')`) : null;
              if (typeof made === 'function') made();
            } catch (error) {
              refusals.push(error instanceof Error ? error.name : '');
            }
          }
          resolve();
        });
      });
      try {
        new Worker(URL.createObjectURL(new Blob(["postMessage('worker')"]))).addEventListener('message', () =>
          done.push('worker'),
        );
      } catch {
        refusals.push('worker');
      }
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { done, refusals: refusals.slice(0, 2) };
    });
    expect(ran).toEqual({ done: [], refusals: ['EvalError', 'EvalError'] });
  });

  it('fetches nothing from another origin and sends nothing there, in any of the ways a page knows', async () => {
    asked = [];
    const violated = await page.evaluate(async (foreign) => {
      const directives = new Set<string>();
      document.addEventListener('securitypolicyviolation', (event) => directives.add(event.effectiveDirective));
      const add = (tag: string, attributes: Readonly<Record<string, string>>): void => {
        const element = document.createElement(tag);
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        document.body.append(element);
      };
      add('img', { src: `${foreign}/img` });
      add('iframe', { src: `${foreign}/iframe` });
      add('iframe', { srcdoc: `<img src="${foreign}/srcdoc">` });
      add('script', { src: `${foreign}/script` });
      add('link', { rel: 'stylesheet', href: `${foreign}/style` });
      add('link', { rel: 'prefetch', href: `${foreign}/prefetch` });
      add('link', { rel: 'manifest', href: `${foreign}/manifest` });
      add('object', { data: `${foreign}/object` });
      add('embed', { src: `${foreign}/embed` });
      add('video', { src: `${foreign}/video` });
      const form = document.createElement('form');
      form.action = `${foreign}/form`;
      form.target = 'nobody';
      document.body.append(form);
      form.submit();
      await fetch(`${foreign}/fetch`).catch(() => {});
      await fetch(`${foreign}/no-cors`, { mode: 'no-cors', method: 'POST', body: 'teeth' }).catch(() => {});
      const request = new XMLHttpRequest();
      request.open('GET', `${foreign}/xhr`);
      request.send();
      navigator.sendBeacon(`${foreign}/beacon`, 'teeth');
      const lines = [new WebSocket(foreign.replace('http', 'ws')), new EventSource(`${foreign}/events`)];
      await new Promise((resolve) => setTimeout(resolve, 500));
      for (const line of lines) line.close();
      return [...directives];
    }, origin);
    expect(asked).toEqual([]);
    const directives = [
      'connect-src',
      'form-action',
      'frame-src',
      'img-src',
      'media-src',
      'object-src',
      'script-src-elem',
    ];
    expect(violated).toEqual(expect.arrayContaining(directives));
  });

  it('sends no datagram by WebRTC', async () => {
    const candidates = await page.evaluate(async (port) => {
      const found: string[] = [];
      const connection = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }] });
      connection.createDataChannel('teeth');
      connection.addEventListener('icecandidate', ({ candidate }) => found.push(candidate?.candidate ?? ''));
      await connection.setLocalDescription(await connection.createOffer());
      await new Promise((resolve) => setTimeout(resolve, 500));
      connection.close();
      return found.filter((candidate) => candidate.includes(' udp '));
    }, listener.address().port);
    expect(datagrams).toBe(0);
    expect(candidates).toEqual([]);
  });

  it('is given no camera, microphone, place, screen, device or notification', async () => {
    const answers = await page.evaluate(async () => {
      const refusal = async (ask: () => unknown): Promise<string> => {
        try {
          return `granted: ${String(await ask())}`;
        } catch (error) {
          return error instanceof Error ? 'refused' : String(error);
        }
      };
      const media = navigator.mediaDevices;
      const device = (name: string): unknown => {
        const api: unknown = Reflect.get(navigator, name);
        if (typeof api !== 'object' || api === null) throw new Error('not there');
        return Reflect.get(api, 'requestDevice')?.call(api, { filters: [] });
      };
      return Promise.all([
        refusal(() => media.getUserMedia({ video: true })),
        refusal(() => media.getUserMedia({ audio: true })),
        refusal(() => media.getDisplayMedia()),
        refusal(
          () =>
            new Promise((resolve, reject) =>
              navigator.geolocation.getCurrentPosition(resolve, ({ message }) => reject(new Error(message))),
            ),
        ),
        refusal(() => device('usb')),
        refusal(() => device('bluetooth')),
        refusal(() => device('hid')),
      ]);
    });
    expect(answers).toEqual(answers.map(() => 'refused'));
    expect(await page.evaluate(() => Notification.permission)).not.toBe('granted');
  });

  it('can neither be framed nor read nor asked by a page of another program', async () => {
    const other = await page.context().newPage();
    await other.goto(origin);
    const found = await other.evaluate(async (viewer) => {
      const refused = async (init: RequestInit): Promise<boolean> =>
        fetch(`${viewer}/api/app.info`, { credentials: 'include', ...init }).then(
          (response) => response.type === 'opaque' && response.status === 0,
          () => true,
        );
      const frame = document.createElement('iframe');
      frame.src = `${viewer}/`;
      document.body.append(frame);
      const opener = window.open(`${viewer}/`);
      await new Promise((resolve) => setTimeout(resolve, 700));
      const script = document.createElement('script');
      const loaded = new Promise<boolean>((resolve) => {
        script.addEventListener('load', () => resolve(true));
        script.addEventListener('error', () => resolve(false));
      });
      script.src = `${viewer}/`;
      document.body.append(script);
      return {
        get: await refused({}),
        post: await refused({ method: 'POST', body: '{}', mode: 'no-cors' }),
        put: await refused({ method: 'PUT', body: 'x' }),
        script: await loaded,
        opener: opener === null || opener.closed,
      };
    }, opened.viewer.origin);
    expect(found).toEqual({ get: true, post: true, put: true, script: false, opener: true });
    const framed = other.frames().filter((frame) => frame !== other.mainFrame());
    expect(await Promise.all(framed.map(async (frame) => (await frame.content()).includes('id="root"')))).toEqual([
      false,
    ]);
    await other.close();
  });
});

describe.skipIf(skipped !== null || process.platform === 'win32')('npm start', () => {
  it('ends when its last window is closed, and leaves neither a door nor a profile behind', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'quadrant-start-'));
    const browser = join(folder, 'browser');
    // Stands for a window: keeps what it was started with, and is closed after a moment.
    await writeFile(browser, `#!/bin/sh\nprintf '%s\\n' "$@" > "${folder}/arguments"\nsleep 0.5\n`, { mode: 0o700 });
    const start = join(projectDir, 'test/harness/start.ts');
    const env = { ...process.env, QUADRANT_BROWSER: browser, QUADRANT_DATA_DIR: join(folder, 'data') };
    // Rejects unless it ends with 0.
    const { stdout } = await promisify(execFile)(process.execPath, [start, '--browser', '--no-build'], { env });
    const entry = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(stdout)?.[0] ?? '';
    await expect(fetch(entry)).rejects.toThrow();
    const given = (await readFile(join(folder, 'arguments'), 'utf8')).trim().split('\n');
    expect(given).toContain(`--app=${entry}`);
    const profile = given.find((one) => one.startsWith('--user-data-dir='))?.slice('--user-data-dir='.length) ?? '';
    expect(profile).not.toBe('');
    expect(existsSync(profile)).toBe(false);
    await rm(folder, { recursive: true });
  });
});

const typesOf = (responses: readonly Response[]): ReadonlySet<string> =>
  new Set(responses.map((response) => response.request().resourceType()));

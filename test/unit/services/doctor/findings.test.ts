/** What the doctor makes of what it sees: limits, words, and computers unlike this one. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FINDING_CODES, VERDICT_OF, type Display } from '#contract/diagnosis';
import { LANGUAGES } from '#contract/settings';
import { DOCTOR_WORDS, tellFinding } from '#core/words/doctor-words';
import { examineArchives } from '../../../../main/services/doctor/examine-archives.ts';
import { examineClock, judgeClock } from '../../../../main/services/doctor/examine-clock.ts';
import { examineBrowser, examineMemory } from '../../../../main/services/doctor/examine-computer.ts';
import { examineFolder, privacyFinding, roomFinding } from '../../../../main/services/doctor/examine-disk.ts';
import { examineDisplay, examineGpu } from '../../../../main/services/doctor/examine-graphics.ts';
import { QuadrantError } from '#contract/errors';

const codesOf = (found: readonly { readonly code: string }[]): readonly string[] => found.map(({ code }) => code);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quadrant-doctor-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('words of the doctor', () => {
  const placeholders = (text: string): readonly string[] =>
    [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

  it.each(LANGUAGES)('name the same facts in %s as in English', (language) => {
    const { says, advice } = DOCTOR_WORDS[language];
    for (const code of FINDING_CODES)
      expect(placeholders(says[code]), code).toEqual(placeholders(DOCTOR_WORDS.en.says[code]));
    expect(Object.keys(advice).sort()).toEqual(FINDING_CODES.filter((code) => VERDICT_OF[code] !== 'ok').sort());
  });

  it('fill in facts, and a dash for what is not known', () => {
    const { says, advice, verdict } = tellFinding('disk.little-room', { folder: 'cases', freeGb: 4.5 }, 'de');
    expect(says).toBe('Nur 4,5 GB frei, Ordner der Fälle.');
    expect([verdict, advice]).toEqual(['advice', 'Schaffen Sie bald Platz.']);
    expect(tellFinding('provider.runs', { provider: 'dml' }, 'en').says).toBe('DirectML runs: – ms for a tiny input.');
  });
});

describe('the doctor', () => {
  it('tells little memory from busy memory', () => {
    const of = (totalGb: number, freeGb: number) =>
      examineMemory({ totalBytes: totalGb * 1e9, availableBytes: freeGb * 1e9 }).code;
    expect([of(3.9, 3), of(7.4, 7), of(16, 3.9), of(16, 4)]).toEqual([
      'memory.too-small',
      'memory.small',
      'memory.busy',
      'memory.enough',
    ]);
  });

  it('warns before a disk is full', () => {
    expect(codesOf([1.9e9, 9.9e9, 10e9].map((bytes) => roomFinding('data', bytes)))).toEqual([
      'disk.full',
      'disk.little-room',
      'disk.room',
    ]);
  });

  it('tells a folder that others may read', () => {
    expect(privacyFinding('data', 0o40755)).toEqual({
      code: 'disk.readable',
      facts: { folder: 'data', rights: '755' },
    });
    expect(privacyFinding('data', 0o40700).code).toBe('disk.private');
  });

  it('writes to a folder to see whether it can, and leaves nothing there', async () => {
    const path = join(folder, 'data');
    const found = codesOf(await examineFolder({ kind: 'data', path, there: true }));
    expect(found.some((code) => /^disk\.(slow-)?flush$/.test(code))).toBe(true);
    expect(found).toContain('disk.links');
    expect(await readdir(path)).toEqual([]);
  });

  it('tells a folder that cannot be written or is not there, and makes none on a lost disk', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    expect(codesOf(await examineFolder({ kind: 'data', path: join(file, 'below'), there: true }))).toEqual([
      'disk.unwritable',
    ]);
    expect(codesOf(await examineFolder({ kind: 'cases', path: join(folder, 'lost'), there: false }))).toEqual([
      'disk.gone',
    ]);
  });

  it('doubts a clock before this version, behind its files, or apart from the disk', () => {
    const nowMs = Date.UTC(2027, 0, 10);
    const of = (clocks: Partial<Parameters<typeof judgeClock>[0]>) =>
      judgeClock({ nowMs, newestFileMs: nowMs - 1000, diskMs: nowMs, ...clocks }).code;
    expect(of({})).toBe('clock.plausible');
    expect(of({ nowMs: 0, diskMs: 0 })).toBe('clock.too-early');
    expect(of({ newestFileMs: nowMs + 2 * 86_400_000 })).toBe('clock.behind-files');
    expect(of({ diskMs: nowMs + 61_000 })).toBe('clock.disk-differs');
  });

  it('reads the disk’s clock from a file that it takes away again', async () => {
    await mkdir(join(folder, 'clock'), { recursive: true });
    expect((await examineClock(join(folder, 'clock'), folder))?.code).toBe('clock.plausible');
  });

  it('names graphics cards by what their driver says, and a card whose CUDA part is missing', async () => {
    const linux = { platform: 'linux', hasCudaLibrary: false, hasGpuDevice: true } as const;
    const answer = async (): Promise<string> => 'NVIDIA RTX 4000, 570.86, 20475 MiB\n';
    expect(await examineGpu(answer, linux)).toEqual([
      { code: 'gpu.is', facts: { name: 'NVIDIA RTX 4000', driver: '570.86', memory: '20475 MiB' } },
      { code: 'gpu.no-cuda', facts: { name: 'NVIDIA RTX 4000' } },
    ]);
    expect(codesOf(await examineGpu(answer, { ...linux, hasCudaLibrary: true }))).toEqual(['gpu.is']);
    expect(codesOf(await examineGpu(async () => null))).toEqual(['gpu.none']);
    expect(codesOf(await examineGpu(() => Promise.reject(new Error('NVML: driver mismatch'))))).toEqual([
      'gpu.driver-silent',
    ]);
  });

  it('looks at screen and graphics as the window sees them', () => {
    const display: Display = {
      widthPx: 1024,
      heightPx: 768,
      scale: 1,
      colourBits: 16,
      graphics: 'SwiftShader',
      softwareGraphics: true,
      adapter: 'nvidia ada',
      languages: ['en'],
    };
    expect(codesOf(examineDisplay(display))).toEqual([
      'display.small',
      'display.few-colours',
      'graphics.software',
      'graphics.adapter',
    ]);
    expect(codesOf(examineDisplay({ ...display, graphics: null, adapter: null }))).toContain('graphics.none');
    expect(codesOf(examineDisplay(null))).toEqual(['display.unseen']);
  });

  it('asks each archive that is set up, and no other', async () => {
    const server = { kind: 'dicomweb', name: 'North', url: 'https://pacs', user: '', trusted: '' } as const;
    const listed = ['a', 'b'].map((serverId) => ({ serverId, server, password: 'none', encrypted: true }) as const);
    const archives = (servers: typeof listed) => ({
      'pacs.servers': async () => servers,
      'pacs.test': async ({ serverId }: { readonly serverId: string }) => {
        if (serverId === 'b') throw new QuadrantError('pacs.timeout', 'm', 'r');
        return { milliseconds: 12.4 };
      },
    });
    expect(await examineArchives(archives([]))).toEqual([{ code: 'archive.off', facts: {} }]);
    expect(await examineArchives(archives(listed))).toEqual([
      { code: 'archive.answers', facts: { archive: 'North', milliseconds: 12 } },
      { code: 'archive.silent', facts: { archive: 'North', reason: 'pacs.timeout' } },
    ]);
  });

  it('misses a browser only where reports need one', () => {
    expect([examineBrowser(false, null).code, examineBrowser(false, '/usr/bin/chromium').code]).toEqual([
      'browser.none',
      'browser.found',
    ]);
    expect(examineBrowser(true, null).code).toBe('browser.unneeded');
  });
});

/** A case as a report, its pages read back by poppler (Debian's poppler-utils). */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmod, cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { exportOptionsSchema, type ExportOptions } from '#contract/exports';
import { LANGUAGES } from '#core/language';
import { reportHtml } from '#core/report/report-html';
import { REPORT_WORDS } from '#core/report/report-words';
import { writeCase } from '../../../../main/io/case-folder.ts';
import { readScan } from '../../../../main/io/read-scan.ts';
import type { BrowserEngine } from '../../../../main/services/browser/browser-engine.ts';
import type { PageToRender } from '../../../../main/services/engine/engine-protocol.ts';
import { forkedEngine } from '../../../../main/services/engine/engine-spawner.ts';
import { exportCase, type ExportJob, type Written } from '../../../../main/services/exports/export-case.ts';
import { laidOut } from '../../../../main/services/exports/lay-out.ts';
import { chartPicture } from '../../../../main/services/exports/report.ts';
import { headlessBrowser } from '../../../../main/services/browser/headless-browser.ts';
import { NO_PRACTICE } from '../../../../main/services/exports/practice.ts';
import { readReviewedCase } from '../../../../main/services/review/reviewed-result.ts';
import { createServices } from '../../../../main/services/index.ts';
import { findBrowser } from '../../../../main/services/browser/machine-browser.ts';
import { HEIGHT, radiographCase, radiographGreys, radiographLabels, WIDTH } from '../../../fixtures/radiograph.ts';
import { writeGreyPng } from '../../../fixtures/radiograph-phantom.ts';
import { CASE_FILE, RUN_FILE } from '../../../fixtures/contract/samples.ts';
import { ADULT, finding, reportOf } from '../../../fixtures/report.ts';
import { PersonAtWork, storePhantomCase, STORED_PHANTOM, STORED_TEETH } from '../../../fixtures/reviewed-case.ts';

const SKIPPED =
  findBrowser() === null
    ? 'skipped: no Chromium, Chrome or Edge'
    : spawnSync('pdfinfo', ['-v']).error === undefined
      ? null
      : 'skipped: no poppler-utils';

/** Why Chinese cannot be looked for in a page, or null: one box stands for all its letters. */
const noChineseFont =
  spawnSync('fc-list', [':charset=738b'], { encoding: 'utf8' }).stdout?.trim() === ''
    ? ' (skipped: no font has it)'
    : null;
const LONG_NAME = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(3);

const DEFAULTS = exportOptionsSchema.parse({});

let root: string;
let caseDir: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'quadrant-reports-'));
  ({ caseDir } = await storePhantomCase(root));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Keeps what it was given instead of laying it out. */
function paperlessBrowser(): BrowserEngine & { readonly pages: string[]; readonly asked: PageToRender['as'][] } {
  const pages: string[] = [];
  const asked: PageToRender['as'][] = [];
  return {
    pages,
    asked,
    async render({ htmlFile, outFile, as }) {
      pages.push(await readFile(htmlFile, 'utf8'));
      asked.push(as);
      await writeFile(outFile, 'pages');
    },
  };
}

async function htmlOf(
  dir: string,
  options: Partial<ExportOptions> = {},
  scanPath?: string,
): Promise<readonly [string, Written]> {
  const browser = paperlessBrowser();
  const written = await exportCase({
    format: 'pdf',
    caseDir: dir,
    scanPath,
    outPath: join(root, 'out.pdf'),
    options: { ...DEFAULTS, ...options },
    practice: { name: 'Praxis am Markt', lines: ['Markt 4'] },
    browser,
  });
  // Pixels say nothing to whoever reads a failure.
  return [browser.pages.join().replaceAll(/base64,[^"]*/g, 'base64,'), written];
}

async function storeRadiograph(): Promise<string> {
  const path = join(root, 'panoramic.png');
  await writeGreyPng(path, { width: WIDTH, height: HEIGHT, data: radiographGreys() });
  const { series, fingerprint, volume } = await readScan(path);
  const { geometry } = volume;
  const known = radiographCase();
  const source = {
    ...known.source,
    path,
    seriesUid: series.uid,
    fingerprint,
    geometry: { ...geometry, direction: [...geometry.direction] },
  };
  const labelMap = { geometry, data: radiographLabels() };
  const dir = join(root, 'opg');
  await writeCase(dir, { caseFile: { ...known, source }, labelMap, describeRun: () => RUN_FILE });
  return dir;
}

function numbersIn(text: string): readonly number[] {
  return [...text.matchAll(/<td class="no">(\d+)<\/td>/g)].map(([, number]) => Number(number));
}

describe('what a report says of a case', () => {
  it('has every tooth, its picture, and who hands it out', async () => {
    const [text, written] = await htmlOf(caseDir);
    expect(numbersIn(text)).toEqual(STORED_TEETH);
    expect(text).toContain('data:image/png;base64,');
    expect(text).toContain('Praxis am Markt');
    expect(text).toContain('Nobody has reviewed it.');
    expect(written).toMatchObject({ teeth: STORED_TEETH.length, facts: { picture: true } });
  });

  it('goes on without the scan and says so, but not without one that was named', async () => {
    const [scan, away] = [join(root, 'phantom.nii'), join(root, 'away.nii')];
    await rename(scan, away);
    try {
      const [text, { facts }] = await htmlOf(caseDir);
      expect(facts).toMatchObject({ picture: false });
      expect(text).toContain(REPORT_WORDS.en.noPicture);
      expect(numbersIn(text)).toEqual(STORED_TEETH);
      expect((await htmlOf(caseDir, {}, away))[1].facts).toMatchObject({ picture: true });
      await expect(htmlOf(caseDir, {}, join(root, 'nowhere'))).rejects.toMatchObject({ code: 'scan.not-found' });
    } finally {
      await rename(away, scan);
    }
  });

  it('names nobody when it is asked not to', async () => {
    const [named] = await htmlOf(caseDir);
    expect(named).toContain('Doe, Jane');
    const [text] = await htmlOf(caseDir, { deidentify: true });
    for (const known of ['Doe', 'Jane', 'Praxis', '2026-01-31', '31 Jan 2026', root]) expect(text).not.toContain(known);
  });

  it('says where no part of this computer is', async () => {
    const [text] = await htmlOf(caseDir);
    expect(text).not.toContain(root);
    expect(text).not.toContain('phantom.nii');
  });

  it('tells what a person decided, drew and let stand', async () => {
    const { caseDir: own } = await storePhantomCase(await mkdtemp(join(root, 'reviewed-')));
    const person = new PersonAtWork(own, STORED_PHANTOM.truth.data, 'Dr. Müller');
    await person.act({ kind: 'identify', tool: 'type', teeth: [{ label: 16, fdi: 16, type: 'implant' }] });
    await person.act({ kind: 'identify', tool: 'number', teeth: [{ label: 14, fdi: 12, type: 'tooth' }] });
    await person.act({ kind: 'missing', fdi: 26, reason: 'extracted' });
    await person.act({ kind: 'decide', decision: 'rejected', labels: [46] });
    await person.act({
      kind: 'draw',
      drawn: {
        schemaVersion: 1,
        archMm: null,
        measurements: [
          {
            id: 'a',
            name: 'Bone height',
            kind: 'distance',
            pointsMm: [
              [0, 0, 0],
              [0, 3, 4],
            ],
            surface: { kind: 'plane', normal: [1, 0, 0], up: [0, 0, 1] },
          },
        ],
        canals: [
          {
            id: 'k',
            name: 'Left canal',
            side: 'left',
            diameterMm: 2,
            pointsMm: [
              [0, 0, -40],
              [0, 30, -40],
            ],
          },
        ],
      },
    });
    await person.act({ kind: 'sign' });
    const [text] = await htmlOf(own);
    expect(numbersIn(text)).toEqual([11, 12, 12, 16, 21, 32, 34, 36, 42]);
    for (const known of [
      'implant',
      'number given twice',
      'extracted',
      'Bone height',
      '5.0 mm',
      'Left canal',
      '30.0 mm',
      'Signed off by Dr. Müller',
    ])
      expect(text).toContain(known);
    expect(text).toMatch(/Number given twice\.<\/b>/);
    const [unnamed] = await htmlOf(own, { deidentify: true });
    for (const known of ['Müller', 'Bone height', 'Left canal']) expect(unnamed).not.toContain(known);
    expect(unnamed).toContain('5.0 mm');
  });

  it('has teeth that a person found beyond those of the nets', async () => {
    const { caseDir: own, scan } = await storePhantomCase(await mkdtemp(join(root, 'beyond-')));
    const person = new PersonAtWork(own, STORED_PHANTOM.truth.data);
    const { dims } = scan.volume.geometry;
    const top = dims[0] * dims[1] * (dims[2] - 3) + dims[0] * 50 + 50;
    await person.reshape((labels) => labels.fill(101, top, top + 8), [{ label: 101, fdi: 18, type: 'tooth' }]);
    const [text] = await htmlOf(own);
    expect(numbersIn(text)).toContain(18);
  });

  it('shows a radiograph with its teeth, in pixels where the file has no scale', async () => {
    const [text, { teeth }] = await htmlOf(await storeRadiograph());
    expect(teeth).toBe(10);
    expect(text).toContain(REPORT_WORDS.en.noScale);
    expect(text).toContain('near ');
    expect([...text.matchAll(/<text x="[^"]*" y="[^"]*" fill="rgb/g)]).toHaveLength(10);
  });

  it('leaves no page behind', async () => {
    const own = await mkdtemp(join(root, 'temporary-'));
    vi.stubEnv('TMPDIR', own); // another test's pages lie in the common one
    await htmlOf(caseDir);
    vi.unstubAllEnvs();
    expect(await readdir(own)).toEqual([]);
  });

  it('is refused where nothing lays out pages', async () => {
    const asked = exportCase({ format: 'pdf', caseDir, outPath: join(root, 'none.pdf') });
    await expect(asked).rejects.toMatchObject({ code: 'export.no-browser' });
    const nothing = headlessBrowser({ executable: null });
    const none = exportCase({ format: 'pdf', caseDir, outPath: join(root, 'none.pdf'), browser: nothing });
    await expect(none).rejects.toMatchObject({ code: 'export.no-browser' });
  });
});

describe('a browser that fails', () => {
  const page = { kind: 'pdf', paper: 'a4' } as const;
  const script = async (name: string, lines: string): Promise<string> => {
    const path = join(root, name);
    await writeFile(path, `#!/bin/sh\n${lines}\n`);
    await chmod(path, 0o755);
    return path;
  };

  it.skipIf(process.platform === 'win32')(
    'is told from one that is stuck, and from one that wrote nothing',
    async () => {
      const stuck = headlessBrowser({ executable: await script('stuck', 'sleep 60'), limitMs: 300 });
      await expect(laidOut('', page, { browser: stuck })).rejects.toMatchObject({ code: 'export.failed' });
      const ends = headlessBrowser({ executable: await script('ends', 'exit 3') });
      await expect(laidOut('', page, { browser: ends })).rejects.toThrow('code 3');
      const idle = headlessBrowser({ executable: await script('idle', 'exit 0') });
      await expect(laidOut('', page, { browser: idle })).rejects.toThrow('without writing');
      const gone = headlessBrowser({ executable: join(root, 'gone') });
      await expect(laidOut('', page, { browser: gone })).rejects.toThrow('cannot be started');
    },
  );

  it.skipIf(process.platform === 'win32')('is killed when the export is cancelled', async () => {
    const browser = headlessBrowser({ executable: await script('slow', 'sleep 60') });
    const controller = new AbortController();
    const started = performance.now();
    const asked = laidOut('', page, { browser, signal: controller.signal });
    setTimeout(() => controller.abort(), 100);
    await expect(asked).rejects.toMatchObject({ code: 'job.cancelled' });
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe.skipIf(SKIPPED !== null)(`a printed report${SKIPPED === null ? '' : ` (${SKIPPED})`}`, () => {
  const print = async (name: string, html: string, paper: 'a4' | 'letter'): Promise<string> => {
    const path = join(root, `${name}.pdf`);
    await writeFile(path, await laidOut(html, { kind: 'pdf', paper }, { browser: headlessBrowser() }));
    return path;
  };
  const info = (path: string): string => execFileSync('pdfinfo', [path], { encoding: 'utf8' });
  const textOf = (path: string): string => execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });

  it('of a case has its paper, its title, its fonts within, its words, and no path of this computer', async () => {
    const outPath = join(root, 'whole.pdf');
    await exportCase({
      format: 'pdf',
      caseDir,
      outPath,
      options: { ...DEFAULTS, language: 'de', paper: 'letter' },
      browser: headlessBrowser(),
    });
    expect(info(outPath)).toMatch(/Title:\s+Zahnbericht · Doe, Jane/);
    expect(info(outPath)).toMatch(/Page size:\s+612 x 792 pts \(letter\)/);
    expect(info(outPath)).toMatch(/Tagged:\s+yes/);
    const text = textOf(outPath);
    for (const known of ['Zahnbericht', 'Nur für Forschung, nicht zur Diagnose', 'erster Molar', 'Seite 1 von'])
      expect(text).toContain(known);
    const fonts = execFileSync('pdffonts', [outPath], { encoding: 'utf8' }).trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) expect(font).toMatch(/\s+yes\s+(?:yes|no)\s+(?:yes|no)\s+\d+\s+\d+$/);
    expect((await readFile(outPath)).includes(root)).toBe(false);
    expect((await readFile(outPath)).includes(tmpdir())).toBe(false);
  });

  it.each(LANGUAGES)('reads in %s', async (language) => {
    const look = { language, notation: 'fdi', paper: 'a4' } as const;
    const path = await print(language, reportHtml(reportOf(ADULT), look), 'a4');
    expect(info(path)).toMatch(/\(A4\)/);
    // Letters may be set apart.
    expect(textOf(path).replaceAll(/\s/g, '')).toContain(REPORT_WORDS[language].title.replaceAll(/\s/g, ''));
  });

  it('of 60 findings has the table’s head on every page', async () => {
    const findings = Array.from({ length: 60 }, (_, n) => finding(n));
    const look = { language: 'en', notation: 'fdi', paper: 'a4' } as const;
    const path = await print('sixty', reportHtml(reportOf(ADULT, { findings }), look), 'a4');
    const pages = textOf(path).split('\f').slice(0, -1);
    expect(pages.length).toBeGreaterThanOrEqual(3);
    const withFindings = pages.filter((page) => page.includes('it could be'));
    expect(withFindings.length).toBeGreaterThanOrEqual(2);
    for (const page of withFindings) expect(page).toMatch(/Weight\s+Finding\s+Review/);
    expect(textOf(path).match(/it could be/g)).toHaveLength(60);
    pages.forEach((page, n) => expect(page).toContain(`Page ${n + 1} of ${pages.length}`));
  });

  const printedName = async (added: string): Promise<string> => {
    const patient = { name: `${LONG_NAME}^${added}`, id: '1'.repeat(64), birthDate: '', studyDate: '' };
    const look = { language: 'en', notation: 'palmer', paper: 'a4' } as const;
    const path = await print('names', reportHtml(reportOf(ADULT, { patient }), look), 'a4');
    // in the order of the page's own text: a name may go over lines, and the next column must not come between
    return execFileSync('pdftotext', ['-raw', path, '-'], { encoding: 'utf8' }).replaceAll(/\s/g, '');
  };

  it('keeps the longest names and those in other letters', async () => {
    const text = await printedName('Пётр');
    for (const known of ['Пётр', '1'.repeat(20)]) expect(text).toContain(known);
  });

  it.skipIf(noChineseFont !== null)(`keeps Chinese names${noChineseFont ?? ''}`, async () => {
    expect(await printedName('王小明')).toContain('王小明');
  });

  it('is made for the window by the engine, with the practice of the settings', async () => {
    const dataDir = join(root, 'data');
    const caseId = CASE_FILE.id;
    await cp(caseDir, join(dataDir, 'cases', caseId), { recursive: true });
    const services = createServices({
      dataDir,
      resourcesDir: root,
      engineSpawner: forkedEngine({ modelsDir: root, dataDir, version: '9.9.9' }),
      host: 'browser',
      version: '9.9.9',
      browser: headlessBrowser(),
    });
    try {
      const settings = await services.calls['settings.get']({});
      await services.calls['settings.save']({
        ...settings,
        practiceName: 'Praxis am Markt',
        practiceContact: '+49 361 1',
      });
      const options = { ...DEFAULTS, language: 'de' } as const;
      const made = await services.calls['exports.make']({ caseId, format: 'pdf', options });
      expect(made).toMatchObject({ teeth: STORED_TEETH.length, fileName: expect.stringMatching(/\.pdf$/) });
      const { path, mediaType } = await services.openExport(made.exportId);
      expect(mediaType).toBe('application/pdf');
      const text = textOf(path);
      for (const known of ['Praxis am Markt', '+49 361 1', 'Doe, Jane']) expect(text).toContain(known);
    } finally {
      await services.dispose();
    }
  });

  it('shows its chart as a picture that holds all of it', async () => {
    const html = '<!doctype html><body style="margin:0;background:#08f"></body>';
    const png = await laidOut(html, { kind: 'png', widthPx: 900, heightPx: 420 }, { browser: headlessBrowser() });
    const blue = PNG.sync.read(Buffer.from(png));
    const last = 4 * (900 * 419 + 450);
    expect([blue.width, blue.height, ...blue.data.subarray(last, last + 3)]).toEqual([900, 420, 0, 136, 255]);
    const { width, height, data } = await chartPicture(await jobOf(caseDir));
    const ink = (y: number): boolean =>
      data.subarray(4 * width * y, 4 * width * (y + 1)).some((value, n) => n % 4 === 0 && value < 160);
    const inked = Array.from({ length: height }, (_, y) => ink(y));
    // White above and below what is drawn.
    expect([inked.indexOf(true) > 20, height - inked.lastIndexOf(true) > 12]).toEqual([true, true]);
    expect(inked.filter(Boolean).length).toBeGreaterThan(400);
  });
});

/** What a writer of another format is given. */
async function jobOf(dir: string): Promise<ExportJob> {
  const result = readReviewedCase(dir);
  return {
    format: 'pdf',
    caseDir: dir,
    outPath: '',
    options: DEFAULTS,
    practice: NO_PRACTICE,
    volumeAtHand: () => null,
    browser: headlessBrowser(),
    nameless: null,
    shown: (shown) => shown,
    caseName: '',
    result: () => result,
  };
}

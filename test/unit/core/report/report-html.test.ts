import { describe, expect, it } from 'vitest';
import { PERMANENT_FDI } from '#core/fdi';
import { LANGUAGES } from '#core/language';
import { NOTATIONS, toothSign } from '#core/notation';
import type { ReportContent, ReportLook } from '#core/report/report-content';
import { reportHtml } from '#core/report/report-html';
import { CHART_WORDS } from '#core/words/chart-words';
import { ADULT, finding, MOST_TEETH, reportOf, reportTooth } from '../../../fixtures/report.ts';

const ENGLISH: ReportLook = { language: 'en', notation: 'fdi', paper: 'a4' };
const html = (content: ReportContent, look: Partial<ReportLook> = {}): string =>
  reportHtml(content, { ...ENGLISH, ...look });

/** What a reader sees, without tags. */
function seen(text: string): string {
  return text
    .replaceAll(/<style>[\s\S]*?<\/style>|<title>[^<]*<\/title>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');
}

/** First cells of the table of teeth. */
function numbersIn(text: string): readonly string[] {
  return [...text.matchAll(/<td class="no">([^<]*)<\/td>/g)].map(([, number]) => number);
}

describe('the table of teeth', () => {
  it('holds every tooth once, those without a number of their own at the end', () => {
    expect(numbersIn(html(reportOf(ADULT)))).toEqual(PERMANENT_FDI.map(String));
    const all = numbersIn(html(reportOf(MOST_TEETH)));
    expect(all).toHaveLength(56);
    expect(all.slice(-4)).toEqual(['near 12', 'near 22', 'near 38', 'near 48']);
  });

  it('holds both teeth of a number that is given twice', () => {
    const teeth = [reportTooth(11, { marks: ['double'] }), reportTooth(11, { marks: ['double'] }), reportTooth(12)];
    const text = html(reportOf(teeth));
    expect(numbersIn(text)).toEqual(['11', '11', '12']);
    expect(seen(text)).toContain('number given twice');
    expect(seen(text)).toContain('×2');
  });

  it('goes round the mouth in Universal numbers', () => {
    expect(numbersIn(html(reportOf(ADULT), { notation: 'universal' }))).toEqual(
      Array.from({ length: 32 }, (_, n) => String(n + 1)),
    );
  });

  it('writes numbers as the language does, and a dash where nothing was measured', () => {
    expect(seen(html(reportOf([reportTooth(16)])))).toContain('21.3 9.1 12.2 8.5 7.0 1512 – likely, 0.83');
    expect(seen(html(reportOf([reportTooth(16)]), { language: 'de' }))).toContain(
      '21,3 9,1 12,2 8,5 7,0 1512 – wahrscheinlich, 0,83',
    );
  });

  it('says so when there are no teeth', () => {
    const text = seen(html(reportOf([], { picture: null })));
    expect(text).toContain('No teeth were found.');
    expect(text).toContain('Without a picture');
  });
});

describe('the chart', () => {
  it.each(NOTATIONS)('has a place for each of the 32 in %s', (notation) => {
    const text = html(reportOf([reportTooth(16)]), { notation });
    const numbers = [...text.matchAll(/<text class="number"[^>]*>([^<]*)</g)].map(([, number]) => number);
    expect(new Set(numbers)).toEqual(new Set(PERMANENT_FDI.map((fdi) => toothSign(fdi, notation))));
    expect(numbers).toHaveLength(32);
  });

  it('gives milk teeth rows of their own', () => {
    const numbers = [...html(reportOf(MOST_TEETH)).matchAll(/<text class="number"[^>]*>([^<]*)</g)];
    expect(numbers).toHaveLength(52);
  });

  it.each(LANGUAGES)('tells every state and reason in words and signs in %s', (language) => {
    const states = ['impacted', 'implant', 'pontic', 'remnant'] as const;
    const reasons = ['extracted', 'never-formed', 'unerupted', 'outside-scan', 'unknown'] as const;
    const teeth = states.map((state, n) => reportTooth(11 + n, { state }));
    const missing = new Map(reasons.map((reason, n) => [41 + n, reason]));
    const text = html(reportOf(teeth, { missing }), { language });
    const words = CHART_WORDS[language];
    for (const state of states) expect(seen(text)).toContain(words.states[state]);
    for (const state of states) expect(text).toContain(`class="place ${state}"`);
    for (const reason of reasons) expect(seen(text)).toContain(words.reasons[reason]);
    const letters = [...text.matchAll(/<text class="letter" x[^>]*>([^<]*)</g)].map(([, letter]) => letter);
    expect(letters.toSorted()).toEqual(reasons.map((reason) => words.reasonLetters[reason]).toSorted());
  });

  it('explains no sign that does not occur', () => {
    expect(seen(html(reportOf(ADULT)))).not.toContain('implant');
    expect(seen(html(reportOf(ADULT)))).not.toContain('doubtful number');
  });

  it('puts the patient’s right on the left, and in a mirrored picture on the right', () => {
    const sides = (text: string): string[] => [...text.matchAll(/fill="#fff">([RL])</g)].map(([, side]) => side);
    const content = reportOf(ADULT);
    expect(sides(html(content))).toEqual(['R', 'L']);
    const { picture } = content;
    if (picture === null) throw new Error('it has a picture');
    expect(sides(html({ ...content, picture: { ...picture, mirrored: true } }))).toEqual(['L', 'R']);
  });
});

describe('what a person may not break', () => {
  const evil = '<script>alert(1)</script>"\'&<img src=x onerror=alert(1)>';
  const everywhere = reportOf(ADULT, {
    patient: { name: evil, id: evil, birthDate: evil, studyDate: evil },
    practice: { name: evil, lines: [evil, '</style><script>'] },
    measurements: [{ name: evil, value: evil }],
    canals: [{ name: evil, side: 'left', lengthMm: 20, diameterMm: 2, near: [] }],
    warnings: [{ code: evil, message: evil }],
    findings: [{ kind: 'noticed', fdi: 11, severity: 'note', finding: { code: evil, message: evil } }],
    run: {
      quadrantVersion: evil,
      createdAt: evil,
      provider: evil,
      seconds: 1,
      importedFrom: evil,
      models: [{ id: evil, version: evil }],
    },
    review: { reviewedBy: [evil], lastChangeAt: evil, signed: { by: evil, at: evil }, undecided: 0 },
    caseId: evil,
    printedAt: evil,
  });

  it('stays text: no tag, no attribute and no rule of style comes of it', () => {
    const text = html(everywhere);
    expect(text).not.toMatch(/<script|<img/i);
    expect(text.match(/<\/style>/g)).toHaveLength(1);
    expect(text).not.toMatch(/<[^>]*onerror=[^>]*>/);
    expect(seen(text)).toContain('&lt;script&gt;');
  });

  it('is under a policy that knows no script and no network', () => {
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(html(everywhere))?.[1];
    expect(policy?.replaceAll('&#39;', "'")).toBe("default-src 'none'; img-src data:; style-src 'unsafe-inline'");
    expect(html(reportOf(ADULT)).match(/(?:src|href)="(?!data:image)/g)).toBeNull();
  });

  it('keeps control characters and turned writing out', () => {
    const text = html(reportOf([], { patient: { name: 'A\u202eB\u0000C', id: '', birthDate: '', studyDate: '' } }));
    expect([text.includes('\u202e'), text.includes('\u0000')]).toEqual([false, false]);
  });
});

describe('a report', () => {
  it.each(LANGUAGES)('says everything in %s, and nothing that is undefined', (language) => {
    const content = reportOf(MOST_TEETH, {
      findings: [finding(0), finding(1, true)],
      measurements: [{ name: 'Distance 1', value: '9.1 mm' }],
      canals: [{ name: null, side: 'right', lengthMm: 41.23, diameterMm: 2.5, near: [{ fdi: 46, distanceMm: 1.44 }] }],
      review: { reviewedBy: ['Dr. Doe'], lastChangeAt: '2026-11-22T10:00:00Z', signed: null, undecided: 3 },
    });
    const text = seen(html(content, { language }));
    expect(text).not.toMatch(/undefined|NaN|\[object|null/);
    expect(text).toContain(language === 'en' || language === 'zh' ? '41.2 mm' : '41,2 mm');
    for (const known of [
      'Doe, Jane',
      'P-17',
      'Dental practice',
      'Market square 4',
      'Dr. Doe',
      'WebGPU',
      content.caseId,
    ])
      expect(text).toContain(known);
  });

  it('says who signed when, before anything else', () => {
    const signed = { by: 'Dr. Roe', at: '2026-11-23T10:00:00Z' };
    const review = { reviewedBy: ['Dr. Doe'], lastChangeAt: '2026-11-22T10:00:00Z', signed, undecided: 2 };
    const text = seen(html(reportOf(ADULT, { review })));
    expect(text).toMatch(/Signed off by Dr\. Roe on 23 Nov 2026/);
    expect(text).toMatch(/Reviewed by Dr\. Doe, last on 22 Nov 2026/);
    expect(text).toContain('2 teeth not decided yet');
    expect(text.indexOf('Signed off')).toBeLessThan(text.indexOf('Tooth chart'));
    expect(seen(html(reportOf(ADULT)))).toContain('Nobody has reviewed it.');
  });

  it('names nobody when nobody shall be named', () => {
    const text = html(
      reportOf(ADULT, {
        patient: null,
        practice: { name: '', lines: [] },
        review: {
          reviewedBy: [],
          lastChangeAt: '2026-11-22T10:00:00Z',
          signed: { by: null, at: '2026-11-23' },
          undecided: 0,
        },
      }),
    );
    expect(text).not.toMatch(/Doe|P-17|1980|21 Nov/);
    expect(seen(text)).toContain('left out');
    expect(seen(text)).toContain('Signed off');
  });

  it('tells findings that a person let stand from open ones', () => {
    const text = seen(html(reportOf(ADULT, { findings: [finding(0), finding(1, true)] })));
    expect(text).toContain('it could be 12. open');
    expect(text).toContain('it could be 13. let stand');
  });

  it('of a radiograph says what its lengths are', () => {
    const opg = { modality: 'opg', scan: { dims: [1991, 1127], spacingMm: null } } as const;
    const columns = [{ name: 'lengthMm', unit: 'px', decimals: 0 }] as const;
    const teeth = [reportTooth(16, { values: [263] })];
    expect(seen(html(reportOf(teeth, { ...opg, columns })))).toContain('lengths are in pixels');
    const scaled = [{ name: 'lengthMm', unit: 'mm', decimals: 1 }] as const;
    expect(seen(html(reportOf(teeth, { ...opg, columns: scaled })))).toContain('the projection magnifies them');
  });

  it('says which program found the teeth when it was another one', () => {
    const content = reportOf(ADULT);
    const text = seen(html({ ...content, run: { ...content.run, models: [], importedFrom: 'Slicer 5.8' } }));
    expect(text).toContain('Teeth from Slicer 5.8');
    expect(text).not.toContain('Ran on');
  });

  it('is on the paper that was asked for', () => {
    expect(html(reportOf(ADULT), { paper: 'letter' })).toMatch(/size: letter;/);
    expect(html(reportOf(ADULT), { paper: 'a4' })).toMatch(/size: A4;/);
  });
});

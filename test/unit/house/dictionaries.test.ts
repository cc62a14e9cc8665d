/** Every dictionary of the interface has all its words in all languages. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { ERROR_CODES } from '#contract/errors';
import { LANGUAGES, type Language } from '#contract/settings';
import { ERROR_DICTIONARIES, errorWords } from '../../../renderer/words/error-words.ts';
import { readerWarning, READER_WARNINGS } from '#core/words/reader-warnings';

const PROJECT = join(import.meta.dirname, '../../..');

/** Written the same in English and in the language, and rightly so. */
const SAME: Readonly<Record<Exclude<Language, 'en'>, RegExp>> = {
  de: /^(Patient|Mesiodistal|Mesial|Distal|Voxel|FDI|Universal|Palmer|Panorama|Axial|Sagittal|Zoom|Minimum|Maximum|Name|Plan|Profil|Text|Export|System|Tilt|Volumen|MIP|MinIP|3D|Knochen|Modus|.{0,3})$/u,
  fr: /^(Patient|Dense|Conf\.|Distal|contact|Score|pixels|FDI|Palmer|Volume|Distance|Angle|Zone|Zoom|Minimum|Maximum|Plan|Coronal|Axial|Sagittal|Canal|Direction|Note|Notes|Image|MIP|MinIP|3D|Vestibulaire|Pixel|Voxel|Inclination|.{0,3})$/u,
  zh: /^(FDI|Palmer|MIP|MinIP|3D|DICOM|Voxel|.{0,3})$/u,
};

interface Leaf {
  readonly path: string;
  readonly value: unknown;
}

/** All strings and functions of a dictionary with where they stand. */
function leavesOf(value: unknown, path = ''): readonly Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([key, child]) => leavesOf(child, path === '' ? key : `${path}.${key}`));
}

type Dictionary = Readonly<Record<Language, unknown>>;

function isDictionary(value: unknown): value is Dictionary {
  if (typeof value !== 'object' || value === null) return false;
  const keys = Object.keys(value);
  return keys.length === LANGUAGES.length && LANGUAGES.every((language) => keys.includes(language));
}

/** "file export" of each dictionary of the renderer, also those inside of lists such as shortcuts. */
async function dictionaries(): Promise<readonly (readonly [string, Dictionary])[]> {
  const files = globSync('{renderer,main/core}/**/{text,*-text,*-words,*-names,shortcuts,*-shortcuts}.ts', {
    cwd: PROJECT,
  });
  const found = files.map(async (file) => {
    const exported: Readonly<Record<string, unknown>> = await import(pathToFileURL(join(PROJECT, file)).href);
    return Object.entries(exported).flatMap(([name, value]) => dictionariesIn(value, `${file} ${name}`));
  });
  return (await Promise.all(found)).flat();
}

function dictionariesIn(value: unknown, where: string): readonly (readonly [string, Dictionary])[] {
  if (isDictionary(value)) return [[where, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => dictionariesIn(child, `${where}.${key}`));
}

/** What a function of a dictionary says; null when it wants other arguments than numbers that read like words. */
function said(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value !== 'function') return null;
  const answer: unknown = value('7', '8', '9');
  return typeof answer === 'string' ? answer : null;
}

describe('dictionaries', () => {
  let all: readonly (readonly [string, Dictionary])[] = [];
  beforeAll(async () => {
    all = await dictionaries();
  });

  it('are found', () => {
    expect(all.length).toBeGreaterThan(40);
    expect(all.some(([where]) => where.startsWith('renderer/features/open/text.ts'))).toBe(true);
  });

  it('have the same words in each language', () => {
    for (const [where, dictionary] of all) {
      const paths = leavesOf(dictionary.en).map(({ path }) => path);
      for (const language of LANGUAGES)
        expect(
          leavesOf(dictionary[language])
            .map(({ path }) => path)
            .toSorted(),
          `${where} ${language}`,
        ).toEqual(paths.toSorted());
    }
  });

  it('leave nothing empty', () => {
    const empty = all.flatMap(([where, dictionary]) =>
      leavesOf(dictionary)
        .filter(({ value }) => said(value)?.trim() === '')
        .map(({ path }) => `${where} ${path}`),
    );
    expect(empty).toEqual([]);
  });

  it.each(['de', 'fr', 'zh'] as const)('are not in English where they should be in %s', (language) => {
    const english = all.flatMap(([where, dictionary]) => {
      const own = new Map(leavesOf(dictionary[language]).map(({ path, value }) => [path, value]));
      return leavesOf(dictionary.en)
        .filter(({ path, value }) => typeof value === 'string' && own.get(path) === value)
        .filter(({ value }) => typeof value === 'string' && !SAME[language].test(value))
        .map(({ path, value }) => `${where} ${path}: ${String(value)}`);
    });
    expect(english).toEqual([]);
  });
});

describe('errors', () => {
  it.each(['de', 'fr', 'zh'] as const)('say what happened and what to do in %s, with and without facts', (language) => {
    const facts = { path: '/scans/IM 1.dcm', voxels: 2e9, limit: 1e9, name: 'MPEG2' };
    for (const code of ERROR_CODES) {
      for (const known of [facts, {}]) {
        const { what, next } = ERROR_DICTIONARIES[language][code](known);
        expect(what.trim(), code).not.toBe('');
        expect(next.trim(), code).not.toBe('');
        expect(`${what} ${next}`, code).not.toMatch(/undefined|NaN|  /);
        // The folder may hold a patient's name.
        if (!code.startsWith('disk.')) expect(what, code).not.toContain('/scans');
      }
    }
  });

  it('stay as they were thrown in English', () => {
    const error = { code: 'internal', message: 'What happened.', remedy: 'What to do.', facts: {} } as const;
    expect(errorWords(error, 'en')).toEqual({ what: 'What happened.', next: 'What to do.' });
  });

  it('use what is known', () => {
    const facts = { path: 'C:\\scans\\IM 1.dcm', reason: 'cut off' };
    const error = { code: 'scan.corrupt-file', message: '', remedy: '', facts } as const;
    expect(errorWords(error, 'de').what).toBe('Die Datei IM 1.dcm ist beschädigt oder unvollständig.');
  });
});

describe('warnings of the readers', () => {
  /** Codes that the readers give, found in their sources. */
  const codes = new Set(
    globSync('main/{io,services}/**/*.ts', { cwd: PROJECT })
      .flatMap(
        (file) =>
          readFileSync(join(PROJECT, file), 'utf8').match(/(?:code: |warn\(\s*)'(?:scan|review|surface)\.[a-z-]+'/g) ??
          [],
      )
      .map((found) => /'(.*)'/.exec(found)?.[1] ?? ''),
  );

  it.each(['de', 'fr', 'zh'] as const)('have words in %s, all of them', (language) => {
    expect(codes.size).toBeGreaterThan(10);
    expect([...codes].toSorted()).toEqual(Object.keys(READER_WARNINGS[language]).toSorted());
  });

  it('take their numbers over', () => {
    const warning = {
      code: 'scan.missing-slices',
      message: '3 of 120 slices are missing and were interpolated.',
    };
    expect(readerWarning(warning, 'de')).toBe('3 von 120 Schichten fehlen und wurden interpoliert.');
    expect(readerWarning(warning, 'en')).toBe(warning.message);
  });
});

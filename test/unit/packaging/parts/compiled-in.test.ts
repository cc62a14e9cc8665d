/** Compiled code tells by its texts which libraries are in it: each must be among those whose licence is passed on. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { COMPILED_IN } from '../../../../packaging/parts/compiled-in.ts';

const ROOT = join(import.meta.dirname, '../../../..');

/** What stands in a library's code and in no other's. */
const MARKS: Readonly<Record<string, RegExp>> = {
  CharLS: /charls/,
  OpenJPEG: /opj_|OpenJPEG/,
  OpenJPH: /ojph/,
  libjpeg: /JFIF|JPEG library/,
  libjxl: /JXL_|JxlDecoder/,
  skcms: /skcms_/,
};

const PACKAGES = Object.keys(COMPILED_IN).filter((name) => name !== 'onnxruntime-node');

/** Texts in all WebAssembly of a package. */
function compiled(name: string): string {
  const folder = join(ROOT, 'node_modules', name);
  const modules = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.wasm') && !path.includes('node_modules'),
  );
  return modules.map((path) => readFileSync(join(folder, path), 'latin1')).join('\n');
}

it.each(PACKAGES)('%s: every library in it is passed on with its licence', (name) => {
  const code = compiled(name);
  const found = Object.keys(MARKS).filter((library) => MARKS[library].test(code));
  const told = COMPILED_IN[name].map(({ library }) => library);
  expect(found.filter((library) => !told.some((each) => each.startsWith(library)))).toEqual([]);
  expect(told.length).toBeGreaterThan(0);
});

it('the standard text of each licence is here', () => {
  const licences = new Set(Object.values(COMPILED_IN).flatMap((all) => all.map(({ licence }) => licence)));
  const texts = readdirSync(join(ROOT, 'packaging/licence-texts'));
  expect([...licences].filter((licence) => !texts.includes(`${licence}.txt`))).toEqual([]);
});

/** Everything that the licences of the parts ask to be passed on, in one text. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMPILED_IN } from './compiled-in.ts';
import { installedPackages } from './installed-packages.ts';
import { isAllowedLicence } from './licence-rule.ts';
import type { Part } from './packaged-components.ts';

/** The name of a file that holds terms: "LICENSE", "licence.md", "COPYING", "ThirdPartyNotices.txt" … */
const TERMS = /^(?:licen[cs]e|copying|copyright|notice|third-?party)/i;

const RULE = '='.repeat(100);

const HEADING = `Quadrant is under the Apache License 2.0 (LICENSE). It contains the parts below, each under its own licence.
Chromium, Node.js and what they are made of come with Electron: LICENSES.chromium.html beside the program.
Models and demo data: their cards (models/*.json) and README files name their sources and licences.
`;

/**
 * A heading and the texts of each part. Where a package brings none, the standard text of the licence it names stands
 * there and says so. @throws Error for a licence that does not go together with ours
 */
export function thirdPartyLicences(parts: readonly Part[], projectDir: string): string {
  const folders = installedPackages(projectDir);
  const standard = (licence: string): string => standardText(projectDir, licence);
  const sections = parts.map(({ component, licence, place }) => {
    const { 'bom-ref': ref, name, author = `the authors of ${name}` } = component;
    if (!isAllowedLicence(licence)) throw new Error(`${ref} has the licence ${licence}: it cannot be packaged`);
    const folder = folders.get(ref);
    if (folder === undefined) throw new Error(`${ref} is not installed`);
    const own = ownTexts(folder);
    const terms = own.length > 0 ? own : [`Copyright (c) ${author}\n${NO_TEXT}\n\n${standard(licence)}`];
    const inside = (COMPILED_IN[name] ?? []).map(({ library, licence: its, holders, note }) =>
      [
        `Compiled into it: ${library} (${its})`,
        ...(note === undefined ? [] : [note]),
        ...holders.map((holder) => `Copyright (c) ${holder}`),
        `\n${standard(its)}`,
      ].join('\n'),
    );
    return `${RULE}\n${ref}\nLicence: ${licence}. In: ${place}.\n${RULE}\n\n${[...terms, ...inside].join('\n\n')}\n`;
  });
  return `${HEADING}\n${sections.join('\n')}`;
}

const NO_TEXT = '(The package brings no text of its own; this is the standard one of the licence it names.)';

function ownTexts(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => TERMS.test(name) && !/\.(js|ts|json)$/.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());
}

function standardText(projectDir: string, licence: string): string {
  const file = licence === 'Apache-2.0' ? 'LICENSE' : `packaging/licence-texts/${licence}.txt`;
  return readFileSync(join(projectDir, file), 'utf8').trim();
}

/** Files of many makers and every transfer syntax: looked at by another parser, and by dciodvfy where it is installed. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import dicomParser, { type DataSet } from 'dicom-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deidentifyObject } from '../../../../main/io/deidentify/deidentify-object.ts';
import { Pseudonyms } from '../../../../main/io/deidentify/pseudonyms.ts';
import { sharedData } from '../shared-data.ts';

const shared = sharedData('dicom');
const hasDciodvfy = spawnSync('dciodvfy', ['-version']).error === undefined;
const judged = hasDciodvfy ? '' : ' (skipped: dciodvfy of dicom3tools not installed)';

interface Pair {
  readonly name: string;
  readonly original: Buffer;
  readonly result: Buffer;
}

const pairs: Pair[] = [];
const outcomes = new Map<string, number>();
beforeAll(() => {
  if (shared.absent) return;
  const pseudonyms = new Pseudonyms('5a'.repeat(32));
  for (const entry of readdirSync(shared.path, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const original = readFileSync(join(entry.parentPath, entry.name));
    const done = deidentifyObject(Buffer.from(original), { pseudonyms, retain: new Set(), includeBurnedIn: true });
    outcomes.set(done.kind, (outcomes.get(done.kind) ?? 0) + 1);
    if (done.kind === 'done') pairs.push({ name: entry.name, original, result: Buffer.concat(done.pieces) });
  }
});

/** null for what this parser does not read. */
function parsed(file: Buffer): DataSet | null {
  if (file.toString('latin1', 128, 132) !== 'DICM' || file.includes('1.2.840.10008.1.2.1.99')) return null;
  try {
    return dicomParser.parseDicom(file);
  } catch {
    return null;
  }
}

const MAX_JUDGED_BYTES = 300_000;

function kindOf({ result }: Pair): string {
  const set = parsed(result);
  return `${set?.string('x00080016')} ${set?.string('x00020010')}`;
}

const PEOPLE = ['x00100010', 'x00080090', 'x00081070', 'x00081050', 'x00081048', 'x00101000', 'x00100020', 'x00080080'];

/** Long enough not to be there by chance. */
function namesOf(set: DataSet): string[] {
  const values = PEOPLE.flatMap((tag) => (set.string(tag) ?? '').split(/[\\^=]/));
  return values.map((value) => value.trim()).filter((value) => value.length >= 6 && !/^[\d.]+$/.test(value));
}

describe('Files of ../shared/data/dicom', () => {
  it.skipIf(shared.absent)(shared.title('are written, or refused with a reason, never copied'), () => {
    expect(outcomes.get('done')).toBeGreaterThan(300);
    expect(outcomes.get('refused')).toBeLessThan(25);
    for (const { original, result } of pairs) expect(result.equals(original)).toBe(false);
  });

  it.skipIf(shared.absent)(
    shared.title('keep pixels and transfer syntax and lose names and private attributes'),
    () => {
      const wrong: string[] = [];
      let compared = 0;
      for (const { name, original, result } of pairs) {
        const [before, after] = [parsed(original), parsed(result)];
        if (before === null || after === null) continue;
        compared++;
        if (before.string('x00020010') !== after.string('x00020010')) wrong.push(`${name}: transfer syntax`);
        if (Object.keys(after.elements).some((tag) => parseInt(tag[4], 16) % 2 === 1)) wrong.push(`${name}: private`);
        const [pixels, kept] = [before.elements.x7fe00010, after.elements.x7fe00010];
        if (pixels?.length !== kept?.length) wrong.push(`${name}: ${kept?.length} bytes of pixels`);
        if (pixels !== undefined && pixels.fragments === undefined) {
          const was = original.subarray(pixels.dataOffset, pixels.dataOffset + pixels.length);
          if (!was.equals(result.subarray(kept.dataOffset, kept.dataOffset + kept.length)))
            wrong.push(`${name}: pixels`);
        }
        const header = result
          .subarray(0, kept?.dataOffset ?? result.length)
          .toString('latin1')
          .toLowerCase();
        for (const person of namesOf(before))
          if (header.includes(person.toLowerCase())) wrong.push(`${name}: a name is left`);
      }
      expect(wrong).toEqual([]);
      expect(compared).toBeGreaterThan(250);
    },
  );

  describe('by dciodvfy', () => {
    let folder = '';
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'quadrant-dciodvfy-'));
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    /** Errors without the values in them. */
    function errorsOf(file: Buffer): Set<string> {
      const path = join(folder, 'object.dcm');
      writeFileSync(path, file);
      const { stderr } = spawnSync('dciodvfy', [path], { encoding: 'utf8' });
      const lines = stderr.split('\n').filter((line) => line.startsWith('Error'));
      return new Set(lines.map((line) => line.replace(/<[\d.]*>|UID [\d.]+$/g, '')));
    }

    it.skipIf(shared.absent || !hasDciodvfy)(
      shared.title(`have no error that the originals had not${judged}`),
      () => {
        // One small one of each kind: the rest would take a minute to say the same.
        const small = pairs.filter(({ original }) => original.length < MAX_JUDGED_BYTES);
        const kinds = new Map(small.map((pair) => [kindOf(pair), pair]));
        expect(kinds.size).toBeGreaterThan(40);
        const wrong: string[] = [];
        for (const { name, original, result } of kinds.values()) {
          const known = errorsOf(original);
          for (const error of errorsOf(result)) if (!known.has(error)) wrong.push(`${name}: ${error}`);
        }
        expect(wrong).toEqual([]);
      },
      120_000,
    );
  });
});

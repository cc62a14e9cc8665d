/** An intraoral case as surfaces, read back by readers of their own and judged by Debian's admesh. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXPORT_FORMAT_IDS, EXPORT_FORMATS, exportOptionsSchema } from '#contract/exports';
import { toothColour } from '#core/fdi';
import { readSurface } from '../../../../main/io/surface/read-surface.ts';
import { exportCase } from '../../../../main/services/exports/export-case.ts';
import { storeBlocksCase, type BlocksCase } from '../../../fixtures/blocks-case.ts';
import { PersonAtWork } from '../../../fixtures/reviewed-case.ts';
import { twoBlocks } from '../../core/surface/two-blocks.ts';
import { readStl } from './mesh-files.ts';

const HAS_ADMESH = spawnSync('admesh', ['--version']).error === undefined;
if (!HAS_ADMESH) console.warn('skipped: no admesh (Debian admesh)');

const PER_TOOTH = exportOptionsSchema.parse({ parts: 'tooth' });

describe('an intraoral case with a renumbered tooth and a painted one', () => {
  let root: string;
  let caseDir: string;
  let blocks: BlocksCase;
  /** What stands on each face after it all. */
  let expected: Uint8Array;
  const out = (name: string): string => join(root, name);

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'quadrant-scan-surfaces-'));
    caseDir = join(root, 'case');
    blocks = await storeBlocksCase(join(root, 'scan.ply'), caseDir);
    const person = new PersonAtWork(caseDir, blocks.labels.data);
    await person.act({ kind: 'identify', tool: 'number', teeth: [{ label: 31, fdi: 32, type: 'tooth' }] });
    await person.split(41, { label: 101, fdi: 42, type: 'tooth' });
    expected = person.labels.map((label) => ({ 31: 32, 101: 42 })[label] ?? label);
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  it('is one PLY of the whole scan, with a label for each face and the teeth’s colours', async () => {
    await exportCase({ format: 'ply', caseDir, outPath: out('scan-out.ply') });
    const { positions, triangles, faceLabels, colours } = await readSurface(out('scan-out.ply'));
    const original = twoBlocks();
    expect(triangles).toEqual(original.triangles);
    expect(positions).toEqual(original.positions);
    expect(Uint8Array.from(faceLabels ?? [])).toEqual(expected);
    const shown = new Set<string>();
    for (let v = 0; v < positions.length; v += 3) shown.add(String(colours?.subarray(v, v + 3)));
    expect(shown).toEqual(new Set(['222,176,168', ...[32, 41, 42].map((fdi) => toothColour(fdi).join())]));
  });

  it('is a file for each tooth and one for the gums, which together are the scan', async () => {
    const { teeth } = await exportCase({ format: 'ply', caseDir, outPath: out('ply'), options: PER_TOOTH });
    expect(teeth).toBe(3);
    const counts: Record<string, number> = {};
    for (const name of await readdir(out('ply'))) {
      const { faceLabels, positions, triangles } = await readSurface(join(out('ply'), name));
      counts[name] = triangles.length / 3;
      expect(new Set(faceLabels)).toEqual(new Set([name === 'gums.ply' ? 0 : Number.parseInt(name, 10)]));
      expect(positions.length / 3).toBe(new Set(triangles).size);
    }
    const countOf = (fdi: number): number => expected.filter((label) => label === fdi).length;
    expect(counts).toEqual({
      '32.ply': countOf(32),
      '41.ply': countOf(41),
      '42.ply': countOf(42),
      'gums.ply': countOf(0),
    });
  });

  it('is an STL of the same faces in millimetres, and says in which space', async () => {
    await exportCase({ format: 'stl', caseDir, outPath: out('scan-out.stl') });
    const bytes = await readFile(out('scan-out.stl'));
    expect(bytes.subarray(0, 80).toString('latin1')).toContain('in the space of the scan file');
    expect(readStl(bytes).triangles.length).toBe(3 * expected.length);
  });

  it.skipIf(!HAS_ADMESH)(
    HAS_ADMESH ? 'is sound to admesh' : 'is sound to admesh (skipped: admesh is not installed)',
    async () => {
      await exportCase({ format: 'stl', caseDir, outPath: out('stl'), options: PER_TOOTH });
      const told = execFileSync('admesh', ['--no-check', out('stl/32.stl')], { encoding: 'utf8' });
      const of = (line: string): number => Number(new RegExp(`${line}\\s*[:=]\\s*(-?[\\d.]+)`).exec(told)?.[1]);
      expect(of('Number of facets')).toBe(expected.filter((label) => label === 32).length);
      expect(of('Degenerate facets')).toBe(0);
      expect(/Min X\s*=\s*([\d.]+), Max X\s*=\s*([\d.]+)/.exec(told)?.slice(1).map(Number)).toEqual([1.4, 5.8]);
    },
  );

  it('is refused in words by every format that it cannot be, and with fewer triangles', async () => {
    for (const format of EXPORT_FORMAT_IDS.filter((id) => !EXPORT_FORMATS[id].modalities.includes('ios'))) {
      await expect(exportCase({ format, caseDir, outPath: out('never') })).rejects.toMatchObject({
        code: 'usage',
        message: `The case is of an intraoral scan: ${format} is not for surfaces.`,
      });
    }
    const fewer = exportOptionsSchema.parse({ triangles: 500 });
    await expect(exportCase({ format: 'stl', caseDir, outPath: out('never'), options: fewer })).rejects.toMatchObject({
      code: 'usage',
      facts: { triangles: 500 },
    });
  });
});

/** Lists of scans: which scans they name, what their cases are called, and who does which. */
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listedScans, parseScanList, parseShard, scansOfShard } from '../../../../main/services/segment/scan-list.ts';

const BASE = resolve('/data');
const names = (...paths: readonly string[]): readonly string[] => listedScans(paths, BASE).map(({ name }) => name);

describe('a list of scans', () => {
  test('has one a line, without comments, blanks and the marks of Windows', () => {
    expect(parseScanList('\uFEFF# of today\r\np1\r\n\r\n  p 2/scan.nii.gz  \n#p3\n')).toEqual([
      'p1',
      'p 2/scan.nii.gz',
    ]);
  });

  test('names cases by the whole path below the list, whatever else it holds', () => {
    expect(names('p1', 'clinic/p 2/scan.nii.gz', 'clinic/p 2/opg.JPG', './p3/')).toEqual([
      'p1',
      'clinic_p-2_scan',
      'clinic_p-2_opg',
      'p3',
    ]);
    expect(names('/elsewhere/p4.dcm', '../up/p5', 'ü/牙.nii')).toEqual(['elsewhere_p4', 'up_p5', 'ü_牙']);
    expect(names('../.hidden/p1')).toEqual(['hidden_p1']);
  });

  test('holds each scan once', () => {
    expect(names('p1', './p1', '/data/p1', 'p2/../p1')).toEqual(['p1']);
  });

  test('keeps long names apart and short enough for every file system', () => {
    const long = 'a/'.repeat(200);
    const [first, second] = names(`${long}x`, `b/${long}x`);
    expect(first).not.toBe(second);
    expect([first.length, second.length]).toEqual([120, 120]);
  });

  test.each([
    ['two scans with one name', ['p1/a.nii', 'p1_a']],
    ['two formats of one name', ['a.nii', 'a.nii.gz']],
    ['nothing', []],
  ])('is refused with %s', (_what, paths) => {
    expect(() => listedScans(paths, BASE)).toThrow(expect.objectContaining({ code: 'usage' }));
  });
});

describe('shards', () => {
  test('share every list without a rest and without two taking one', () => {
    const scans = listedScans(['a', 'b', 'c', 'd', 'e', 'f', 'g'], BASE);
    const shards = [1, 2, 3].map((index) => scansOfShard(scans, { index, count: 3 }).map(({ name }) => name));
    expect(shards).toEqual([
      ['a', 'd', 'g'],
      ['b', 'e'],
      ['c', 'f'],
    ]);
    expect(scansOfShard(scans, { index: 9, count: 9 })).toEqual([]);
  });

  test.each([
    ['3/16', {}, 3],
    ['auto/16', { SLURM_ARRAY_TASK_ID: '16' }, 16],
    ['auto/16', { JOB_COMPLETION_INDEX: '0' }, 1],
    ['3/16', { SLURM_ARRAY_TASK_ID: '7' }, 3], // only when asked
  ])('%s with %o is number %d', (text, env, index) => {
    expect(parseShard(text, env)).toEqual({ index, count: 16 });
  });

  test.each([
    ['0/4', {}],
    ['5/4', {}],
    ['3', {}],
    ['-1/4', {}],
    ['1/0', {}],
    ['auto/4', {}],
    ['auto/4', { SLURM_ARRAY_TASK_ID: '0' }],
    ['auto/4', { JOB_COMPLETION_INDEX: '4' }],
    ['auto/4', { SLURM_ARRAY_TASK_ID: 'x' }],
  ])('%s with %o is refused', (text, env) => {
    expect(() => parseShard(text, env)).toThrow(expect.objectContaining({ code: 'usage' }));
  });
});

import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HandedOver, sourceOfPath } from '../../../../main/services/scans/handed-over.ts';

const shelf = resolve('/shelf');
const opened = {
  cases: {
    dirOf(caseId: string): string {
      if (!caseId.startsWith('case-')) throw new Error('no name of a case');
      return join(shelf, caseId);
    },
  },
  sources: { register: (path: string) => `id of ${path}` },
};

describe('what the system hands over', () => {
  it('is given out once, and of several paths the last', () => {
    const handedOver = new HandedOver();
    expect(handedOver.take()).toBeNull();
    handedOver.put('/scans/one.dcm');
    handedOver.put('/scans/two.nii.gz');
    expect(handedOver.take()).toBe(resolve('/scans/two.nii.gz'));
    expect(handedOver.take()).toBeNull();
  });

  it('is a case where it is a folder of the shelf, and a scan anywhere else', () => {
    expect(sourceOfPath(join(shelf, 'case-1'), opened)).toEqual({ kind: 'case', caseId: 'case-1' });
    for (const path of [join(shelf, 'notes'), resolve('/copies/case-1'), resolve('/scans/one.dcm')]) {
      expect(sourceOfPath(path, opened)).toEqual({ kind: 'source', sourceId: `id of ${path}` });
    }
  });
});

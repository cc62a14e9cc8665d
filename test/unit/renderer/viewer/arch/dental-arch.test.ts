import { describe, expect, it } from 'vitest';
import type { OpenScan } from '#contract/api';
import { createAnnotationsStore } from '../../../../../renderer/state/drawings/annotations-store.ts';
import { createArchStore } from '../../../../../renderer/state/drawings/arch-store.ts';
import { createSessionStore } from '../../../../../renderer/state/session-store.ts';
import { ArchOfScan } from '../../../../../renderer/viewer/arch/dental-arch.ts';
import { ScanImages } from '../../../../../renderer/viewer/scan-images.ts';
import { CASE_FILE, GEOMETRY, SCAN_INFO, TOOTH } from '../../../../fixtures/contract/samples.ts';

const SCAN: OpenScan = {
  scanId: 'first',
  title: 'Demo',
  info: SCAN_INFO,
  geometry: GEOMETRY,
  voxelType: 'int16',
  greyRange: [0, 1000],
  warnings: [],
};
const CASE = {
  ...CASE_FILE,
  instances: [
    { ...TOOTH, fdi: 16, centroidMm: [-24, 20, 0] as const },
    { ...TOOTH, fdi: 11, centroidMm: [-4, -18, 0] as const },
    { ...TOOTH, fdi: 26, centroidMm: [24, 20, 0] as const },
  ],
};

describe('the arch of the open scan', () => {
  const session = createSessionStore();
  const arch = new ArchOfScan({
    session,
    store: createArchStore(),
    annotations: createAnnotationsStore(),
    images: new ScanImages(),
  });

  it('stays that of a stored case’s teeth when the rest of the scan has come', () => {
    session.setState({ scan: SCAN, caseFile: CASE });
    const fitted = arch.controlMm;
    expect(fitted.length).toBeGreaterThan(3);
    session.setState({ scan: { ...SCAN }, loadedFraction: 1 });
    expect(arch.controlMm).toBe(fitted);
  });

  it('is forgotten with its scan', () => {
    session.setState({ scan: { ...SCAN, scanId: 'second' }, caseFile: null });
    expect(arch.controlMm).toEqual([]);
  });
});

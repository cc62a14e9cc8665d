import { describe, expect, it } from 'vitest';
import type { LaidSurface } from '#contract/annotations';
import { QuadrantError } from '#contract/errors';
import { encodeScanSurface } from '#core/surface/scan-surface-bytes';
import { createAnnotationsStore } from '../../../../../renderer/state/drawings/annotations-store.ts';
import { createLaidSurfaces, type LaidSurfacesOptions } from '../../../../../renderer/state/drawings/laid-surfaces.ts';
import { createSessionStore } from '../../../../../renderer/state/session-store.ts';
import { ExtraSurfaces } from '../../../../../renderer/viewer/scene/extra-surfaces.ts';
import { CASE_FILE } from '../../../../fixtures/contract/samples.ts';

const LAID: LaidSurface = {
  id: 'ab'.repeat(32),
  name: 'upper.stl',
  matrix: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
  mmPerUnit: 1,
  meanMm: 0.08,
  p95Mm: 0.2,
  usedShare: 0.9,
  isUnsure: false,
};
const FILE = new File(['solid'], 'upper.stl');

function setUp(register: () => Promise<LaidSurface> = () => Promise.resolve(LAID)) {
  const drawn = createAnnotationsStore();
  const session = createSessionStore();
  const extraSurfaces = new ExtraSurfaces();
  const surface = { positions: Float64Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0), triangles: Uint32Array.of(0, 1, 2) };
  const bytes = encodeScanSurface({ ...surface, colours: null }, 1);
  const host = {
    native: null,
    upload: () => Promise.resolve('source'),
    readLaidSurface: () => Promise.resolve(bytes.slice().buffer),
    call: register,
  };
  const laid = createLaidSurfaces({
    host: host as unknown as LaidSurfacesOptions['host'],
    session,
    drawn,
    annotations: { change: (change) => drawn.setState(({ now }) => ({ now: change(now) })) },
    extraSurfaces,
  });
  session.setState({ caseFile: CASE_FILE, caseConfirmed: true });
  drawn.setState({ caseId: CASE_FILE.id });
  return { laid, drawn, session, extraSurfaces };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('an intraoral scan on a CBCT', () => {
  it('is kept with the case and shown in 3D', async () => {
    const { laid, drawn, extraSurfaces } = setUp();
    await laid.layFile(FILE);
    await settled();
    expect(drawn.getState().now.surfaces).toEqual([LAID]);
    expect([...extraSurfaces.all.values()]).toMatchObject([{ name: 'upper.stl' }]);
    expect(laid.store.getState().laying).toBeNull();
  });

  it('is hidden and shown without becoming another state of the case', async () => {
    const { laid, drawn, extraSurfaces } = setUp();
    await laid.layFile(FILE);
    await settled();
    laid.toggle(LAID.id);
    expect(extraSurfaces.all.size).toBe(0);
    expect(drawn.getState().now.surfaces).toEqual([LAID]);
    laid.toggle(LAID.id);
    expect(extraSurfaces.all.size).toBe(1);
  });

  it('leaves when it is taken off, and when another case is shown', async () => {
    const { laid, drawn, extraSurfaces } = setUp();
    await laid.layFile(FILE);
    await settled();
    laid.remove(LAID.id);
    expect(extraSurfaces.all.size).toBe(0);
    drawn.setState({ now: { ...drawn.getState().now, surfaces: [LAID] } });
    await settled();
    expect(extraSurfaces.all.size).toBe(1);
    drawn.setState({ now: { ...drawn.getState().now, surfaces: [] }, caseId: 'other' });
    expect(extraSurfaces.all.size).toBe(0);
    expect(laid.store.getState().meshes.size).toBe(0);
  });

  it('tells why it fits nowhere', async () => {
    const refused = new QuadrantError('surface.no-fit', 'It lies nowhere.', 'Look at the jaw.');
    const { laid, drawn } = setUp(() => Promise.reject(refused));
    await laid.layFile(FILE);
    expect(laid.store.getState()).toMatchObject({ laying: null, error: { code: 'surface.no-fit' } });
    expect(drawn.getState().now.surfaces ?? []).toEqual([]);
  });

  it('waits until the case is certainly the scan’s', async () => {
    const { laid, session, drawn } = setUp();
    session.setState({ caseConfirmed: false });
    await laid.layFile(FILE);
    expect(drawn.getState().now.surfaces ?? []).toEqual([]);
  });
});

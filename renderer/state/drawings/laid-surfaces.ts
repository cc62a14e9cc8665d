/** Intraoral scans on the teeth of the CBCT that is open: laying them there, fetching what is kept, hiding, taking off. */
import type { LaidSurface } from '#contract/annotations';
import { asQuadrantError, type ErrorBody } from '#contract/errors';
import { decodeScanSurface } from '#core/surface/scan-surface-bytes';
import { createStore } from 'zustand/vanilla';
import type { HostClient } from '../../host.ts';
import type { ExtraSurfaces } from '../../viewer/scene/extra-surfaces.ts';
import type { AnnotationCommands, AnnotationsStore } from './annotations-store.ts';
import type { SessionStore } from '../session-store.ts';

/** Triangles in world LPS mm. */
export interface LaidMesh {
  readonly positions: Float32Array;
  readonly triangles: Uint32Array;
}

export interface LaidSurfacesState {
  /** The name of the file that is being laid onto the teeth. */
  readonly laying: string | null;
  readonly hidden: ReadonlySet<string>;
  /** By id, as they arrive. */
  readonly meshes: ReadonlyMap<string, LaidMesh>;
  readonly error: ErrorBody | null;
}

const NOTHING: LaidSurfacesState = { laying: null, hidden: new Set(), meshes: new Map(), error: null };

export interface LaidSurfacesOptions {
  readonly host: Pick<HostClient, 'call' | 'native' | 'upload' | 'readLaidSurface'>;
  readonly session: SessionStore;
  readonly drawn: AnnotationsStore;
  readonly annotations: Pick<AnnotationCommands, 'change'>;
  readonly extraSurfaces: ExtraSurfaces;
}

export type LaidSurfaces = ReturnType<typeof createLaidSurfaces>;

/** More would hide one another; the contract takes no more. */
const MOST_SURFACES = 4;
/** Stone: neither a tooth's colour nor a canal's. */
export const LAID_COLOUR = [196, 214, 230] as const;

export function createLaidSurfaces({ host, session, drawn, annotations, extraSurfaces }: LaidSurfacesOptions) {
  const store = createStore<LaidSurfacesState>(() => NOTHING);
  const fetching = new Set<string>();

  drawn.subscribe(({ now, caseId }, before) => {
    if (caseId !== before.caseId) {
      fetching.clear();
      store.setState(NOTHING);
    }
    if (now.surfaces !== before.now.surfaces || caseId !== before.caseId) fetchMissing(now.surfaces ?? [], caseId);
    show();
  });

  function fetchMissing(surfaces: readonly LaidSurface[], caseId: string | null): void {
    if (caseId === null) return;
    for (const { id } of surfaces) {
      if (fetching.has(id)) continue;
      fetching.add(id);
      void fetchOne(caseId, id);
    }
  }

  async function fetchOne(caseId: string, id: string): Promise<void> {
    try {
      const { positionsMm: positions, triangles } = decodeScanSurface(await host.readLaidSurface(caseId, id));
      if (drawn.getState().caseId !== caseId) return;
      store.setState(({ meshes }) => ({ meshes: new Map(meshes).set(id, { positions, triangles }) }));
      show();
    } catch (thrown) {
      fetching.delete(id);
      if (drawn.getState().caseId === caseId) store.setState({ error: asQuadrantError(thrown).toBody() });
    }
  }

  /** The 3D pane shows what is laid, there, and not hidden. */
  function show(): void {
    const { meshes, hidden } = store.getState();
    const surfaces = drawn.getState().now.surfaces ?? [];
    const wanted = new Map(surfaces.map(({ id, name }) => [surfaceId(id), { id, name }]));
    for (const known of extraSurfaces.all.keys()) {
      if (known.startsWith(PREFIX) && !wanted.has(known)) extraSurfaces.set(known, null);
    }
    for (const [key, { id, name }] of wanted) {
      const mesh = meshes.get(id);
      if (mesh === undefined || hidden.has(id)) extraSurfaces.set(key, null);
      else if (extraSurfaces.all.get(key)?.indices !== mesh.triangles) {
        extraSurfaces.set(key, { positions: mesh.positions, indices: mesh.triangles, colour: LAID_COLOUR, name });
      }
    }
  }

  async function lay(name: string, pick: () => Promise<string | null>): Promise<void> {
    const { caseFile, caseConfirmed } = session.getState();
    if (caseFile?.modality !== 'cbct' || !caseConfirmed || store.getState().laying !== null) return;
    store.setState({ laying: name, error: null });
    const isStill = (): boolean => session.getState().caseFile?.id === caseFile.id;
    try {
      const sourceId = await pick();
      if (sourceId === null || !isStill()) return;
      const laid = await host.call('surfaces.register', { caseId: caseFile.id, sourceId });
      if (!isStill()) return;
      annotations.change((now) => ({
        ...now,
        surfaces: [...(now.surfaces ?? []).filter(({ id }) => id !== laid.id), laid].slice(-MOST_SURFACES),
      }));
    } catch (thrown) {
      if (isStill()) store.setState({ error: asQuadrantError(thrown).toBody() });
    } finally {
      store.setState({ laying: null });
    }
  }

  return {
    store,

    /** Electron: asks with the system's dialog. */
    layWithDialog: () => lay('', async () => (await host.native?.pickScan('file')) ?? null),

    /** A file that was picked in a browser. */
    layFile: (file: File) => lay(file.name, () => host.upload([{ relativePath: file.name, file }], () => {})),

    toggle(id: string): void {
      const hidden = new Set(store.getState().hidden);
      if (!hidden.delete(id)) hidden.add(id);
      store.setState({ hidden });
      show();
    },

    /** One step that undo takes back. */
    remove(id: string): void {
      annotations.change((now) => ({ ...now, surfaces: (now.surfaces ?? []).filter((one) => one.id !== id) }));
    },

    dismissError: () => store.setState({ error: null }),
  };
}

const PREFIX = 'laid.';

function surfaceId(id: string): string {
  return `${PREFIX}${id}`;
}

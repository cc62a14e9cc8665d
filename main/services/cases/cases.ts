/** Stored cases: dataDir/cases/<id>/, and the raw bytes of their labels and surfaces for the viewer. */
import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { laidSurfaceSchema } from '#contract/annotations';
import { surfaceDetailSchema, type ApiResult } from '#contract/api';
import { QuadrantError } from '#contract/errors';
import type { Geometry } from '#core/volume';
import { readCase } from '../../io/case-folder.ts';
import { thumbnailOfCase } from '../../io/case-shelf.ts';
import { findKeptSurfaces } from '../../io/kept-surfaces.ts';
import type { Arrival } from '../scans/arrival.ts';
import { seriesText, type IndexedCase } from './case-facts.ts';
import type { CaseIndex } from './case-index.ts';
import { isCaseId, type CasePlace } from './case-place.ts';
import type { EngineClient } from '../engine/engine-client.ts';
import { laidSurfacePath } from '../registration/lay-surface.ts';

/** A file that a host may stream to the renderer. */
export interface BulkFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** The file is still growing to that size. */
  readonly arrival?: Arrival;
  /** Default: raw bytes. */
  readonly mediaType?: string;
  /** Kept on disk under this name instead of being shown. */
  readonly downloadName?: string;
}

export interface CasesOptions {
  readonly place: CasePlace;
  readonly index: CaseIndex;
  readonly engine: EngineClient;
  readonly sessionDir: () => Promise<string>;
}

export class Cases {
  private readonly place: CasePlace;
  private readonly index: CaseIndex;
  private readonly engine: EngineClient;
  private readonly sessionDir: () => Promise<string>;
  /** file name → the engine's answer, so that two panes asking for the same bytes make them once. */
  private readonly written = new Map<string, Promise<BulkFile>>();

  constructor({ place, index, engine, sessionDir }: CasesOptions) {
    this.place = place;
    this.index = index;
    this.engine = engine;
    this.sessionDir = sessionDir;
  }

  /** A new id and the folder that does not exist yet. @throws QuadrantError case.place-gone */
  next(): { readonly caseId: string; readonly caseDir: string } {
    const caseId = randomUUID();
    return { caseId, caseDir: this.dirOf(caseId) };
  }

  /** @throws QuadrantError case.not-found, case.corrupt */
  async get(caseId: string): Promise<ApiResult<'cases.get'>> {
    const caseDir = this.dirOf(caseId);
    const { caseFile, run } = await readCase(caseDir);
    return { case: caseFile, run, thumbnail: (await thumbnailOfCase(caseDir)) !== null };
  }

  /**
   * Of the stored cases of these voxels on this grid the one that is asked for, else the newest; null when there is none.
   * Folders that cannot be read do not count.
   */
  latestFor(fingerprint: string, wanted: string | null = null): Promise<string | null> {
    return this.latest((each) => each.fingerprint === fingerprint, wanted);
  }

  /** As `latestFor`, of the same series on the same grid: whether the voxels are the same is not known. */
  likelyFor(seriesUid: string, geometry: Geometry, wanted: string | null): Promise<string | null> {
    const series = seriesText(seriesUid, geometry);
    return this.latest((each) => each.series === series, wanted);
  }

  private async latest(fits: (indexed: IndexedCase) => boolean, wanted: string | null): Promise<string | null> {
    const { indexed } = await this.index.cases(this.place.dir);
    const matching = indexed.filter(fits).map(({ facts }) => facts);
    const [newest] = matching.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
    return (matching.find(({ caseId }) => caseId === wanted) ?? newest)?.caseId ?? null;
  }

  /** Raw uint8 labels on the source grid, as the nets left them. @throws QuadrantError case.* */
  labels(caseId: string): Promise<BulkFile> {
    const caseDir = this.dirOf(caseId);
    return this.once(`${caseId}.labels`, (file) => this.engine.call('writeLabels', { caseDir, file }));
  }

  /** Lays an intraoral scan onto the teeth of a case and keeps it beside them. @throws QuadrantError case.*, surface.* */
  laySurface(caseId: string, surfacePath: string): Promise<ApiResult<'surfaces.register'>> {
    return this.engine.call('laySurface', { caseDir: this.dirOf(caseId), surfacePath });
  }

  /** What `laySurface` kept. @throws QuadrantError case.not-found, usage for what is not there */
  async laidSurface(caseId: string, id: string): Promise<BulkFile> {
    const path = laidSurfacePath(this.dirOf(caseId), id);
    // Ids come from the renderer: only a hash may become part of a path.
    const known = laidSurfaceSchema.shape.id.safeParse(id).success ? await stat(path).catch(() => null) : null;
    if (known === null) {
      throw new QuadrantError(
        'surface.not-found',
        'The intraoral scan is not kept with this case any more.',
        'Add the file of the scan again.',
        { id },
      );
    }
    return { path, sizeBytes: known.size };
  }

  /** The case as entry `seq` of its review log left it. @throws QuadrantError case.*, review.damaged */
  reviewed(caseId: string, seq: number): Promise<ApiResult<'review.case'>> {
    return this.engine.call('reviewCase', { caseDir: this.dirOf(caseId), seq });
  }

  /** Surface of one tooth in the format of meshRoute. @throws QuadrantError case.*, usage for no label or detail */
  mesh(caseId: string, label: number, seq: number, fineness: string): Promise<BulkFile> {
    const caseDir = this.dirOf(caseId);
    const detail = surfaceDetailSchema.safeParse(fineness).data;
    const counted = [label, seq].every((number) => Number.isInteger(number) && number >= 0 && number < 1e6);
    if (!counted || detail === undefined) {
      throw new QuadrantError('usage', 'There is no such tooth.', 'Choose a tooth of the list.', { label, seq });
    }
    const name = `${caseId}.${label}.${seq}.${detail}.mesh`;
    return this.once(name, (file) => this.engine.call('writeMesh', { caseDir, label, seq, detail, file }));
  }

  /** What is kept of all teeth's surfaces, without the engine; null when they have to be made. @throws QuadrantError case.* */
  async keptMeshes(caseId: string): Promise<BulkFile | null> {
    const caseDir = this.dirOf(caseId);
    const { caseFile } = await readCase(caseDir);
    return findKeptSurfaces(caseDir, caseFile).catch(() => null);
  }

  private async once(name: string, write: (file: string) => Promise<{ sizeBytes: number }>): Promise<BulkFile> {
    const make = async (): Promise<BulkFile> => {
      const path = join(await this.sessionDir(), name);
      const { sizeBytes } = await write(path);
      return { path, sizeBytes };
    };
    const promise = this.written.get(name) ?? make();
    this.written.set(name, promise);
    try {
      return await promise;
    } catch (error) {
      this.written.delete(name);
      throw error;
    }
  }

  /** Ids come from the renderer: only our own form may become part of a path. @throws QuadrantError case.not-found, case.place-gone */
  dirOf(caseId: string): string {
    if (!isCaseId(caseId))
      throw new QuadrantError('case.not-found', 'There is no such case.', 'Open the scan again.', { caseId });
    this.place.require();
    return join(this.place.dir, caseId);
  }
}

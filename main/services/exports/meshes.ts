/** The teeth of a CBCT as surfaces: one file of all, one for each jaw, or one for each tooth. */
import { labelOf, type CbctCase } from '#contract/case';
import { QuadrantError } from '#contract/errors';
import { makesSeveralFiles, type ExportOptions } from '#contract/exports';
import { jawOf } from '#core/fdi';
import { labelSurface } from '#core/surface/mesh';
import { decimated } from '#core/surface/decimate';
import { shellsOf, shellVolumes } from '#core/surface/keep-volume';
import type { LabelMap } from '#core/volume';
import { partOf, type MeshEncoder, type MeshPart } from '../../io/mesh/mesh-part.ts';
import { replaceFile } from '../../io/replace-file.ts';
import { writeTogether } from '../../io/write-together.ts';
import type { ExportWriter, Written } from './export-case.ts';
import { stopIfCancelled } from './stop-if-cancelled.ts';

/** @throws QuadrantError usage (no tooth is left), job.cancelled */
export function meshWriter(encode: MeshEncoder): ExportWriter {
  return async (job) => {
    const { caseFile, labels } = await job.result();
    if (caseFile.modality !== 'cbct') throw new TypeError('Surfaces are of a CBCT');
    if (caseFile.instances.length === 0) {
      throw new QuadrantError(
        'usage',
        'This case has no tooth: there is no surface to write.',
        'Choose a case with teeth that were not rejected.',
        { path: job.caseDir },
      );
    }
    const teeth: Tooth[] = [];
    for (const tooth of caseFile.instances) {
      await stopIfCancelled(job);
      teeth.push(surfaceOf(tooth, labels, job.options));
    }
    const files = [];
    for (const [stem, parts] of sharedOut(teeth, job.options)) {
      await stopIfCancelled(job);
      files.push(...(await encode(parts, stem)));
    }
    if (makesSeveralFiles(job.format, job.options)) await writeTogether(job.outPath, files, 'The surface');
    else await replaceFile(job.outPath, files[0].bytes, 'The surface');
    return told(teeth, files.length, job.options);
  };
}

type Tooth = MeshPart & { readonly fdi: number };

function surfaceOf(
  tooth: CbctCase['instances'][number],
  labels: LabelMap,
  { triangles }: Pick<ExportOptions, 'triangles'>,
): Tooth {
  const full = labelSurface(labels, labelOf(tooth), { boundsIjk: tooth.boundsIjk });
  return { ...partOf(tooth), fdi: tooth.fdi, ...(triangles === 0 ? full : decimated(full, triangles)) };
}

/** Name of a file without its ending → the teeth in it. */
function sharedOut(teeth: readonly Tooth[], { parts }: Pick<ExportOptions, 'parts'>): ReadonlyMap<string, Tooth[]> {
  switch (parts) {
    case 'all':
      return new Map([['teeth', [...teeth]]]);
    case 'jaw':
      return Map.groupBy(teeth, ({ fdi }) => jawOf(fdi));
    case 'tooth':
      return new Map(teeth.map((tooth) => [tooth.key, [tooth]]));
  }
}

function told(teeth: readonly Tooth[], files: number, { triangles: most }: Pick<ExportOptions, 'triangles'>): Written {
  const surfaces = teeth.map(({ key, positionsMm, triangles }) => {
    const volumes = shellVolumes(positionsMm, triangles, shellsOf(triangles, 3, positionsMm.length / 3));
    const pieces = volumes.filter((volume) => volume > 0).length;
    return { tooth: key, triangles: triangles.length / 3, pieces, cavities: volumes.length - pieces };
  });
  const triangles = surfaces.reduce((sum, surface) => sum + surface.triangles, 0);
  const apart = surfaces.filter(({ pieces, cavities }) => pieces > 1 || cavities > 0).length;
  const stayed = most === 0 ? 0 : surfaces.filter((surface) => surface.triangles > most).length;
  return {
    teeth: teeth.length,
    facts: { files, surfaces },
    summary: [
      `${teeth.length} teeth of ${triangles} triangles in ${files} ${files === 1 ? 'file' : 'files'}`,
      ...(apart === 0 ? [] : [`${apart} of them in several pieces or with cavities`]),
      ...(stayed === 0 ? [] : [`${stayed} with more triangles, or they would not stay closed`]),
    ].join(', '),
  };
}

/** An intraoral scan with its teeth as files: the scan as a whole, or every crown and the gums for themselves. */
import { labelOf, type IosCase } from '#contract/case';
import { QuadrantError } from '#contract/errors';
import { makesSeveralFiles } from '#contract/exports';
import { toothColour } from '#core/fdi';
import { facesWithLabel } from '#core/surface/sub-surface';
import { positionsInMm, type ScanSurface } from '#core/surface/scan-surface';
import { readCaseSurface } from '../../io/case-folder.ts';
import { encodeLabelPly } from '../../io/label-ply.ts';
import { partOf } from '../../io/mesh/mesh-part.ts';
import { encodeStl } from '../../io/mesh/stl.ts';
import { replaceFile } from '../../io/replace-file.ts';
import { writeTogether, type NamedFile } from '../../io/write-together.ts';
import type { ExportJob, ExportWriter } from './export-case.ts';
import { stopIfCancelled } from './stop-if-cancelled.ts';

/** Millimetres, in the space of the scan's file. */
type SurfaceMm = Pick<ScanSurface, 'positions' | 'triangles'>;
type Colour = readonly [number, number, number];

interface ScanPart {
  /** Of the file, without its ending. */
  readonly stem: string;
  readonly surface: SurfaceMm;
  /** A value a face: FDI codes, from 201 on further teeth, 0 gums. */
  readonly labels: Uint8Array;
}

type PartEncoder = (part: ScanPart, colourOf: (label: number) => Colour) => NamedFile;

const GUM_COLOUR: Colour = [222, 176, 168];
/** In STL's header, which holds 80 letters. */
const ABOUT_SCAN = 'Scan with teeth by Quadrant. Positions in mm, in the space of the scan file.';

/** Colours are the teeth's, a label stands with every face. @throws QuadrantError usage, job.cancelled */
export const writeScanPly = scanWriter(({ stem, surface, labels }, colourOf) => {
  const colours = vertexColours(surface, labels, colourOf);
  return { name: `${stem}.ply`, bytes: encodeLabelPly({ ...surface, colours }, labels) };
});

/** The shape alone. @throws QuadrantError usage, job.cancelled */
export const writeScanStl = scanWriter(({ stem, surface: { positions, triangles } }) => {
  const part = { title: stem, key: stem, colour: GUM_COLOUR, positionsMm: Float32Array.from(positions), triangles };
  return encodeStl([part], stem, ABOUT_SCAN)[0];
});

function scanWriter(encode: PartEncoder): ExportWriter {
  return async (job) => {
    if (job.options.triangles !== 0) throw cannotThin(job);
    const { caseFile, labels } = await job.result();
    if (caseFile.modality !== 'ios') throw new TypeError('An intraoral scan was expected');
    const surface = inMillimetres(await readCaseSurface(job.caseDir, caseFile), caseFile);
    const colours = new Map(caseFile.instances.map((tooth) => [labelOf(tooth), toothColour(tooth.fdi)]));
    const files: NamedFile[] = [];
    for (const part of shareOut(caseFile, surface, labels.data, job)) {
      await stopIfCancelled(job);
      files.push(encode(part, (label) => colours.get(label) ?? GUM_COLOUR));
    }
    if (makesSeveralFiles(job.format, job.options)) await writeTogether(job.outPath, files, 'The surface');
    else await replaceFile(job.outPath, files[0].bytes, 'The surface');
    const teeth = caseFile.instances.length;
    const faces = surface.triangles.length / 3;
    return {
      teeth,
      facts: { files: files.length, faces },
      summary: `${teeth} teeth on a scan of ${faces} triangles in ${files.length} ${files.length === 1 ? 'file' : 'files'}`,
    };
  };
}

/** A scan is of one jaw: that is all of it. */
function* shareOut(
  { instances, jaw }: IosCase,
  surface: SurfaceMm,
  labels: Uint8Array,
  { options }: ExportJob,
): Generator<ScanPart> {
  if (options.parts !== 'tooth') {
    yield { stem: jaw.is, surface, labels };
    return;
  }
  const files = [
    ...instances.map((tooth) => ({ stem: partOf(tooth).key, label: labelOf(tooth) })),
    { stem: 'gums', label: 0 },
  ];
  for (const { stem, label } of files) {
    const part = facesWithLabel(surface, labels, label);
    const faces = part.triangles.length / 3;
    if (faces > 0) yield { stem, surface: part, labels: new Uint8Array(faces).fill(label) };
  }
}

function inMillimetres({ positions, triangles }: ScanSurface, { source }: IosCase): SurfaceMm {
  return { positions: positionsInMm(positions, source.surface.mmPerUnit), triangles };
}

/** Three numbers a vertex; on the border of a tooth the tooth's. */
function vertexColours(
  { positions, triangles }: SurfaceMm,
  labels: Uint8Array,
  colourOf: (label: number) => Colour,
): Uint8Array {
  const colours = new Uint8Array(positions.length);
  for (let v = 0; v < positions.length; v += 3) colours.set(colourOf(0), v);
  for (let corner = 0; corner < triangles.length; corner++) {
    const label = labels[Math.floor(corner / 3)];
    if (label !== 0) colours.set(colourOf(label), 3 * triangles[corner]);
  }
  return colours;
}

function cannotThin({ caseDir, options }: ExportJob): QuadrantError {
  return new QuadrantError(
    'usage',
    'The surface of an intraoral scan leaves as it was scanned: its triangles cannot be made fewer here.',
    'Leave the number of triangles away.',
    { path: caseDir, triangles: options.triangles },
  );
}

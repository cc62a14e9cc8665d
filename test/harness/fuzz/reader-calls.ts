/** How the program calls its readers: each of these throws what the reader throws. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { annotationsSchema, NO_ANNOTATIONS } from '#contract/annotations';
import { MESHES_KEY_BYTES } from '#contract/api';
import type { ModelCard } from '#contract/model-card';
import { placeLabels } from '#core/voxels/label-stack';
import { splitSurfaces } from '#core/surface/surface-bytes';
import { readCase, readCaseLabels } from '../../../main/io/case-folder.ts';
import { readShelf } from '../../../main/io/case-shelf.ts';
import { frameTask } from '../../../main/io/dicom/assemble-volume.ts';
import { decodeFrames } from '../../../main/io/dicom/decode-frames.ts';
import { frameByteLength } from '../../../main/io/dicom/pixel-format.ts';
import { readHeader } from '../../../main/io/dicom/read-header.ts';
import { transferSyntax } from '../../../main/io/dicom/transfer-syntax.ts';
import { paintSegments } from '../../../main/io/dicom-seg/paint-segments.ts';
import { readSegmentation } from '../../../main/io/dicom-seg/read-segmentation.ts';
import { teethOfSegments } from '../../../main/io/dicom-seg/teeth-of-segments.ts';
import { deidentifyObject } from '../../../main/io/deidentify/deidentify-object.ts';
import { Pseudonyms } from '../../../main/io/deidentify/pseudonyms.ts';
import { findKeptSurfaces } from '../../../main/io/kept-surfaces.ts';
import { readLabelNifti } from '../../../main/io/nifti-labels.ts';
import { pictureWords } from '../../../main/io/picture-words.ts';
import { readScan, scanInfo } from '../../../main/io/read-scan.ts';
import { readLabels } from '../../../main/services/dataset/read-labels.ts';
import { factsOf } from '../../../main/services/cases/case-facts.ts';
import { readJsonOr } from '../../../main/services/data-folder/json-store.ts';
import { Reviews } from '../../../main/services/review/reviews.ts';
import { queueOf } from '../../../main/services/review/review-queue.ts';
import { verifyReview } from '../../../main/services/review/verify-review.ts';
import { OPG_CASE } from '../../fixtures/contract/samples.ts';
import { grid } from '../../unit/core/grids.ts';

const SEG_GRID = grid([23, 19, 12], [0.4, 0.5, 0.6], [1, 0, 0, 0, 1, 0, 0, 0, 1]);
const never = new AbortController().signal;

/** The one door to scans, told about first and read then, as the window does. */
export async function openScan(path: string, tell: (bytes: number) => void): Promise<void> {
  const info = await scanInfo(path, { signal: never });
  for (const { dims, bits } of info.series) tell(dims[0] * dims[1] * dims[2] * Math.max(1, bits / 8));
  await readScan(path, { signal: never });
}

/** Every frame of a file alone: a single slice is refused before its pixels are read. */
export async function decodeAlone(path: string, tell: (bytes: number) => void): Promise<void> {
  const header = await readHeader(path);
  if (header.kind !== 'image' || transferSyntax(header.image.transferSyntaxUid).codec === null) return;
  const { image } = header;
  tell(image.frames.length * frameByteLength(image.format));
  const tasks = image.frames.map((plane) => frameTask({ image, plane }, 0));
  await decodeFrames(tasks, { voxels: null, rescaled: false });
}

export async function importTeeth(path: string, tell: (bytes: number) => void): Promise<void> {
  const segmentation = await readSegmentation(path);
  const { rows, columns } = segmentation.header.format;
  tell(rows * columns * segmentation.layout.slices.length);
  const { teeth } = teethOfSegments(segmentation.segments);
  const wanted = new Map(teeth.slice(0, 255).map(({ segment }, n) => [segment.number, n + 1]));
  placeLabels((await paintSegments(segmentation, wanted, async () => {})).stack, SEG_GRID);
}

/** All that the program reads of a case, and the repair of its log. */
export async function openCase(path: string): Promise<void> {
  await readShelf(path);
  const { caseFile } = await readCase(path);
  await readJsonOr(join(path, 'annotations.json'), annotationsSchema, NO_ANNOTATIONS);
  await factsOf(path, basename(path));
  const kept = await findKeptSurfaces(path, caseFile);
  if (kept !== null) {
    const bytes = await readFile(kept.path);
    splitSurfaces(new Uint8Array(bytes).buffer, MESHES_KEY_BYTES);
  }
  await readCaseLabels(path);
  await verifyReview(path);
  const reviews = new Reviews(
    () => path,
    async () => 'Dr. Fuzz',
  );
  await reviews.entries('', 0);
}

export async function openModels(modelsDir: string): Promise<void> {
  const registry = await import('../../../main/inference/model-registry.ts');
  const { openNet } = await import('../../../main/inference/session.ts');
  const { openSurfaceNet } = await import('../../../main/inference/surface-net.ts');
  const { openDentitionNet } = await import('../../../main/inference/dentition-net.ts');
  const nets = await import('../../../main/inference/radiograph-nets.ts');
  const open = async ({ role }: ModelCard): Promise<{ release(): Promise<void> }> => {
    switch (role) {
      case 'cbct-coarse':
      case 'cbct-fine':
        return openNet(await registry.loadModel(modelsDir, role), 'cpu');
      case 'cbct-dentition':
      case 'opg-dentition':
        return openDentitionNet(await registry.loadDentitionNet(modelsDir, role));
      case 'opg-detector':
        return nets.openDetector(await registry.loadDetector(modelsDir), 'cpu');
      case 'opg-segmenter':
        return nets.openSegmenter(await registry.loadSegmenter(modelsDir), 'cpu');
      case 'ios-surface':
        return openSurfaceNet(await registry.loadSurfaceNet(modelsDir), 'cpu');
    }
  };
  for (const card of await registry.readModelCards(modelsDir)) await (await open(card)).release();
}

/** Cards promise digests: where a graph was changed its card goes along, or nothing but the digest would be tested. */
export function promiseDigests(files: Map<string, Buffer>): void {
  const graphs = [...files].filter(([name]) => name.endsWith('.onnx'));
  for (const [name, bytes] of files) {
    if (!name.endsWith('.json') || name === 'manifest.json') continue;
    let text = bytes.toString('utf8');
    for (const [graph, content] of graphs) {
      const digest = createHash('sha256').update(content).digest('hex');
      text = text.replace(
        new RegExp(`("file": "${graph}",\\s*"sha256": ")[0-9a-f]{64}`),
        (_all, before: string) => `${before}${digest}`,
      );
    }
    files.set(name, Buffer.from(text));
  }
}

export async function deidentify(path: string): Promise<void> {
  deidentifyObject(await readFile(path), { pseudonyms: new Pseudonyms('ab'.repeat(32)), retain: new Set() });
}

export async function readQueue(path: string): Promise<void> {
  const source = { ...OPG_CASE.source, path: 'picture.png' };
  await queueOf({ ...OPG_CASE, source }, dirname(dirname(path)));
}

/** A picture's text is read too, where it is de-identified. */
export async function openPicture(path: string, tell: (bytes: number) => void): Promise<void> {
  await pictureWords(path);
  await openScan(path, tell);
}

function gunzippedSize(bytes: Buffer): number {
  try {
    return gunzipSync(bytes, { maxOutputLength: 2 ** 24 }).length;
  } catch {
    return 0;
  }
}

function parsedOr(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}

export async function readLabelVolume(path: string, tell: (bytes: number) => void): Promise<void> {
  tell(gunzippedSize(await readFile(path)));
  await readLabelNifti(path);
}

const sizeSchema = z.object({ imageWidth: z.number(), imageHeight: z.number() });
/** More than this nothing here may take, whatever a document claims. */
const MOST_TOLD = 2 ** 40;

export async function readOutlines(path: string, tell: (bytes: number) => void): Promise<void> {
  const size = sizeSchema.safeParse(parsedOr(await readFile(path)));
  if (size.success) tell(Math.min(MOST_TOLD, Math.abs(size.data.imageWidth * size.data.imageHeight)));
  await readLabels(path);
}

/** The review queue of models/training, brought to the teeth of a case. */
import { readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { labelOf, type CaseFile, type OpgCase } from '#contract/case';
import { queueFileSchema, type QueueFile, type QueueItem } from '#contract/review-queue';
import { readJsonOr } from '../data-folder/json-store.ts';

const QUEUE_FOLDER = 'review-queues';
const NO_QUEUE: QueueFile = { schemaVersion: 1, framePx: [896, 512], items: [] };
/** Boxes that have less in common are of two teeth. */
const SAME_PLACE = 0.3;

/**
 * The pseudo labels of a case's picture that nobody has looked at yet, the most doubtful pictures first; none of a CBCT.
 * A file that is no queue does not count: training's work must not keep a case from opening.
 */
export async function queueOf(caseFile: CaseFile, dataDir: string): Promise<QueueItem[]> {
  if (caseFile.modality !== 'opg') return [];
  const folder = join(dataDir, QUEUE_FOLDER);
  const names = (await readdir(folder).catch((): string[] => [])).filter((name) => name.endsWith('.json')).sort();
  const files = await Promise.all(names.map((name) => readJsonOr(join(folder, name), queueFileSchema, NO_QUEUE)));
  const { path } = caseFile.source;
  const image = basename(path, extname(path));
  return files
    .flatMap(({ framePx, items }) => items.map((item) => ({ ...item, framePx })))
    .filter((item) => item.image === image && item.state === 'proposed')
    .toSorted((a, b) => a.confidence - b.confidence)
    .flatMap(({ teeth, confidence, framePx, aspect }) =>
      teeth.map(({ fdi, boxPx }, n): QueueItem => {
        const boundsPx = fromFrame(boxPx, { caseFile, framePx, aspect });
        return { key: `queue.${fdi}.${n}`, label: toothAt(caseFile, boundsPx), fdi, confidence, boundsPx };
      }),
    );
}

type Bounds = QueueItem['boundsPx'];

interface FramedPicture {
  readonly caseFile: OpgCase;
  readonly framePx: QueueFile['framePx'];
  readonly aspect: number | undefined;
}

/** Training scales a picture to fit and puts it into the middle of its frame; pixel edges, then whole pixels again. */
function fromFrame(
  [left, top, right, bottom]: QueueFile['items'][number]['teeth'][number]['boxPx'],
  at: FramedPicture,
): Bounds {
  const [width, height] = at.caseFile.source.geometry.dims;
  const [frameWidth, frameHeight] = at.framePx;
  const aspect = at.aspect ?? width / height;
  const shown = Math.min(frameWidth / aspect, frameHeight); // the picture's height in the frame
  const x = (edge: number): number => ((edge - frameWidth / 2) / (shown * aspect) + 0.5) * width;
  const y = (edge: number): number => ((edge - frameHeight / 2) / shown + 0.5) * height;
  const within = (index: number, size: number): number => Math.min(size - 1, Math.max(0, index));
  const first = (edge: number, size: number): number => within(Math.round(edge), size);
  const last = (edge: number, size: number): number => within(Math.round(edge) - 1, size);
  return {
    min: [first(x(left), width), first(y(top), height)],
    max: [last(x(right + 1), width), last(y(bottom + 1), height)],
  };
}

function toothAt({ instances, supernumerary }: OpgCase, place: Bounds): number | null {
  const teeth = [
    ...instances.map((tooth) => ({ label: labelOf(tooth), bounds: tooth.boundsPx })),
    ...supernumerary.map(({ label, boundsPx }) => ({ label, bounds: boundsPx })),
  ];
  let best: { readonly label: number; readonly share: number } | null = null;
  for (const { label, bounds } of teeth) {
    const share = overlapOf(bounds, place);
    if (share >= SAME_PLACE && (best === null || share > best.share)) best = { label, share };
  }
  return best?.label ?? null;
}

/** Intersection over union of two boxes of whole pixels. */
function overlapOf(a: Bounds, b: Bounds): number {
  const area = ({ min, max }: Bounds): number => Math.max(0, max[0] - min[0] + 1) * Math.max(0, max[1] - min[1] + 1);
  const both = area({
    min: [Math.max(a.min[0], b.min[0]), Math.max(a.min[1], b.min[1])],
    max: [Math.min(a.max[0], b.max[0]), Math.min(a.max[1], b.max[1])],
  });
  return both / (area(a) + area(b) - both);
}

/** The radiograph pipeline: detect, number, outline, in this order and nothing else; what each step does lives in core. */
import type { ModelUse, OutlinedTooth, SupernumeraryTooth } from '#contract/case';
import { FIRST_SUPERNUMERARY } from '#contract/case';
import type { RadiographFacts, Warning } from '#contract/scan';
import { jawOf, PERMANENT_FDI } from '#core/fdi';
import { proposeTeeth, type ToothProposal } from '#core/panoramic/candidates';
import {
  arrangementFindings,
  isPlainlyUpright,
  judgePicture,
  NOT_PANORAMIC,
  UPSIDE_DOWN,
} from '#core/panoramic/judge-picture';
import { measureMask, outlineOf, type Vec2, type WindowMask } from '#core/panoramic/mask-outline';
import { numberRadiograph, type RadiographNumbering } from '#core/panoramic/number-radiograph';
import { frameInput, placeInFrame, type Picture } from '#core/panoramic/picture-frame';
import { mergeViews } from '#core/panoramic/merge-views';
import { mirroredMask, mirroredPicture, turnedUpsideDown } from '#core/panoramic/turn-picture';
import type { DetectorNet, SegmenterNet } from '../inference/radiograph-nets.ts';
import { outlineTooth } from './outline-tooth.ts';
import type { StageProgress } from './stage-progress.ts';

export interface RadiographInput {
  readonly picture: Picture;
  readonly radiograph: RadiographFacts;
  /** Opens a net when its turn comes, or hands over the one that is open; nobody closes it here. */
  readonly detector: () => Promise<DetectorNet>;
  readonly segmenter: () => Promise<SegmenterNet>;
  readonly progress: StageProgress;
}

/** Outlined, numbered and measured teeth, in pixels of the source picture. */
export interface SegmentedRadiograph {
  readonly instances: OutlinedTooth[];
  readonly supernumerary: SupernumeraryTooth[];
  readonly missing: number[];
  /** One FDI code or supernumerary label a pixel, flat x fastest; where masks overlap the surer tooth wins. */
  readonly labels: Uint8Array;
  readonly warnings: Warning[];
  readonly models: ModelUse[];
  readonly provider: string;
}

/**
 * Finds, numbers and outlines the teeth of a radiograph. Left and right are the patient's: a picture that its file calls
 * mirrored is looked at the right way round. What is no panoramic radiograph, or upside down, gives no teeth and says so.
 * Runs the stages detect, outline and measure. @throws QuadrantError inference.*, job.cancelled
 */
export async function segmentRadiograph(input: RadiographInput): Promise<SegmentedRadiograph> {
  const { picture, radiograph, progress } = input;
  progress.enter('detect');
  await progress.checkpoint(0);
  const upright = radiograph.mirrored ? mirroredPicture(picture) : picture;
  const detector = await input.detector();
  progress.ranOn(detector.use.provider);
  const found = await numberTeeth(upright, detector);
  await progress.checkpoint(0.6);
  const turned = isPlainlyUpright(found) ? found : await numberTeeth(turnedUpsideDown(upright), detector);
  const judgement = turned === found ? 'panoramic' : judgePicture(found, turned);
  if (judgement !== 'panoramic') {
    return withoutTeeth(picture, judgement === 'upside-down' ? UPSIDE_DOWN : NOT_PANORAMIC, detector);
  }
  progress.enter('outline');
  await progress.checkpoint(0);
  const segmenter = await input.segmenter();
  const masks = await outlineAll(upright, found, detector, segmenter, progress);
  progress.enter('measure');
  await progress.checkpoint(0);
  const place = placeInFrame(picture, detector.card.frame);
  const findings = arrangementFindings(found.fit, [place.width, place.height]);
  const use = [{ ...detector.use, looksTwice: true }, segmenter.use];
  return {
    ...describeTeeth(input, found, masks),
    warnings: findings,
    models: use,
    provider: [...new Set(use.map(({ provider }) => provider))].join('+'),
  };
}

/** Looks at the picture and at its mirror image, and numbers what both show. */
async function numberTeeth(picture: Picture, detector: DetectorNet): Promise<RadiographNumbering> {
  const { frame, classes } = detector.card;
  const look = async (seen: Picture): Promise<ToothProposal[]> =>
    proposeTeeth(await detector.detect(frameInput(seen, frame)), classes.length, frame.width);
  const proposals = await look(picture);
  const again = await look(mirroredPicture(picture));
  return numberRadiograph(mergeViews(proposals, again, placeInFrame(picture, frame).width, classes), classes);
}

/** The mask of each proposal that is a tooth, in source pixels. */
async function outlineAll(
  picture: Picture,
  { teeth, supernumerary }: RadiographNumbering,
  detector: DetectorNet,
  segmenter: SegmenterNet,
  progress: StageProgress,
): Promise<Map<ToothProposal, WindowMask>> {
  const embedding = await segmenter.encode(frameInput(picture, segmenter.card.frame));
  const masks = new Map<ToothProposal, WindowMask>();
  const proposals = [...teeth, ...supernumerary].map(({ proposal }) => proposal);
  for (const [n, proposal] of proposals.entries()) {
    await progress.checkpoint(0.4 + (0.6 * n) / proposals.length);
    const mask = await outlineTooth({ picture, proposal, frame: detector.card.frame, segmenter, embedding });
    if (mask !== null) masks.set(proposal, mask);
  }
  return masks;
}

type DescribedTeeth = Pick<SegmentedRadiograph, 'instances' | 'supernumerary' | 'missing' | 'labels'>;

function describeTeeth(
  { picture, radiograph }: RadiographInput,
  numbering: RadiographNumbering,
  masks: ReadonlyMap<ToothProposal, WindowMask>,
): DescribedTeeth {
  const labels = new Uint8Array(picture.width * picture.height);
  const painted: { readonly mask: WindowMask; readonly label: number; readonly confidence: number }[] = [];
  const outlined = (proposal: ToothProposal, label: number, nearFdi: number, confidence: number) => {
    const drawn = masks.get(proposal);
    if (drawn === undefined) return null;
    const mask = radiograph.mirrored ? mirroredMask(drawn, picture.width) : drawn;
    painted.push({ mask, label, confidence });
    const crownDown = jawOf(nearFdi) === 'upper';
    const measured = measureMask(mask, { crownDown, pixelSpacingMm: radiograph.pixelSpacingMm });
    const touchesBorder = isCut(measured.boundsPx, picture);
    const warnings = touchesBorder ? [CUT_TOOTH] : [];
    const meanGrey = meanGreyOf(picture, mask);
    return { confidence, polygons: [outlineOf(mask)], ...measured, meanGrey, touchesBorder, warnings };
  };
  const instances = numbering.teeth.flatMap(({ fdi, proposal, confidence, runnerUpFdi, warnings }): OutlinedTooth[] => {
    const outline = outlined(proposal, fdi, fdi, confidence);
    if (outline === null) return [];
    return [{ fdi, runnerUpFdi, ...outline, warnings: [...warnings, ...outline.warnings] }];
  });
  const supernumerary = numbering.supernumerary.flatMap(
    ({ proposal, nearFdi, confidence }, n): SupernumeraryTooth[] => {
      const label = FIRST_SUPERNUMERARY + n;
      const outline = outlined(proposal, label, nearFdi, confidence);
      return outline === null ? [] : [{ label, nearFdi, ...outline }];
    },
  );
  for (const { mask, label } of painted.toSorted((a, b) => a.confidence - b.confidence))
    paint(labels, picture, mask, label);
  const present = new Set(instances.map(({ fdi }) => fdi));
  return { instances, supernumerary, labels, missing: PERMANENT_FDI.filter((fdi) => !present.has(fdi)) };
}

const CUT_TOOTH: Warning = {
  code: 'tooth.cut-by-border',
  message: 'The picture ends within this tooth: its measurements are too small.',
};

function isCut({ min, max }: { readonly min: Vec2; readonly max: Vec2 }, { width, height }: Picture): boolean {
  return min[0] <= 0 || min[1] <= 0 || max[0] >= width - 1 || max[1] >= height - 1;
}

function meanGreyOf({ data, width: pictureWidth }: Picture, { x0, y0, width, inside }: WindowMask): number {
  let [sum, count] = [0, 0];
  for (let n = 0; n < inside.length; n++) {
    if (inside[n] === 0) continue;
    sum += data[x0 + (n % width) + (y0 + Math.floor(n / width)) * pictureWidth];
    count++;
  }
  return sum / count;
}

function paint(labels: Uint8Array, picture: Picture, { x0, y0, width, inside }: WindowMask, label: number): void {
  for (let n = 0; n < inside.length; n++) {
    if (inside[n] === 1) labels[x0 + (n % width) + (y0 + Math.floor(n / width)) * picture.width] = label;
  }
}

function withoutTeeth({ width, height }: Picture, warning: Warning, { use }: DetectorNet): SegmentedRadiograph {
  return {
    instances: [],
    supernumerary: [],
    missing: [...PERMANENT_FDI],
    labels: new Uint8Array(width * height),
    warnings: [warning],
    models: [{ ...use, looksTwice: true }],
    provider: use.provider,
  };
}

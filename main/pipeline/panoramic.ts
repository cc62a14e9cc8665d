/** The radiograph pipeline: detect, number, outline, in this order and nothing else; what each step does lives in core. */
import { isDeepStrictEqual } from 'node:util';
import type { ModelUse } from '#contract/case';
import type { RadiographFacts, Warning } from '#contract/scan';
import { PERMANENT_FDI } from '#core/fdi';
import { proposeTeeth, type ToothProposal } from '#core/panoramic/candidates';
import {
  arrangementFindings,
  isPlainlyUpright,
  judgePicture,
  NOT_PANORAMIC,
  UPSIDE_DOWN,
} from '#core/panoramic/judge-picture';
import { proposedMasks, withOpinion } from '#core/panoramic/dentition-opinion';
import type { WindowMask } from '#core/panoramic/mask-outline';
import { numberRadiograph, type RadiographNumbering } from '#core/panoramic/number-radiograph';
import { frameInput, mirroredInput, placeInFrame, type Picture } from '#core/panoramic/picture-frame';
import { mergeViews } from '#core/panoramic/merge-views';
import { mirroredMask, mirroredPicture, turnedUpsideDown } from '#core/panoramic/turn-picture';
import type { DentitionNet } from '../inference/dentition-net.ts';
import type { DetectorNet, FrameImage, SegmenterNet } from '../inference/radiograph-nets.ts';
import { lostProviderWarnings, type ProviderSpan } from './lost-provider.ts';
import { outlineTooth, type OutlineToothInput } from './outline-tooth.ts';
import { describeOutlines, type DescribedOutlines } from './outlined-teeth.ts';
import type { StageProgress } from './stage-progress.ts';

export interface RadiographInput {
  readonly picture: Picture;
  readonly radiograph: RadiographFacts;
  /** Opens a net when its turn comes, or hands over the one that is open; nobody closes it here. */
  readonly detector: () => Promise<DetectorNet>;
  readonly segmenter: () => Promise<SegmenterNet>;
  /** The net that numbers all teeth together; without it, or null, the detector's own numbers stand alone. */
  readonly dentitionNet?: () => Promise<DentitionNet<'opg-dentition'> | null>;
  readonly progress: StageProgress;
}

/** Outlined, numbered and measured teeth, in pixels of the source picture. */
export interface SegmentedRadiograph extends DescribedOutlines {
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
  const detectorBegan = detector.use.provider;
  progress.ranOn(detectorBegan);
  const image = frameInput(upright, detector.card.frame);
  const place = placeInFrame(picture, detector.card.frame);
  const { proposals, numbering } = await numberTeeth(image, place.width, detector);
  await progress.checkpoint(0.6);
  const turned = isPlainlyUpright(numbering) ? numbering : await lookUpsideDown(upright, place.width, detector);
  const judgement = turned === numbering ? 'panoramic' : judgePicture(numbering, turned);
  const detected: ProviderSpan = { began: detectorBegan, ended: detector.use.provider };
  if (judgement !== 'panoramic') {
    const reason = judgement === 'upside-down' ? UPSIDE_DOWN : NOT_PANORAMIC;
    return withoutTeeth(picture, [reason, ...lostProviderWarnings([detected])], detector);
  }
  const dentition = (await input.dentitionNet?.()) ?? null;
  const found = dentition === null ? numbering : await numberAgain(proposals, numbering, detector.card, dentition);
  progress.enter('outline');
  await progress.checkpoint(0);
  const segmenter = await input.segmenter();
  const encoderBegan = segmenter.use.provider;
  const { frame } = segmenter.card;
  const embedding = await segmenter.encode(
    isDeepStrictEqual(frame, detector.card.frame) ? image : frameInput(upright, frame),
  );
  const outlined = await outlineAll(
    found,
    { picture: upright, frame: detector.card.frame, segmenter, embedding },
    progress,
  );
  const masks = radiograph.mirrored ? mirroredMasks(outlined, picture.width) : outlined;
  progress.enter('measure');
  await progress.checkpoint(0);
  const findings = arrangementFindings(found.fit, [place.width, place.height]);
  const use = [{ ...detector.use, looksTwice: true }, ...(dentition === null ? [] : [dentition.use]), segmenter.use];
  const spans = [detected, { began: encoderBegan, ended: segmenter.use.provider }];
  return {
    ...describeOutlines({ picture, pixelSpacingMm: radiograph.pixelSpacingMm, numbering: found, masks }),
    warnings: [...findings, ...lostProviderWarnings(spans)],
    models: use,
    provider: [...new Set(spans.flatMap(({ began, ended }) => [began, ended]))].join('+'),
  };
}

interface NumberedPicture {
  readonly proposals: readonly ToothProposal[];
  readonly numbering: RadiographNumbering;
}

/** Looks at a picture in the detector's frame and at its mirror image, and numbers what both show. */
async function numberTeeth(image: FrameImage, width: number, detector: DetectorNet): Promise<NumberedPicture> {
  const { frame, classes } = detector.card;
  const look = async (seen: FrameImage): Promise<ToothProposal[]> =>
    proposeTeeth(await detector.detect(seen), classes.length, frame.width);
  const first = await look(image);
  const again = await look(mirroredInput(image, frame, width));
  const proposals = mergeViews(first, again, width, classes);
  return { proposals, numbering: numberRadiograph(proposals, classes) };
}

/** Numbers what is a tooth by the first numbering once more, with the opinion of a net that sees all of them. */
async function numberAgain(
  proposals: readonly ToothProposal[],
  first: RadiographNumbering,
  { frame, classes }: DetectorNet['card'],
  net: DentitionNet<'opg-dentition'>,
): Promise<RadiographNumbering> {
  const seen = [...first.teeth, ...first.supernumerary].map(({ proposal }) => proposal);
  if (seen.length === 0) return first;
  const { card } = net;
  const { masks, centroids } = proposedMasks(seen, card, card.frameWidth / frame.width);
  const probabilities = await net.run(masks, centroids);
  const said = (n: number): Map<number, number> =>
    new Map(card.classes.map((fdi, index) => [fdi, probabilities[n * card.classes.length + index]]));
  const opinions = new Map(seen.map((proposal, n) => [proposal, withOpinion(proposal, said(n), classes)]));
  return numberRadiograph(
    proposals.map((proposal) => opinions.get(proposal) ?? proposal),
    classes,
  );
}

async function lookUpsideDown(upright: Picture, width: number, detector: DetectorNet): Promise<RadiographNumbering> {
  const turned = frameInput(turnedUpsideDown(upright), detector.card.frame);
  return (await numberTeeth(turned, width, detector)).numbering;
}

/** The mask of each proposal that is a tooth, in pixels of the picture. */
async function outlineAll(
  { teeth, supernumerary }: RadiographNumbering,
  how: Omit<OutlineToothInput, 'proposal'>,
  progress: StageProgress,
): Promise<Map<ToothProposal, WindowMask>> {
  const masks = new Map<ToothProposal, WindowMask>();
  const proposals = [...teeth, ...supernumerary].map(({ proposal }) => proposal);
  for (const [n, proposal] of proposals.entries()) {
    await progress.checkpoint(0.4 + (0.6 * n) / proposals.length);
    const mask = await outlineTooth({ ...how, proposal });
    if (mask !== null) masks.set(proposal, mask);
  }
  return masks;
}

function mirroredMasks(
  masks: ReadonlyMap<ToothProposal, WindowMask>,
  pictureWidth: number,
): Map<ToothProposal, WindowMask> {
  return new Map([...masks].map(([proposal, mask]) => [proposal, mirroredMask(mask, pictureWidth)]));
}

function withoutTeeth({ width, height }: Picture, warnings: Warning[], { use }: DetectorNet): SegmentedRadiograph {
  return {
    instances: [],
    supernumerary: [],
    missing: [...PERMANENT_FDI],
    labels: new Uint8Array(width * height),
    warnings,
    models: [{ ...use, looksTwice: true }],
    provider: use.provider,
  };
}

/** A person's click or box on the open radiograph: encoded once, answered in milliseconds. */
import type { ApiParams, ApiResult, ProviderChoice } from '#contract/api';
import { QuadrantError } from '#contract/errors';
import { keepLargestPartInPlace, outlineOf } from '#core/panoramic/mask-outline';
import { frameInput, placeInFrame, type Picture } from '#core/panoramic/picture-frame';
import type { Embedding, SegmenterNet } from '../../inference/radiograph-nets.ts';
import { maskInBox } from '../../pipeline/outline-tooth.ts';
import type { RadiographNets } from '../nets/radiograph-nets.ts';

export type OutlinePrompt = Pick<ApiParams<'radiographs.outline'>, 'box' | 'points'>;

/** Answers prompts on one picture. */
export class PromptedRadiograph {
  private readonly picture: Picture;
  private readonly nets: RadiographNets;
  private encoded: Promise<{ readonly net: SegmenterNet; readonly embedding: Embedding }> | null = null;

  constructor(picture: Picture, nets: RadiographNets) {
    this.picture = picture;
    this.nets = nets;
  }

  /**
   * The outline that the promptable net draws, its area and its own estimate of quality; no polygon when it sees nothing.
   * @throws QuadrantError usage without a box and a point inside, model.*, inference.*
   */
  async outline({ box, points }: OutlinePrompt, provider: ProviderChoice): Promise<ApiResult<'radiographs.outline'>> {
    if (box === null && !points.some(({ inside }) => inside)) {
      throw new QuadrantError(
        'usage',
        'There is nothing to outline.',
        'Click inside a tooth, or draw a box around it.',
      );
    }
    this.encoded ??= this.encode(provider);
    const { net, embedding } = await this.encoded.catch((error: unknown) => {
      this.encoded = null;
      throw error;
    });
    const place = placeInFrame(this.picture, net.card.frame);
    // A person's whole numbers are pixel centres, the net counts from the edge of the first pixel.
    const inFrame = (at: readonly [number, number]): number[] => at.map((value) => place.scale * (value + 0.5));
    const corners = box === null ? [] : [inFrame(box.min), inFrame(box.max)];
    const clicks = points.map(({ at }) => inFrame(at));
    // Without a box Segment Anything wants one padding point.
    const padding = box === null ? [[0, 0]] : [];
    const coords = Float32Array.from([...corners, ...clicks, ...padding].flat());
    const kinds = Float32Array.from([
      ...(box === null ? [] : [2, 3]),
      ...points.map(({ inside }) => (inside ? 1 : 0)),
      ...(box === null ? [-1] : []),
    ]);
    const answer = await net.decode(embedding, { coords, kinds }, [place.height, place.width]);
    const mask = maskInBox([answer], this.picture, [0, 0, this.picture.width - 1, this.picture.height - 1]);
    const areaPx = keepLargestPartInPlace(mask);
    return { polygons: areaPx === 0 ? [] : [outlineOf(mask)], areaPx, score: answer.quality };
  }

  private async encode(provider: ProviderChoice): Promise<{ net: SegmenterNet; embedding: Embedding }> {
    const net = await this.nets.segmenter(provider);
    return { net, embedding: await net.encode(frameInput(this.picture, net.card.frame)) };
  }
}

/** How the volume picture is coloured: opacity and colour over the scan's grey values, for each preset. */
import type { TissueGreys } from './tissue-greys.ts';

export const PRESET_IDS = ['surfaces', 'bone', 'teeth', 'skin'] as const;
/** `surfaces` shows no volume at all. */
export type ScenePreset = (typeof PRESET_IDS)[number];
export type VolumePreset = Exclude<ScenePreset, 'surfaces'>;

/** A colour (sRGB 0…1) and an opacity (0…1 a millimetre) at a grey value. */
export interface CurvePoint {
  readonly grey: number;
  readonly opacity: number;
  readonly colour: readonly [number, number, number];
}

export interface VolumeLook {
  readonly curve: readonly CurvePoint[];
  readonly ambient: number;
  readonly diffuse: number;
  readonly specular: number;
}

/**
 * Positions between tissues: −1 is air, 0 soft tissue, 1 the middle of the teeth. Bone begins about a third of the way
 * from soft tissue to teeth, enamel lies well above them.
 */
const LOOKS: {
  readonly [P in VolumePreset]: Omit<VolumeLook, 'curve'> & {
    readonly points: readonly (readonly [at: number, opacity: number, colour: readonly [number, number, number]])[];
  };
} = {
  bone: {
    points: [
      [0.24, 0, [0.8, 0.6, 0.44]],
      [0.4, 0.4, [0.9, 0.76, 0.58]],
      [0.7, 0.85, [0.97, 0.89, 0.75]],
      [1, 0.97, [1, 0.96, 0.87]],
      [1.5, 1, [1, 1, 0.98]],
    ],
    ambient: 0.22,
    diffuse: 0.92,
    specular: 0.22,
  },
  teeth: {
    points: [
      [0.62, 0, [0.7, 0.52, 0.36]],
      [0.85, 0.1, [0.86, 0.72, 0.5]],
      [1.05, 0.65, [0.95, 0.88, 0.72]],
      [1.4, 0.95, [1, 0.99, 0.95]],
      [1.9, 1, [1, 1, 1]],
    ],
    ambient: 0.18,
    diffuse: 0.84,
    specular: 0.3,
  },
  skin: {
    points: [
      [-0.72, 0, [0.62, 0.4, 0.33]],
      [-0.42, 0.5, [0.8, 0.57, 0.47]],
      [-0.1, 0.85, [0.88, 0.66, 0.55]],
      [0.3, 0.95, [0.93, 0.75, 0.64]],
      [1, 1, [0.98, 0.94, 0.86]],
    ],
    ambient: 0.22,
    diffuse: 0.9,
    specular: 0.1,
  },
};

/** A preset on a scan's own tissues. `strength` 0…1 scales every opacity. Points in rising grey. */
export function volumeLook(preset: VolumePreset, { air, soft, tooth }: TissueGreys, strength: number): VolumeLook {
  const { points, ...light } = LOOKS[preset];
  const greyAt = (at: number): number => (at < 0 ? soft + at * (soft - air) : soft + at * (tooth - soft));
  return {
    ...light,
    curve: points.map(([at, opacity, colour]) => ({ grey: greyAt(at), opacity: opacity * strength, colour })),
  };
}

/** Grey values from air to beyond enamel, which the volume's bytes stand for. */
export function byteRangeOf({ air, soft, tooth }: TissueGreys): readonly [number, number] {
  return [air, soft + 2 * (tooth - soft)];
}

/** Counts the pieces of each tooth while the window has nothing else to do, and anew when a tooth changed its shape. */
import { labelOf, type ToothInstance } from '#contract/case';
import { toothPieces } from '#core/checks/tooth-pieces';
import type { ScanImages } from '../../viewer/scan-images.ts';

/** Time for counting before the window is given a turn, ms. */
const TURN_MS = 8;
const PAUSE_MS = 30;

export interface ToothPieces {
  /** null while they have not been counted. */
  of(tooth: ToothInstance): number | null;
  /** Sees to it that these teeth, and no others, are counted. */
  count(teeth: readonly ToothInstance[]): void;
}

/** @param counted called after a turn in which something was counted */
export function createToothPieces(images: ScanImages, counted: () => void): ToothPieces {
  let known = new Map<string, number>();
  let waiting: ToothInstance[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;

  function takeTurn(): void {
    timer = null;
    const { labels, scan } = images;
    if (labels === null || scan === null) return;
    const until = performance.now() + TURN_MS;
    let some = false;
    for (let tooth = waiting.pop(); tooth !== undefined; tooth = waiting.pop()) {
      known.set(shapeOf(tooth), toothPieces(labels, scan.geometry.dims, labelOf(tooth), tooth.boundsIjk));
      some = true;
      if (performance.now() > until) break;
    }
    if (waiting.length > 0) start();
    else if (some) counted();
  }

  function start(): void {
    timer ??= setTimeout(takeTurn, PAUSE_MS);
  }

  images.subscribe((what) => {
    if (what === 'labels' && waiting.length > 0) start();
  });

  return {
    of: (tooth) => known.get(shapeOf(tooth)) ?? null,
    count(teeth) {
      const shapes = new Set(teeth.map(shapeOf));
      known = new Map([...known].filter(([shape]) => shapes.has(shape)));
      waiting = teeth.filter((tooth) => !known.has(shapeOf(tooth)));
      if (waiting.length > 0) start();
    },
  };
}

/** Says the same as long as a tooth keeps its voxels. */
function shapeOf(tooth: ToothInstance): string {
  return [labelOf(tooth), tooth.voxelCount, ...tooth.centroidMm].join(' ');
}

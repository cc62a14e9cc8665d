/**
 * Shapes of what stands for a tooth, as SVG paths in mm: x across, y along the tooth, 0 at the middle of the neck; the
 * root goes up (negative y) in the upper jaw.
 */

const SCREW = { topMm: 2.1, tipMm: 1.3, share: 0.82, pitchMm: 1.9 } as const;

/** A post that tapers to a round tip. */
export function screwBody(rootMm: number, rootUp: boolean): string {
  const y = along(rootUp);
  const { topMm, tipMm } = SCREW;
  const end = SCREW.share * rootMm;
  return `M${-topMm} ${y(0.4)}L${topMm} ${y(0.4)}L${tipMm} ${y(end - 1)}Q0 ${y(end + 1)} ${-tipMm} ${y(end - 1)}Z`;
}

/** Slanting lines that stand out on both sides. */
export function screwThreads(rootMm: number, rootUp: boolean): string {
  const y = along(rootUp);
  const end = SCREW.share * rootMm - 1;
  let path = '';
  for (let at = 1.6; at < end; at += SCREW.pitchMm) {
    const half = SCREW.topMm + ((SCREW.tipMm - SCREW.topMm) * at) / end + 0.9;
    path += `M${(-half).toFixed(2)} ${y(at + 0.5)}L${half.toFixed(2)} ${y(at - 0.5)}`;
  }
  return path;
}

/** Arms from a pontic's crown to its neighbours. */
export function bridgeBars(widthMm: number, crownMm: number, rootUp: boolean): string {
  const y = along(!rootUp)(0.45 * crownMm);
  const half = widthMm / 2;
  return `M${(-half - 3).toFixed(2)} ${y}L${(half + 3).toFixed(2)} ${y}`;
}

/** The edge where a crown broke off. */
export function brokenNeck(widthMm: number, rootUp: boolean): string {
  const y = along(!rootUp);
  const half = 0.36 * widthMm;
  const step = half / 2;
  const points = [0, 1, 2, 3, 4].map((n) => `${(n * step - half).toFixed(2)} ${y(n % 2 === 0 ? 0.2 : 1.5)}`);
  return `M${points.join('L')}`;
}

/** From the neck towards the root's tip, mm, as y. */
function along(up: boolean): (mm: number) => string {
  return (mm) => (up ? -mm : mm).toFixed(2);
}

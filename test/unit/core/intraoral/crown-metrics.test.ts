import { expect, test } from 'vitest';
import { crownMetrics } from '#core/intraoral/crown-metrics';
import { faceMesh } from '#core/intraoral/face-mesh';

/** A box without an underside that stands on a ring of gums: 8 wide, 10 across, 6 high; its left neighbour is smaller. */
const BOXES = [
  { label: 14, x: 0, width: 8 },
  { label: 15, x: 8.5, width: 6 },
] as const;
const [ACROSS, HIGH] = [10, 6];

const positions: number[] = [];
const triangles: number[] = [];
const labels: number[] = [];

function quad(corners: readonly (readonly [number, number, number])[], label: number): void {
  const first = positions.length / 3;
  positions.push(...corners.flat());
  triangles.push(first, first + 1, first + 2, first, first + 2, first + 3);
  labels.push(label, label);
}

for (const { label, x, width } of BOXES) {
  const [a, b, c, d] = [
    [x, 0],
    [x + width, 0],
    [x + width, ACROSS],
    [x, ACROSS],
  ] as const;
  const sides = [
    [a, b],
    [b, c],
    [c, d],
    [d, a],
  ] as const;
  quad(
    [a, b, c, d].map(([u, v]) => [u, v, HIGH] as const),
    label,
  );
  for (const [[ax, ay], [bx, by]] of sides) {
    quad(
      [
        [ax, ay, 0],
        [bx, by, 0],
        [bx, by, HIGH],
        [ax, ay, HIGH],
      ],
      label,
    );
    quad(
      [
        [ax, ay, -1],
        [bx, by, -1],
        [bx, by, 0],
        [ax, ay, 0],
      ],
      0,
    );
  }
}

/** Corners that lie at one place are one vertex. */
function welded(): ReturnType<typeof faceMesh> {
  const numbers = new Map<string, number>();
  const places: number[] = [];
  const indices = triangles.map((vertex) => {
    const place = positions.slice(3 * vertex, 3 * vertex + 3);
    const key = place.join();
    const known = numbers.get(key) ?? numbers.size;
    if (known === numbers.size) places.push(...place);
    numbers.set(key, known);
    return known;
  });
  return faceMesh(Float64Array.from(places), Uint32Array.from(indices));
}

const MEASURED = crownMetrics({ ...welded(), labels: Uint8Array.from(labels), up: [0, 0, 1], order: [14, 15] });

test('a box of known sides is measured as it is', () => {
  const crown = MEASURED.get(14);
  expect(crown).toMatchObject({
    faceCount: 10,
    boundsMm: { min: [0, 0, 0], max: [8, 10, 6] },
    touchesBorder: false,
  });
  expect(crown?.axis.map((part) => Math.round(1e9 * part) / 1e9 + 0)).toEqual([0, 0, 1]);
  expect(crown?.areaMm2).toBeCloseTo(8 * 10 + 2 * (8 + 10) * 6, 9);
  expect(crown?.mesiodistalMm).toBeCloseTo(8, 9);
  expect(crown?.buccolingualMm).toBeCloseTo(10, 9);
  expect(crown?.crownHeightMm).toBeCloseTo(6, 9);
  expect(crown?.centroidMm[0]).toBeCloseTo(4, 9);
});

test('each box has its own measures, and gums have none', () => {
  expect([...MEASURED.keys()]).toEqual([14, 15]);
  expect(MEASURED.get(15)?.mesiodistalMm).toBeCloseTo(6, 9);
  expect(MEASURED.get(15)?.centroidMm[0]).toBeCloseTo(11.5, 9);
});

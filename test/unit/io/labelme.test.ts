/** Outlines of a case through labelme and COCO and back. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { OpgCase } from '#contract/case';
import { fillPolygonInto } from '#core/evaluate/fill-polygon';
import { cocoDocument } from '../../../main/io/coco.ts';
import { labelmeDocument, readLabelme } from '../../../main/io/labelme.ts';
import { outlinedPicture, outlinesOfCase } from '../../../main/io/outlined-picture.ts';
import { OPG_CASE, OUTLINED_TOOTH } from '../../fixtures/contract/samples.ts';
import { useTemporaryFolder } from './temporary-folder.ts';

const folder = useTemporaryFolder();

const { fdi: _fdi, runnerUpFdi: _runnerUp, ...OUTLINE } = OUTLINED_TOOTH;
const supernumerary = (label: number, ...polygons: OpgCase['supernumerary'][number]['polygons']) => ({
  ...OUTLINE,
  polygons,
  label,
  nearFdi: 11,
});

/** Of 36 two parts, one of them a single pixel; two supernumerary teeth, one of two parts. */
const CASE: OpgCase = {
  ...OPG_CASE,
  source: { ...OPG_CASE.source, path: '/somewhere/else/opg 7.png' },
  instances: [
    { ...OUTLINED_TOOTH, polygons: [...OUTLINED_TOOTH.polygons, [[5, 4]]] },
    { ...OUTLINED_TOOTH, fdi: 55 },
  ],
  supernumerary: [
    supernumerary(
      201,
      [[0, 0]],
      [
        [0, 2],
        [0, 3],
      ],
    ),
    supernumerary(202, [[0, 4]]),
  ],
};

function drawn(polygons: ReadonlyMap<number, readonly (readonly number[])[]>): Record<number, string> {
  return Object.fromEntries(
    [...polygons].map(([label, parts]) => {
      const image = new Uint8Array(30);
      for (const part of parts) fillPolygonInto(image, 6, 5, part);
      return [label, image.join('')];
    }),
  );
}

it('labelme gives back every tooth pixel by pixel', async () => {
  const path = join(folder.path, 'out.json');
  await writeFile(path, JSON.stringify(labelmeDocument(outlinedPicture(CASE))));
  const read = await readLabelme(path);
  expect([read.width, read.height]).toEqual([6, 5]);
  expect(drawn(read.polygons)).toEqual(drawn(outlinesOfCase(CASE).polygons));
  expect(drawn(read.polygons)[36]).toBe('000000001100001100001100000001');
});

it('labelme has what the program itself asks for', () => {
  const document = labelmeDocument(outlinedPicture(CASE));
  expect(document).toMatchObject({ flags: {}, imagePath: 'opg 7.png', imageData: null, imageHeight: 5, imageWidth: 6 });
  const { shapes } = z
    .object({
      shapes: z.array(z.object({ label: z.string(), group_id: z.number().nullable(), points: z.array(z.unknown()) })),
    })
    .parse(document);
  expect(shapes.map(({ label, group_id }) => [label, group_id])).toEqual([
    ['36', 36],
    ['36', 36],
    ['55', null],
    ['supernumerary', 201],
    ['supernumerary', 201],
    ['supernumerary', 202],
  ]);
  for (const { points } of shapes) expect(points.length).toBeGreaterThanOrEqual(3);
});

it('COCO has boxes in whole pixels and a category for every number', () => {
  const document = cocoDocument(outlinedPicture(CASE), 'test');
  expect(document).toMatchObject({
    images: [{ id: 1, file_name: 'opg 7.png', width: 6, height: 5 }],
    annotations: [
      { id: 1, image_id: 1, category_id: 36, bbox: [2, 1, 2, 3], area: 6, iscrowd: 0, score: 0.9 },
      { id: 2, category_id: 55 },
      { id: 3, category_id: 201 },
      { id: 4, category_id: 201 },
    ],
  });
  const { annotations, categories } = z
    .object({
      annotations: z.array(z.object({ segmentation: z.array(z.array(z.number()).min(6)) })),
      categories: z.array(z.object({ id: z.number(), name: z.string() })),
    })
    .parse(document);
  expect(annotations[0].segmentation).toEqual([
    [2, 1, 3, 1, 3, 3, 2, 3],
    [5, 4, 5, 4, 5, 4],
  ]);
  expect(categories).toHaveLength(53);
  expect(categories).toContainEqual({ id: 36, name: '36' });
});

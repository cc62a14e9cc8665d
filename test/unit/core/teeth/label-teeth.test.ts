import { expect, it } from 'vitest';
import { labelTeethInPlace, type NumberedShape } from '#core/teeth/label-teeth';

it('gives a number to the largest tooth of it, others follow from 201 on', () => {
  const shapes: readonly NumberedShape[] = [
    { fdi: 16, type: 'tooth' },
    { fdi: 16, type: 'implant' },
    { fdi: 21, type: 'supernumerary' },
    { fdi: 21, type: 'tooth' },
    { fdi: 36, type: 'tooth' },
  ];
  const data = Uint8Array.of(0, 1, 2, 2, 3, 3, 3, 4, 0);
  const { teeth, empty, surplus, doubled } = labelTeethInPlace(data, shapes, 201);
  expect([...data]).toEqual([0, 202, 16, 16, 201, 201, 201, 21, 0]);
  expect(teeth.map(({ label, fdi, type }) => [label, fdi, type])).toEqual([
    [201, 21, 'supernumerary'],
    [16, 16, 'implant'],
    [202, 16, 'tooth'],
    [21, 21, 'tooth'],
  ]);
  expect(empty).toEqual([shapes[4]]);
  expect(surplus).toEqual([]);
  expect(doubled).toEqual([16]);
});

it('leaves out what no label is left for', () => {
  const shapes = Array.from({ length: 60 }, (): NumberedShape => ({ fdi: 16, type: 'tooth' }));
  const data = Uint8Array.from({ length: 60 }, (_, n) => n + 1);
  const { teeth, surplus } = labelTeethInPlace(data, shapes, 201);
  expect([teeth.length, surplus.length]).toEqual([56, 4]);
  expect(Math.max(...data)).toBe(255);
  expect(data.filter((label) => label === 0).length).toBe(4);
});

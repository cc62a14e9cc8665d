import { describe, expect, it, vi } from 'vitest';
import { ExtraSurfaces, type ExtraSurface } from '../../../../../renderer/viewer/scene/extra-surfaces.ts';

const tube: ExtraSurface = {
  positions: new Float32Array([0, 0, 0, 1, 0, 0, 0, 1, 0]),
  indices: new Uint32Array([0, 1, 2]),
  colour: [255, 160, 60],
  name: 'Left canal',
};

describe('ExtraSurfaces', () => {
  it('tells of each change and keeps one surface an id', () => {
    const surfaces = new ExtraSurfaces();
    const told = vi.fn();
    const stop = surfaces.subscribe(told);
    surfaces.set('canal.left', tube);
    surfaces.set('canal.left', { ...tube, name: 'Canal' });
    expect([...surfaces.all.values()].map(({ name }) => name)).toEqual(['Canal']);
    surfaces.set('canal.left', null);
    surfaces.set('canal.left', null);
    expect(surfaces.all.size).toBe(0);
    expect(told).toHaveBeenCalledTimes(3);
    stop();
    surfaces.set('canal.right', tube);
    expect(told).toHaveBeenCalledTimes(3);
  });
});

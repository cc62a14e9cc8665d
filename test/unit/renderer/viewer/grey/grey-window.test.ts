import { describe, expect, it } from 'vitest';
import {
  draggedWindow,
  presetAfter,
  PRESETS,
  presetWindow,
  windowWithEnd,
} from '../../../../../renderer/viewer/grey/grey-window.ts';

const ALL = [...PRESETS.cbct, ...PRESETS.opg];

describe('presetAfter', () => {
  it('goes round the presets of the kind of scan in both directions', () => {
    expect(presetAfter('cbct', 'auto', 1)).toBe('bone');
    expect(presetAfter('cbct', 'soft', 1)).toBe('auto');
    expect(presetAfter('opg', 'auto', -1)).toBe('contrast');
    expect(presetAfter('cbct', null, -1)).toBe('auto');
  });
});

describe('presetWindow', () => {
  it('shows all greys of the scan with auto', () => {
    expect(presetWindow('auto', [-1000, 2600])).toEqual({ level: 800, width: 3600 });
  });

  it('uses the trade’s windows where the greys are HU', () => {
    expect(presetWindow('soft', [-1000, 2600])).toEqual({ level: 100, width: 800 });
  });

  it('keeps every preset inside the greys of an 8-bit scan', () => {
    for (const id of ALL) {
      const { level, width } = presetWindow(id, [0, 255]);
      expect(level).toBeGreaterThan(0);
      expect(level).toBeLessThan(255);
      expect(width).toBeLessThanOrEqual(255);
    }
  });

  it('narrows the window of a radiograph for more contrast, and shows all of it with the full range', () => {
    const auto = presetWindow('auto', [20, 220]);
    expect(presetWindow('contrast', [20, 220]).width).toBeLessThan(auto.width);
    expect(presetWindow('full', [0, 255])).toEqual({ level: 127.5, width: 255 });
  });

  it('has a width even for a scan of one grey', () => {
    for (const id of ALL) expect(presetWindow(id, [7, 7]).width).toBeGreaterThan(0);
  });
});

describe('draggedWindow', () => {
  it('widens to the right, brightens upwards, and never turns inside out', () => {
    const start = { level: 100, width: 1000 };
    expect(draggedWindow(start, [50, 0], [0, 5000])).toEqual({ level: 100, width: 1500 });
    expect(draggedWindow(start, [0, 50], [0, 5000])).toEqual({ level: -400, width: 1000 });
    expect(draggedWindow(start, [-900, 0], [0, 5000]).width).toBeGreaterThan(0);
  });
});

describe('windowWithEnd', () => {
  it('moves one end and leaves the other where it is', () => {
    expect(windowWithEnd({ level: 100, width: 200 }, 'black', 50)).toEqual({ level: 125, width: 150 });
    expect(windowWithEnd({ level: 100, width: 200 }, 'white', 400)).toEqual({ level: 200, width: 400 });
  });

  it('never turns a window over', () => {
    const { level, width } = windowWithEnd({ level: 100, width: 200 }, 'black', 900);
    expect(width).toBeGreaterThan(0);
    expect(level + width / 2).toBe(200);
  });
});

import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepHandedOver } from '../../../../main/host/electron/opened-with.ts';
import { HandedOver } from '../../../../main/services/scans/handed-over.ts';
import { electron } from '../../../fixtures/fake-electron.ts';

vi.mock('electron', async () => (await import('../../../fixtures/fake-electron.ts')).electron);
vi.mock('../../../../main/services/index.ts', async () => import('../../../../main/services/scans/handed-over.ts'));

const here = import.meta.filename;
const { argv } = process;
let handedOver = new HandedOver();

beforeEach(() => {
  electron.app.isPackaged = true;
  electron.app.removeAllListeners();
  handedOver = new HandedOver();
});
afterEach(() => {
  process.argv = argv;
});

describe('a file that is opened with Quadrant', () => {
  it('is the path among the arguments, not a switch and not what is not there', () => {
    process.argv = ['quadrant', '--no-sandbox', here, '/nowhere/at/all.dcm'];
    expect(keepHandedOver(handedOver, () => {})).toBe(true);
    expect(handedOver.take()).toBe(resolve(here));
  });

  it('comes from a second start to the first, which shows its window', () => {
    process.argv = ['quadrant'];
    const show = vi.fn();
    keepHandedOver(handedOver, show);
    electron.app.emit('second-instance', {}, [], '/', { paths: [here] });
    expect(handedOver.take()).toBe(here);
    electron.app.emit('second-instance', {}, [], '/', { paths: 'a text' });
    expect(handedOver.take()).toBeNull();
    expect(show).toHaveBeenCalledTimes(2);
  });

  it('comes as an event on macOS', () => {
    process.argv = ['quadrant'];
    keepHandedOver(handedOver, () => {});
    const event = { preventDefault: vi.fn() };
    electron.app.emit('open-file', event, here);
    expect(event.preventDefault).toHaveBeenCalled();
    expect(handedOver.take()).toBe(here);
  });
});

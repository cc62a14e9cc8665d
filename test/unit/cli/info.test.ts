/** quadrant info of radiographs. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { infoCommand } from '../../../main/cli/info.ts';

const RADIOGRAPHS = fileURLToPath(new URL('../../fixtures/radiographs/', import.meta.url));

async function info(path: string): Promise<string> {
  let stdout = '';
  await infoCommand([RADIOGRAPHS + path], {
    stdout: { write: (text) => void (stdout += text) },
    stderr: { write: () => {} },
  });
  return stdout;
}

test('a picture is described in pixels, and without a scale says so', async () => {
  const said = await info('pictures/grey.jpg');
  expect(said).toContain('\n    jpeg, 61 × 35 pixels, 8 bit\n');
  expect(said).toContain('without a scale: lengths can be given in pixels only.');
  expect(said).not.toContain('mm');
});

test('a scale is told with the remark that it is the detector’s', async () => {
  expect(await info('pictures/centimetres.tif')).toContain('0.08 × 0.1 mm a pixel at the detector');
  const said = await info('dicom/dx_image.dcm');
  expect(said).toContain('DX dicom-radiograph, 211 × 169 pixels, LF, 8 bit');
  expect(said).toContain('1.2012 × 1.2 mm a pixel');
});

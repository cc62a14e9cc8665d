/** Every segmentation of the public test suites: its voxels as pydicom 3.0.2 and numpy see them, or why it is refused. */
import { createHash } from 'node:crypto';
import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { QuadrantError } from '#contract/errors';
import { readHeader } from '../../../../main/io/dicom/read-header.ts';
import { paintSegments } from '../../../../main/io/dicom-seg/paint-segments.ts';
import { readSegmentation } from '../../../../main/io/dicom-seg/read-segmentation.ts';
import { teethOfSegments } from '../../../../main/io/dicom-seg/teeth-of-segments.ts';
import { sharedData } from '../shared-data.ts';

const shared = sharedData('dicom');

const LIVER = '86ceb97b138085d0';
const LIVER_UNALIGNED = '842dd64c92ce1a92';
const TILES = 'it is of a microscope’s slide, in tiles';

/** File → start of the sha256 of its planes (segment numbers, lowest plane first), or the reason. */
const SAMPLES: Readonly<Record<string, string>> = {
  'highdicom/data/test_files/seg_image_cr_binary.dcm': 'its frames do not say where in the patient they lie',
  'highdicom/data/test_files/seg_image_ct_binary.dcm': 'f9c8eb3fc73448a4',
  'highdicom/data/test_files/seg_image_ct_binary_fractional.dcm': 'f9c8eb3fc73448a4',
  'highdicom/data/test_files/seg_image_ct_binary_overlap.dcm': 'd81d930b955fe3e1',
  'highdicom/data/test_files/seg_image_ct_binary_single_frame.dcm': 'a0ffe86f4e0bf733',
  'highdicom/data/test_files/seg_image_ct_true_fractional.dcm': 'f9c8eb3fc73448a4',
  'highdicom/data/test_files/seg_image_sm_control.dcm': TILES,
  'highdicom/data/test_files/seg_image_sm_control_labelmap.dcm': TILES,
  'highdicom/data/test_files/seg_image_sm_control_labelmap_palette_color.dcm': TILES,
  'highdicom/data/test_files/seg_image_sm_dots.dcm': TILES,
  'highdicom/data/test_files/seg_image_sm_dots_tiled_full.dcm': TILES,
  'highdicom/data/test_files/seg_image_sm_numbers.dcm': TILES,
  'pydicom-data/liver.dcm': LIVER,
  'pydicom-data/liver_deflate.dcm': LIVER, // Deflated Image Frame Compression
  'pydicom-data/liver_expb.dcm': LIVER,
  'pydicom-data/liver_j2k.dcm': LIVER,
  'pydicom-data/liver_nonbyte_aligned.dcm': LIVER_UNALIGNED,
  'pydicom-data/liver_nonbyte_aligned_deflate.dcm': LIVER_UNALIGNED,
  'pydicom-data/liver_nonbyte_aligned_j2k.dcm': LIVER_UNALIGNED,
  'pydicom-data/liver_nonbyte_aligned_rle.dcm': LIVER_UNALIGNED,
  'pydicom-data/liver_rle.dcm': LIVER,
  'pydicom/test_files/liver_1frame.dcm': 'e036a07b502fdfd1',
  'pydicom/test_files/liver_expb_1frame.dcm': 'e036a07b502fdfd1',
};

describe.skipIf(shared.absent)('segmentations of public test suites', () => {
  it.each(Object.entries(SAMPLES))(shared.title('%s opens or says why not'), async (name, expected) => {
    expect(await outcomeOf(join(shared.path, name))).toBe(expected);
  });

  it(shared.title('are all listed here'), async () => {
    const files = globSync('**/*', { cwd: shared.path }).filter((name) => statSync(join(shared.path, name)).isFile());
    const found: string[] = [];
    for (const name of files) {
      const header = await readHeader(join(shared.path, name));
      if (header.kind === 'image' && /\.66\.[47]$/.test(header.image.sopClassUid)) found.push(name);
    }
    expect(found.toSorted()).toEqual(Object.keys(SAMPLES).toSorted());
  });
});

async function outcomeOf(path: string): Promise<unknown> {
  try {
    const segmentation = await readSegmentation(path);
    expect(teethOfSegments(segmentation.segments).teeth).toEqual([]); // liver, bone and spine
    const wanted = new Map(segmentation.segments.map(({ number }) => [number, number]));
    const { stack } = await paintSegments(segmentation, wanted, async () => {});
    const hash = createHash('sha256');
    for (const { labels } of stack.planes) hash.update(labels);
    return hash.digest('hex').slice(0, 16);
  } catch (thrown) {
    if (!(thrown instanceof QuadrantError)) throw thrown;
    return thrown.facts['reason'];
  }
}

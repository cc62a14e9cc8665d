/** Requirements: what comes in: scans, their order, their grey values, and what is refused. */
import { tests, type TraceRow } from '../row-tests.ts';

export const READING: readonly TraceRow[] = [
  {
    id: 'REQ-01',
    text: 'Slices are ordered by their place in the patient, never by name or number',
    how: 'main/io/dicom/stack-layout.ts',
    tests: tests(
      'test/unit/io/read-dicom-series.test.ts',
      'orders slices by their place, whatever their names, numbers and folders',
      'puts every voxel of a %s series where it belongs',
    ),
  },
  {
    id: 'REQ-02',
    text: 'Grey values are those that pydicom reads, in every transfer syntax that is said to be supported',
    how: 'main/io/dicom/decode-frame.ts',
    tests: tests(
      'test/unit/io/dicom/decode-frame.test.ts',
      'gives %s the values that pydicom gives it',
      'covers every supported transfer syntax',
    ),
  },
  {
    id: 'REQ-03',
    text: 'A transfer syntax that cannot be decoded is refused by its name',
    how: 'main/io/dicom/transfer-syntax.ts',
    tests: tests('test/unit/io/read-dicom-series.test.ts', 'names the transfer syntax %s that it cannot decode'),
  },
  {
    id: 'REQ-04',
    text: 'Up to 2 % missing slices are interpolated with a warning, more are refused',
    how: 'main/io/dicom/stack-layout.ts',
    tests: tests(
      'test/unit/io/read-dicom-series.test.ts',
      'interpolates up to 2 % missing slices and says so',
      'refuses %s missing slices',
    ),
  },
  {
    id: 'REQ-05',
    text: 'Different slices at one place are refused',
    how: 'main/io/dicom/stack.ts',
    tests: tests(
      'test/unit/io/read-dicom-series.test.ts',
      'refuses different slices at one place',
      'uses slices that came twice once',
    ),
  },
  {
    id: 'REQ-06',
    text: 'Uneven spacing and tilt are resampled with a warning',
    how: 'main/io/dicom/regrid-stack.ts',
    tests: tests(
      'test/unit/io/read-dicom-series.test.ts',
      'resamples uneven spacing with a warning',
      'stands a tilted stack upright',
    ),
  },
  {
    id: 'REQ-07',
    text: 'A single slice, and slices that do not say where they lie, are refused',
    how: 'main/io/dicom/stack.ts',
    tests: tests(
      'test/unit/io/read-dicom-series.test.ts',
      'refuses a single slice',
      'refuses slices that do not say where they lie',
    ),
  },
  {
    id: 'REQ-08',
    text: 'A damaged or truncated file is named, never read as zeros',
    how: 'main/io/dicom/decode-frames.ts',
    tests: [
      ...tests(
        'test/unit/io/read-dicom-series.test.ts',
        'names the file whose pixels are cut',
        'names the file whose %s pixels are damaged, and reads a sound one afterwards',
      ),
      ...tests('test/unit/io/read-dicom-multiframe.test.ts', 'names a file whose last frames are cut'),
    ],
  },
  {
    id: 'REQ-09',
    text: 'Of several series one is chosen by a rule that is told, and another can be asked for',
    how: 'main/io/dicom/choose-series.ts',
    tests: tests(
      'test/unit/io/read-dicom-series.test.ts',
      'takes the CT volume with most voxels and says why',
      'says when a larger series was refused',
      'refuses an unknown series and lists those present',
    ),
  },
  {
    id: 'REQ-10',
    text: 'The source of a scan is never changed',
    how: 'main/io/: opens for reading only',
    tests: [
      ...tests('test/unit/io/read-dicom-series.test.ts', 'leaves the source as it was'),
      ...tests('test/unit/cli/cli.test.ts', 'a scan that is not there, and one that is no scan, leave nothing behind'),
    ],
  },
  {
    id: 'REQ-11',
    text: 'A scan that is too large is refused before it takes memory',
    how: 'main/io/scan-limits.ts',
    tests: [
      ...tests('test/unit/io/read-dicom-series.test.ts', 'refuses a scan that is too large before reading it'),
      ...tests(
        'test/unit/io/radiograph/read-pictures.test.ts',
        'a text file named .png is no picture, and a picture of absurd size is not decoded',
      ),
    ],
  },
  {
    id: 'REQ-12',
    text: 'Multi-frame objects (Enhanced CT, X-Ray 3D Craniofacial) are read with their own geometry',
    how: 'main/io/dicom/frame-planes.ts',
    tests: tests(
      'test/unit/io/read-dicom-multiframe.test.ts',
      'reads an Enhanced CT whose groups are all shared but the positions',
      'reads an X-Ray 3D Craniofacial image with everything per frame, rescale included',
    ),
  },
  {
    id: 'REQ-13',
    text: 'NIfTI volumes keep values and place, and a file that does not say how it lies is told',
    how: 'main/io/nifti/',
    tests: tests(
      'test/unit/io/read-nifti.test.ts',
      'keeps %s in the narrowest type',
      'warns when a NIfTI file does not say how it lies',
    ),
  },
  {
    id: 'REQ-14',
    text: 'Names of patients are read in their own writing',
    how: 'main/io/dicom/character-set.ts',
    tests: tests('test/unit/io/dicom/decode-frame.test.ts', 'reads the name in $file'),
  },
  {
    id: 'REQ-15',
    text: 'Radiographs as PNG, JPEG and TIFF have the grey values that Pillow reads',
    how: 'main/io/radiograph/',
    tests: tests('test/unit/io/radiograph/read-pictures.test.ts', '%s has the grey values that Pillow gives it'),
  },
  {
    id: 'REQ-16',
    text: 'Mirrored radiographs and those on their head are told',
    how: 'main/io/dicom/read-radiograph.ts',
    tests: tests(
      'test/unit/io/radiograph/read-dicom-radiographs.test.ts',
      'warns of mirrored pictures and of those on their head, and leaves the pixels alone',
    ),
  },
  {
    id: 'REQ-17',
    text: 'A surface of an intraoral scan that only its mirror image would fit is refused',
    how: 'main/core/registration/register.ts',
    tests: tests('test/unit/cli/surface.test.ts', 'register refuses the mirrored scan, and writes nothing'),
  },
  {
    id: 'REQ-18',
    text: 'Files made to do harm are refused at once for what they are, without memory for what a header only claims',
    how: 'main/io/regular-file.ts, scan-limits.ts; npm run fuzz',
    tests: [
      ...tests('test/unit/io/hostile-inputs.test.ts', '$name'),
      ...tests(
        'test/browser/hardship.test.ts',
        'files that were made to do harm: each reason is told, and the window goes on',
      ),
    ],
  },
  {
    id: 'REQ-19',
    text: 'Pipes, devices, links in circles, long paths and names in any script harm nobody; a drive that is gone is called so',
    how: 'main/io/regular-file.ts, scan-errors.ts; npm run faults',
    tests: tests(
      'test/unit/io/hostile-folders.test.ts',
      'a pipe, a socket, a device, and links to them are passed over',
      'links that lead in a circle, to nothing or out of the folder: each slice once',
      'a path %s is read, and named as it is when it cannot be',
      'taken away in the middle of reading: it is gone, not damaged',
    ),
  },
];

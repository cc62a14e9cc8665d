/** Requirements: what leaves: objects, reports, archives. */
import { tests, type TraceRow } from '../row-tests.ts';

export const RESULTS: readonly TraceRow[] = [
  {
    id: 'REQ-70',
    text: 'A DICOM Segmentation holds every voxel at its place and refers to the images it was made from',
    how: 'main/io/dicom-write/segmentation.ts',
    tests: tests(
      'test/unit/services/exports/dicom.test.ts',
      '%s holds every voxel of every tooth at its place',
      'refers to the image that each frame was made from, where there is one',
    ),
  },
  {
    id: 'REQ-71',
    text: 'An independent judge finds no error in the DICOM objects',
    how: 'main/io/dicom-write/',
    tests: [
      ...tests(
        'test/unit/services/exports/dicom.test.ts',
        'dciodvfy finds no error (skipped where dicom3tools is not installed)',
      ),
      ...tests(
        'test/unit/io/dicom-write/documents.test.ts',
        'dciodvfy finds no error (skipped where dicom3tools is not installed)',
      ),
    ],
  },
  {
    id: 'REQ-72',
    text: 'A structured report measures each tooth and says which program and person answer for it',
    how: 'main/io/dicom-write/measurement-report.ts',
    tests: tests(
      'test/unit/services/exports/dicom.test.ts',
      'measure each tooth in a group that refers to its segment',
      'says of each tooth how much of it is a person’s, whatever was accepted',
      'names the person in DICOM’s order, as creator and as verifying observer',
    ),
  },
  {
    id: 'REQ-73',
    text: 'Surfaces are closed and have the volume of their voxels',
    how: 'main/core/surface/mesh.ts',
    tests: tests(
      'test/unit/services/exports/meshes.test.ts',
      'are closed manifolds of their voxels’ volume, where they were measured',
      'have the same places in every format, to the last bit in binary ones',
    ),
  },
  {
    id: 'REQ-74',
    text: 'Exports hold the case as reviewed: present numbers, without what was rejected',
    how: 'main/services/review/reviewed-result.ts',
    tests: [
      ...tests(
        'test/unit/services/review/reviewed-result.test.ts',
        'is exported under its present numbers, with who reviewed it',
      ),
      ...tests('test/unit/services/exports/data.test.ts', 'is a NIfTI label map without what was rejected'),
      ...tests(
        'test/unit/services/exports/meshes.test.ts',
        'are of the teeth that a person left, under the numbers that they gave',
      ),
    ],
  },
  {
    id: 'REQ-75',
    text: 'The report has every tooth once, both of a doubled number, and a dash where nothing was measured',
    how: 'main/core/report/',
    tests: tests(
      'test/unit/core/report/report-html.test.ts',
      'holds every tooth once, those without a number of their own at the end',
      'holds both teeth of a number that is given twice',
      'writes numbers as the language does, and a dash where nothing was measured',
    ),
  },
  {
    id: 'REQ-76',
    text: 'The report has the patient’s right on the left, and in a mirrored picture on the right',
    how: 'main/core/report/report-chart.ts',
    tests: tests(
      'test/unit/core/report/report-html.test.ts',
      'puts the patient’s right on the left, and in a mirrored picture on the right',
    ),
  },
  {
    id: 'REQ-77',
    text: '“Research use, not for diagnosis” stands on window, report, chart, contact sheet and in the command’s help, in each language',
    how: 'main/core/words/product-words.ts',
    tests: tests(
      'test/unit/house/research-use.test.ts',
      'stands on report and chart in %s',
      'stands in the window’s title bar and help, on the contact sheet and in the command’s help',
    ),
  },
  {
    id: 'REQ-78',
    text: 'What is exported comes back as it was',
    how: 'main/io/dicom-seg/',
    tests: tests(
      'test/unit/services/import/import-segmentation.test.ts',
      'comes back voxel for voxel, with numbers, types and confidences',
    ),
  },
  {
    id: 'REQ-79',
    text: 'Universal and Palmer numbers name the same teeth as FDI',
    how: 'main/core/notation.ts',
    tests: tests(
      'test/unit/core/notation.test.ts',
      'reads back every code that it wrote: %s',
      'counts Universal numbers clockwise from the patient’s upper right third molar',
    ),
  },
  {
    id: 'REQ-80',
    text: 'What goes to an archive names the patient before it is sent',
    how: 'renderer/features/archive/SendDialog.tsx',
    tests: tests(
      'test/browser/archive.test.ts',
      'sends results into the study after saying whose they are and where they go',
    ),
  },
  {
    id: 'REQ-81',
    text: 'Results for an archive lie on disk before the first byte is sent, and are not lost',
    how: 'main/services/pacs/outbox.ts',
    tests: tests(
      'test/unit/services/pacs/outbox.test.ts',
      'lies there whole before anything is sent',
      'gets at the next start what it does not have, and only that',
      'is marked file by file as the archive says so, and its files go when it has all',
    ),
  },
  {
    id: 'REQ-82',
    text: 'A series is fetched whole or not at all',
    how: 'main/services/pacs/retrievals.ts',
    tests: tests(
      'test/unit/services/pacs/retrievals.test.ts',
      'lies there whole when it is said to be there, in the place of an older copy',
      '%s leaves nothing but a typed error',
    ),
  },
];

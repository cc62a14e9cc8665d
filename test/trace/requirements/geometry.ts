/** Requirements: where things are: space, sides and millimetres. */
import { tests, type TraceRow } from '../row-tests.ts';

export const GEOMETRY: readonly TraceRow[] = [
  {
    id: 'REQ-20',
    text: 'Voxel and patient coordinates agree on every grid: oblique, anisotropic, left-handed',
    how: 'main/core/geometry.ts',
    tests: tests(
      'test/unit/core/geometry.test.ts',
      'comes back to the same index through world',
      'puts voxel 0 at the origin and steps along the direction columns',
      'refuses a bad %s',
    ),
  },
  {
    id: 'REQ-21',
    text: 'Labels come back onto the grid of the scan, at their places',
    how: 'main/pipeline/cbct.ts, main/core/voxels/resample-labels.ts',
    tests: [
      ...tests(
        'test/unit/pipeline/cbct.test.ts',
        'finds every tooth at its place under its number, on the source grid',
      ),
      ...tests('test/unit/core/voxels/resample.test.ts', 'carries labels to an aligned crop and back where they were'),
    ],
  },
  {
    id: 'REQ-22',
    text: 'The patient’s right is on the left of the screen, and letters say so',
    how: 'renderer/viewer/slices/slice.ts, renderer/viewer/slices/mpr-axes.ts',
    tests: [
      ...tests(
        'test/unit/renderer/viewer/slices/slice.test.ts',
        'has the patient’s right on the screen’s left in axial and coronal views',
        'puts each label where its voxel lies: %s, %s',
      ),
      ...tests('test/browser/open-scan.test.ts', 'shows the patient’s right on the left, front and head up: %s'),
    ],
  },
  {
    id: 'REQ-23',
    text: 'Turned planes keep their letters and the handedness of the patient',
    how: 'renderer/viewer/slices/mpr-axes.ts',
    tests: tests(
      'test/unit/renderer/viewer/slices/mpr-axes.test.ts',
      'stays at right angles, unit long and of the same handedness: %s',
      'comes back from the turned %s plane to the same place',
    ),
  },
  {
    id: 'REQ-24',
    text: 'Directions and spacings that make no sense are refused',
    how: 'main/io/dicom/stack-layout.ts',
    tests: tests(
      'test/unit/io/dicom/stack-layout.test.ts',
      'refuses %s directions',
      'makes rounded directions orthonormal',
    ),
  },
  {
    id: 'REQ-25',
    text: 'Volumes and sizes of teeth are exact on bodies whose size is known',
    how: 'main/core/metrics/metrics.ts',
    tests: tests(
      'test/unit/core/metrics/metrics.test.ts',
      'have their exact volume, centroid and sizes',
      'measure an ellipsoid to within a voxel',
      'measure a tilted cylinder along its own axis',
    ),
  },
  {
    id: 'REQ-26',
    text: 'What a person measures is what is there: 12 mm are 12 mm',
    how: 'renderer/viewer/layers/measurement.ts',
    tests: tests('test/browser/measuring.test.ts', 'a distance of 12 mm measures 12 mm, dragged or clicked'),
  },
  {
    id: 'REQ-27',
    text: 'A radiograph without a scale is measured in pixels; millimetres are called the detector’s',
    how: 'main/core/metrics/measure.ts, main/core/report/',
    tests: [
      ...tests('test/unit/cli/radiograph.test.ts', 'its table tells lengths in pixels, since the file has no scale'),
      ...tests('test/unit/cli/info.test.ts', 'a scale is told with the remark that it is the detector’s'),
      ...tests('test/unit/core/report/report-html.test.ts', 'of a radiograph says what its lengths are'),
    ],
  },
  {
    id: 'REQ-28',
    text: 'A tooth of an implausible size beside the others is a finding',
    how: 'main/core/checks/tooth-checks.ts',
    tests: tests(
      'test/unit/core/checks/check-case.test.ts',
      'of twice the volume that is usual beside the others, or a third of it',
    ),
  },
  {
    id: 'REQ-29',
    text: 'A tooth that the field of view cuts is told',
    how: 'main/core/finding.ts',
    tests: tests('test/unit/pipeline/cbct.test.ts', 'a tooth that the field of view cuts is reported'),
  },
];

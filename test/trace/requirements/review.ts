/** Requirements: what a person decides, and the record of it. */
import { tests, type TraceRow } from '../row-tests.ts';

export const REVIEW: readonly TraceRow[] = [
  {
    id: 'REQ-50',
    text: 'What the nets answered stays as it was; corrections are kept beside it',
    how: 'main/io/review-log.ts',
    tests: [
      ...tests('test/unit/services/review/reviewed-result.test.ts', 'that nobody reviewed is what the nets wrote'),
      ...tests('test/unit/core/review/label-patch.test.ts', 'turns one label map into the other and back'),
    ],
  },
  {
    id: 'REQ-51',
    text: 'Every action is on disk in order, and comes back after a restart',
    how: 'main/io/review-log.ts',
    tests: [
      ...tests('test/unit/io/review-log.test.ts', 'reads back what was written, from the beginning or from the middle'),
      ...tests(
        'test/unit/core/review/review.test.ts',
        'takes back and does again everything, in order, with the change of labels',
      ),
    ],
  },
  {
    id: 'REQ-52',
    text: 'Two windows on one case never overwrite each other',
    how: 'main/io/review-log.ts',
    tests: [
      ...tests('test/unit/io/review-log.test.ts', 'lets one of two windows write the next entry'),
      ...tests(
        'test/unit/renderer/state/review/review-store.test.ts',
        'gives way to what another window did first, and says so',
      ),
      ...tests('test/unit/services/review/reviews.test.ts', 'write one whole log between them from two processes'),
    ],
  },
  {
    id: 'REQ-53',
    text: 'A changed, cut or missing entry of the record is noticed',
    how: 'main/io/review-log.ts: each entry names the hash of the one before',
    tests: [
      ...tests('test/unit/io/review-log.test.ts', 'tells of %s'),
      ...tests(
        'test/unit/services/review/reviews.test.ts',
        'ends with 1 where the record is damaged, and changes nothing',
      ),
    ],
  },
  {
    id: 'REQ-54',
    text: 'What stands before a damage is kept, the rest is moved aside and never deleted',
    how: 'main/io/review-repair.ts',
    tests: tests(
      'test/unit/io/review-log.test.ts',
      'keeps what stands before the damage and moves the rest aside, nothing is deleted',
    ),
  },
  {
    id: 'REQ-55',
    text: 'A case that was signed off changes only after it was reopened',
    how: 'main/core/review/review.ts',
    tests: [
      ...tests('test/unit/core/review/review.test.ts', 'changes nothing once it is signed off, until it is reopened'),
      ...tests('test/unit/renderer/state/teeth/numbers-commands.test.ts', 'leaves a case alone that is signed off'),
    ],
  },
  {
    id: 'REQ-56',
    text: 'Who decided what and when is told, on the report too',
    how: 'main/core/review/review.ts, main/core/report/',
    tests: [
      ...tests('test/unit/core/review/review.test.ts', 'tells who changed a tooth and when, and keeps its label'),
      ...tests(
        'test/unit/core/report/report-html.test.ts',
        'says who signed when, before anything else',
        'tells findings that a person let stand from open ones',
      ),
    ],
  },
  {
    id: 'REQ-57',
    text: 'A number that is taken is swapped, never doubled unasked; a double is a finding',
    how: 'main/core/review/renumber.ts',
    tests: [
      ...tests(
        'test/unit/core/review/renumber.test.ts',
        'swaps with the tooth that has the number, or leaves both when that is asked',
      ),
      ...tests(
        'test/unit/core/checks/check-case.test.ts',
        'finds a number given twice also where nothing tells which tooth is which',
      ),
    ],
  },
  {
    id: 'REQ-58',
    text: 'The common faults of numbering are found and can be put right in a few steps',
    how: 'main/core/checks/',
    tests: [
      ...tests('test/unit/core/checks/check-case.test.ts', '$name: found and put right'),
      ...tests('test/browser/review-faults.test.ts', 'finds %s and puts them right in at most three actions'),
    ],
  },
  {
    id: 'REQ-59',
    text: 'A correct dentition raises no alarm',
    how: 'main/core/checks/check-case.ts',
    tests: tests('test/unit/core/checks/check-case.test.ts', 'says nothing about a correct dentition: %s'),
  },
  {
    id: 'REQ-60',
    text: 'After an edit everything is measured as a fresh look would measure it',
    how: 'main/core/metrics/dentition-meter.ts',
    tests: tests(
      'test/unit/core/metrics/dentition-meter.test.ts',
      'measures after any change what a fresh look at everything measures',
    ),
  },
  {
    id: 'REQ-61',
    text: 'Cases of earlier versions stay readable; what only a newer version knows is left alone',
    how: 'main/contract/reviewed-case.ts',
    tests: [
      ...tests(
        'test/unit/services/cases/case-store.test.ts',
        'has a case of Quadrant 0.1, whose drawings are there and which can be reviewed',
      ),
      ...tests(
        'test/unit/io/review-log.test.ts',
        'tells an entry of a newer version from a damaged one, and leaves it alone',
      ),
    ],
  },
  {
    id: 'REQ-62',
    text: 'A case is changed only once it is certain that it is of this scan',
    how: 'renderer/state/cases/case-commands.ts',
    tests: [
      ...tests(
        'test/unit/renderer/state/cases/case-commands.test.ts',
        'takes no action of a review until it is confirmed',
      ),
      ...tests(
        'test/unit/services/cases/likely-case.test.ts',
        'is likely for other voxels under the same series UID, and then refused',
      ),
    ],
  },
  {
    id: 'REQ-63',
    text: 'A case of another scan, or a segmentation of one, is refused',
    how: 'main/io/fingerprint.ts, main/services/import/import-segmentation.ts',
    tests: [
      ...tests(
        'test/unit/cli/export.test.ts',
        'refuses another scan, what is no case, a place that is not there and bad usage, and writes nothing',
      ),
      ...tests(
        'test/unit/services/import/import-segmentation.test.ts',
        'is refused with the reason, and nothing is left behind',
      ),
      ...tests(
        'test/unit/io/read-dicom-series.test.ts',
        'gives the same fingerprint wherever the files lie, and another for other voxels',
      ),
    ],
  },
  {
    id: 'REQ-64',
    text: 'Two studies side by side of different patients are told',
    how: 'renderer/features/compare/patients.ts',
    tests: [
      ...tests('test/unit/renderer/features/compare/patients.test.ts', 'tells two names and two ids apart'),
      ...tests('test/browser/planes.test.ts', 'warns when the patients differ'),
    ],
  },
];

/** Requirements: which tooth is which: numbers, sides and doubt. */
import { tests, type TraceRow } from '../row-tests.ts';

export const NUMBERING: readonly TraceRow[] = [
  {
    id: 'REQ-30',
    text: 'No number is given twice by the program',
    how: 'main/core/labelling/numbering.ts',
    tests: [
      ...tests(
        'test/unit/core/labelling/numbering.test.ts',
        'never gives a number twice and mends most slips of a noisy network',
        'gives the second of two teeth called 16 the number of its place and says so',
      ),
      ...tests(
        'test/unit/core/panoramic/number-radiograph.test.ts',
        'a plain dentition keeps its numbers, each once, in ascending order',
      ),
    ],
  },
  {
    id: 'REQ-31',
    text: 'Left and right follow the orientation of the scan, also against the nets',
    how: 'main/core/labelling/numbering.ts',
    tests: [
      ...tests(
        'test/unit/core/labelling/numbering.test.ts',
        'trusts geometry for the sides when the whole network is mirrored, and warns',
        'puts a tooth voted to the other side back by its place',
      ),
      ...tests(
        'test/unit/pipeline/panoramic.test.ts',
        'a picture that its file calls mirrored keeps the patient’s sides, and outlines stay on the picture',
      ),
    ],
  },
  {
    id: 'REQ-32',
    text: 'Upper and lower exchanged are told',
    how: 'main/core/labelling/numbering.ts',
    tests: tests('test/unit/core/labelling/numbering.test.ts', 'warns when the jaws are upside down'),
  },
  {
    id: 'REQ-33',
    text: 'A doubtful number says so and names the runner-up',
    how: 'main/core/doubtful.ts',
    tests: [
      ...tests(
        'test/unit/core/labelling/numbering.test.ts',
        'says when a number is uncertain and what else it could be',
        'names both when milk and permanent tooth are equally likely',
      ),
      ...tests(
        'test/unit/core/panoramic/number-radiograph.test.ts',
        'a doubtful number says so and names the runner-up',
      ),
    ],
  },
  {
    id: 'REQ-34',
    text: 'A number that is skipped though teeth stand side by side is told',
    how: 'main/core/labelling/numbering.ts',
    tests: tests(
      'test/unit/core/labelling/numbering.test.ts',
      'says where a number is skipped though the teeth stand side by side',
    ),
  },
  {
    id: 'REQ-35',
    text: 'Rather no number than a guess',
    how: 'main/core/labelling/numbering.ts',
    tests: tests(
      'test/unit/core/labelling/numbering.test.ts',
      'leaves a small extra piece without a number rather than guess',
      'leaves a large bright thing %s without a number',
    ),
  },
  {
    id: 'REQ-36',
    text: 'Teeth that touch are told apart, and what is one tooth stays one',
    how: 'main/core/labelling/identify-teeth.ts',
    tests: tests(
      'test/unit/core/labelling/identify-teeth.test.ts',
      'keeps touching neighbours apart and calls what edge of the grid cuts',
      'has all of %i in one piece',
    ),
  },
  {
    id: 'REQ-37',
    text: 'Deciduous teeth can be numbered beside permanent ones',
    how: 'main/core/labelling/numbering.ts (whether today’s nets find them: models/README.md)',
    tests: [
      ...tests(
        'test/unit/core/labelling/numbering.test.ts',
        'keeps its milk teeth',
        'numbers a germ under its milk tooth beside it, not instead of it',
      ),
      ...tests('test/unit/core/panoramic/number-radiograph.test.ts', 'milk teeth are numbered beside permanent ones'),
    ],
  },
  {
    id: 'REQ-38',
    text: 'Extra teeth of a radiograph stay as supernumerary ones',
    how: 'main/core/panoramic/number-radiograph.ts',
    tests: tests(
      'test/unit/core/panoramic/number-radiograph.test.ts',
      'a clear extra tooth stays as supernumerary, a faint one goes',
    ),
  },
  {
    id: 'REQ-39',
    text: 'A radiograph upside down, and a picture of anything else, get no numbers but a reason',
    how: 'main/core/panoramic/judge-picture.ts',
    tests: [
      ...tests(
        'test/unit/pipeline/panoramic.test.ts',
        'upside down, nothing is numbered and the reason is given',
        'something else is not called a panoramic radiograph',
      ),
      ...tests(
        'test/golden/opg-nets.test.ts',
        'upside down it is called so',
        'a slice of a CBCT and plain noise are no panoramic radiographs',
      ),
    ],
  },
  {
    id: 'REQ-40',
    text: 'A scan without teeth gives none, with a warning',
    how: 'main/pipeline/cbct.ts',
    tests: tests('test/unit/pipeline/cbct.test.ts', 'a scan without teeth gives zero teeth and a warning'),
  },
  {
    id: 'REQ-41',
    text: 'Spine, chin rest and the rim of the jaw are not taken for teeth',
    how: 'main/pipeline/plausible-teeth.ts',
    tests: tests(
      'test/unit/pipeline/plausible-teeth.test.ts',
      'drops a spine behind the teeth, though it has more voxels than all of them',
      'drops a chin rest below the teeth',
      'drops the rim of the mandible that was taken for large upper molars',
    ),
  },
  {
    id: 'REQ-42',
    text: 'The nets answer here as they did where they were trained, in each precision',
    how: 'main/inference/session.ts',
    tests: tests('test/golden/cbct-nets.test.ts', '$role in $precision gives the labels that PyTorch gave'),
  },
  {
    id: 'REQ-43',
    text: 'The same teeth get the same numbers when the scan is turned, cropped, coarser or compressed',
    how: 'main/pipeline/cbct.ts',
    tests: ['%s, keeps every number', 'cropped to the lower jaw, keeps its numbers'].map((name) => ({
      file: 'test/golden/metamorphic.test.ts',
      name,
      titleIn: 'test/golden/stored-otherwise.ts',
    })),
  },
  {
    id: 'REQ-44',
    text: 'A model file that was changed is refused',
    how: 'main/inference/model-registry.ts',
    tests: tests(
      'test/unit/inference/model-registry.test.ts',
      'one changed byte is model.damaged and names both digests',
      'a missing manifest, card, file or role is model.missing',
    ),
  },
  {
    id: 'REQ-45',
    text: 'A cheaper graph runs only after it has answered as the full one does on this machine',
    how: 'main/inference/precision.ts',
    tests: tests('test/unit/inference/precision.test.ts', 'a twin that is %s'),
  },
];

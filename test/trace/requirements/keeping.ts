/** Requirements: what must not be lost. */
import { tests, type TraceRow } from '../row-tests.ts';

export const KEEPING: readonly TraceRow[] = [
  {
    id: 'REQ-90',
    text: 'A case is written whole or not at all',
    how: 'main/io/case-folder.ts',
    tests: tests(
      'test/unit/io/case-folder.test.ts',
      'leaves nothing behind, not even parents, when writing fails half way',
      'a case that does not fit its schema is never written',
    ),
  },
  {
    id: 'REQ-91',
    text: 'A full disk is told before the work',
    how: 'main/io/case-folder.ts',
    tests: tests('test/unit/io/case-folder.test.ts', 'says disk.full before any work when the disk has no room'),
  },
  {
    id: 'REQ-92',
    text: 'Nothing is overwritten',
    how: 'main/io/write-new.ts',
    tests: [
      ...tests(
        'test/unit/io/case-folder.test.ts',
        'refuses a folder that exists, empty or not, and leaves it as it was',
      ),
      ...tests(
        'test/unit/cli/cli.test.ts',
        'an output folder that exists is refused before any work and stays as it is',
      ),
    ],
  },
  {
    id: 'REQ-93',
    text: 'A crashed engine costs its job, not the window, and the next job starts another',
    how: 'main/services/engine/engine-client.ts',
    tests: [
      ...tests(
        'test/unit/services/services.test.ts',
        'a killed engine fails its job with engine.crashed, and the next job starts another and reads the scan again',
      ),
      ...tests(
        'test/unit/services/engine/engine-client.test.ts',
        'a crash fails every open call and the next call starts a new engine',
        'an engine that talks nonsense is killed',
      ),
    ],
  },
  {
    id: 'REQ-94',
    text: 'A cancelled job leaves nothing behind',
    how: 'main/services/segment/jobs.ts',
    tests: [
      ...tests(
        'test/unit/services/services.test.ts',
        'a cancelled job says so, leaves no folder, and the engine goes on',
      ),
      ...tests('test/unit/cli/cli.test.ts', 'Ctrl-C ends with exit code 3 and leaves nothing behind'),
    ],
  },
  {
    id: 'REQ-95',
    text: 'Cases move with everything in them, and a folder that is gone is told, not replaced',
    how: 'main/services/cases/case-place.ts',
    tests: tests(
      'test/unit/services/cases/case-store.test.ts',
      'moves with everything in it, log and trash too, and back',
      'is told when it is gone, nothing is written in its stead, and it is found again elsewhere',
    ),
  },
  {
    id: 'REQ-96',
    text: 'A deleted case can be taken back for thirty days',
    how: 'main/services/cases/case-store.ts',
    tests: tests(
      'test/unit/services/cases/case-store.test.ts',
      'goes to the trash and comes back with its log',
      'is deleted for good after thirty days in the trash, at the next start',
    ),
  },
  {
    id: 'REQ-97',
    text: 'A picture that the graphics card lost is told and drawn again',
    how: 'renderer/viewer/scene/',
    tests: [
      ...tests('test/browser/scene.test.ts', 'says when the graphics card takes the picture away, and builds it anew'),
      ...tests('test/browser/planes.test.ts', 'says when a picture was lost, and shows it again by itself'),
    ],
  },
];

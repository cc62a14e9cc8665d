/** Requirements: what must not get out, and who may ask. */
import { tests, type TraceRow } from '../row-tests.ts';

export const PRIVACY: readonly TraceRow[] = [
  {
    id: 'REQ-100',
    text: 'Without an archive no socket is opened',
    how: 'main/services/pacs/pacs-door.ts',
    tests: [
      ...tests('test/unit/services/pacs/pacs.test.ts', 'no socket is opened and nothing of it is loaded'),
      ...tests('test/unit/cli/pacs.test.ts', 'says that nothing is ever sent as long as there is no archive'),
    ],
  },
  {
    id: 'REQ-101',
    text: 'The runtime of the nets sends nothing and leaves no identifier',
    how: 'main/inference/without-telemetry.ts',
    tests: tests(
      'test/unit/inference/telemetry.test.ts',
      'a net that runs leaves no identifier in the home folder',
      'ONNX Runtime is loaded through one door, which sees to that',
    ),
  },
  {
    id: 'REQ-102',
    text: 'The browser host answers on loopback, and only its own window',
    how: 'main/host/browser/',
    tests: [
      ...tests(
        'test/unit/host/browser/server.test.ts',
        'listens on the loopback address only',
        'answers %s with 403 and never reaches the handler',
      ),
      ...tests('test/unit/host/browser/request-guard.test.ts', 'refuses the token the second time'),
    ],
  },
  {
    id: 'REQ-103',
    text: 'The page runs no script but its own',
    how: 'main/host/security-headers.ts',
    tests: tests(
      'test/unit/host/handler.test.ts',
      'serves the renderer with a content security policy that allows nothing inline',
    ),
  },
  {
    id: 'REQ-104',
    text: 'The page holds ids, never paths; every call is checked',
    how: 'main/contract/api.ts, main/services/api-calls.ts',
    tests: tests(
      'test/unit/services/services.test.ts',
      'unknown ids never reach the disk',
      'uploads stay inside their folder and can be opened',
      'is validated: unknown calls and wrong parameters are usage errors',
    ),
  },
  {
    id: 'REQ-105',
    text: 'De-identified folders hold no original identifier, in no byte',
    how: 'main/io/deidentify/',
    tests: tests(
      'test/unit/cli/deidentify.test.ts',
      'finds every planted name in the salted folder: the search works',
      'leaves no name in any byte, file name, report or line of a log, whatever is retained',
    ),
  },
  {
    id: 'REQ-106',
    text: 'De-identified exports hold no name, date or path',
    how: 'main/services/exports/without-persons.ts',
    tests: tests(
      'test/unit/services/exports/without-persons.test.ts',
      'would hold them otherwise: the search works',
      'holds no name, date or path as %s, in its file and in what is said',
    ),
  },
  {
    id: 'REQ-107',
    text: 'Pictures that may show a face or a burned-in name are held back',
    how: 'main/io/deidentify/hold-back.ts',
    tests: tests('test/unit/services/deidentify/sts-layout.test.ts', 'holds back a photograph, which may show a face'),
  },
  {
    id: 'REQ-108',
    text: 'Names and pictures in the list of recent scans can be hidden',
    how: 'renderer/features/open/RecentScans.tsx',
    tests: tests('test/browser/habits.test.ts', 'hides patients in the list on request: names and pictures'),
  },
  {
    id: 'REQ-109',
    text: 'Passwords lie in the system’s key store or in memory, and are never told',
    how: 'main/services/pacs/passwords.ts',
    tests: tests(
      'test/unit/services/pacs/pacs.test.ts',
      'lies in the key store alone, and is never told',
      'is kept in memory until the program ends where there is no key store, and the answer says so',
    ),
  },
  {
    id: 'REQ-110',
    text: 'Log and diagnosis hold no patient, practice or folder',
    how: 'main/services/data-folder/log-file.ts, main/services/doctor/bundle.ts',
    tests: tests(
      'test/unit/services/doctor/bundle.test.ts',
      'holds no name, id, date of birth, practice or folder',
      'keeps two files of half a megabyte at most, and the newest lines',
    ),
  },
  {
    id: 'REQ-111',
    text: 'The report runs no script, fetches nothing, and text in it stays text',
    how: 'main/core/report/markup.ts',
    tests: tests(
      'test/unit/core/report/report-html.test.ts',
      'is under a policy that knows no script and no network',
      'stays text: no tag, no attribute and no rule of style comes of it',
    ),
  },
  {
    id: 'REQ-129',
    text: 'Encrypted cases, recent scans and outbox cannot be read, altered or exchanged without the passphrase',
    how: 'main/io/vault, main/services/privacy/vault.ts',
    tests: tests(
      'test/unit/privacy/vault.test.ts',
      'encrypts whatever tells of patients and nothing else, and gives it back',
      'goes on where it was cut off, in both directions, and everything can be read meanwhile',
      'tells every change of it',
      'leaves nothing that names the patient, and all of the case to those who have the passphrase',
    ),
  },
  {
    id: 'REQ-130',
    text: 'A locked window shows nothing of a patient, and a locked host hands nothing out',
    how: 'main/services/privacy/lock.ts, renderer/features/lock',
    tests: [
      ...tests(
        'test/unit/host/locked.test.ts',
        'is opened by a button where nothing is encrypted',
        'starts locked where the cases are encrypted, and is opened by the passphrase alone',
      ),
      ...tests(
        'test/browser/lock.test.ts',
        'covers all of it, asks the host for nothing, and has everything back afterwards',
      ),
    ],
  },
  {
    id: 'REQ-131',
    text: 'Who opened, changed, exported, sent or unlocked what is on a record whose damage is told',
    how: 'main/io/audit-log.ts, main/services/privacy/audit.ts',
    tests: tests(
      'test/unit/privacy/audit.test.ts',
      'has a file for each month and a chain across them',
      'tells a month that was taken out of the middle, and says when the first ones are elsewhere',
      'is printed by quadrant audit, which fails where it is damaged',
    ),
  },
];

/** Requirements: what a person works with: this computer, languages, keys. */
import { tests, type TraceRow } from '../row-tests.ts';

export const WORKING: readonly TraceRow[] = [
  {
    id: 'REQ-120',
    text: 'A provider that was asked for runs or fails; nothing else runs under its name',
    how: 'main/inference/providers.ts',
    tests: [
      ...tests(
        'test/unit/inference/session.test.ts',
        'a forced provider that is not there says so instead of running on another',
        'auto ends on a provider that runs, and costs little when asked again',
      ),
      ...tests('test/unit/inference/providers.test.ts', 'a forced provider is tried alone, even where it cannot be'),
    ],
  },
  {
    id: 'REQ-121',
    text: 'The doctor really tries providers, each in a process of its own',
    how: 'main/services/doctor/examine-nets.ts',
    tests: tests(
      'test/unit/services/doctor/nets.test.ts',
      'are run in a process of their own, and fail with their own reason',
      'that crash cost their process only, and the processor failing is a fault',
    ),
  },
  {
    id: 'REQ-122',
    text: 'The doctor finds changed and missing model files',
    how: 'main/inference/model-registry.ts',
    tests: tests(
      'test/unit/services/doctor/nets.test.ts',
      'every model file is compared with its card: changed and missing ones are named',
    ),
  },
  {
    id: 'REQ-123',
    text: 'The doctor warns before a disk is full, a clock is wrong or others may read the data',
    how: 'main/services/doctor/',
    tests: tests(
      'test/unit/services/doctor/findings.test.ts',
      'warns before a disk is full',
      'doubts a clock before this version, behind its files, or apart from the disk',
      'tells a folder that others may read',
    ),
  },
  {
    id: 'REQ-124',
    text: 'Every word stands in four languages',
    how: 'main/core/language.ts',
    tests: tests(
      'test/unit/house/dictionaries.test.ts',
      'have the same words in each language',
      'are not in English where they should be in %s',
    ),
  },
  {
    id: 'REQ-125',
    text: 'Errors say what happened and what to do, and name no folder',
    how: 'renderer/words/error-words.ts',
    tests: [
      ...tests(
        'test/unit/house/dictionaries.test.ts',
        'say what happened and what to do in %s, with and without facts',
      ),
      ...tests('test/browser/open-scan.test.ts', 'says in words why a file cannot be opened and what to do'),
    ],
  },
  {
    id: 'REQ-126',
    text: 'Everything can be done by the keyboard',
    how: 'renderer/features/shortcuts/',
    tests: tests(
      'test/browser/keyboard.test.ts',
      'opens a scan, finds its teeth and tells the way with Tab',
      'teeth: numbers, next and previous, the chart, tabs, sorting',
    ),
  },
  {
    id: 'REQ-127',
    text: 'The window can be used with aids for seeing and hearing (axe)',
    how: 'renderer/ui/',
    tests: tests(
      'test/browser/accessibility.test.ts',
      'can be used by everyone at the start',
      'can be used by everyone while teeth are being found, and with them',
    ),
  },
  {
    id: 'REQ-128',
    text: 'Slices are shown before anything is computed, and a running job can be cancelled',
    how: 'renderer/viewer/',
    tests: [
      ...tests('test/browser/segment-demo.test.ts', 'shows slices before the segmentation starts'),
      ...tests(
        'test/browser/open-scan.test.ts',
        'cancels a running segmentation, keeps nothing, and offers to start again',
      ),
    ],
  },
];

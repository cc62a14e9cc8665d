/** What a clinic relies on, each with the tests that show it: from the issues, DESIGN.md and ARCHITECTURE.md. */
import { GEOMETRY } from './requirements/geometry.ts';
import { KEEPING } from './requirements/keeping.ts';
import { NUMBERING } from './requirements/numbering.ts';
import { PRIVACY } from './requirements/privacy.ts';
import { READING } from './requirements/reading.ts';
import { RESULTS } from './requirements/results.ts';
import { REVIEW } from './requirements/review.ts';
import { WORKING } from './requirements/working.ts';
import type { TraceRow } from './row.ts';

export const REQUIREMENTS: readonly TraceRow[] = [
  ...READING,
  ...GEOMETRY,
  ...NUMBERING,
  ...REVIEW,
  ...RESULTS,
  ...KEEPING,
  ...PRIVACY,
  ...WORKING,
];

export interface Gap {
  readonly id: string;
  readonly text: string;
  /** Why no test shows it. */
  readonly why: string;
}

/** What a clinic would rely on too, and nothing shows yet. */
export const GAPS: readonly Gap[] = [
  {
    id: 'GAP-01',
    text: 'Numbers and outlines are right on real patients’ CBCT scans, with known error rates',
    why: 'No labelled real CBCT could be had: the figures in models/README.md are of synthetic scans and of one real scan judged by eye.',
  },
  {
    id: 'GAP-02',
    text: 'Deciduous and mixed dentitions are recognised',
    why: 'The CBCT nets find 93 % of the milk teeth of held-out synthetic scans under their number (model cards), and no real child was at hand; those of radiographs were trained on projected synthetic ones.',
  },
  {
    id: 'GAP-03',
    text: 'Millimetres of a panoramic radiograph are those of the patient',
    why: 'The projection magnifies unevenly; no program can know by how much. The window and the report say so.',
  },
  {
    id: 'GAP-04',
    text: 'Dentists use it safely: a usability evaluation after IEC 62366-1 with users',
    why: 'No users have been observed; keyboard, axe and languages are tested by programs only.',
  },
  {
    id: 'GAP-05',
    text: 'CUDA, DirectML and CoreML answer as the CPU does on the machines of clinics',
    why: 'They are tried before they run, but have no test on this project’s machines.',
  },
  {
    id: 'GAP-06',
    text: 'Numbers and borders are right on real intraoral scans, with known error rates',
    why: 'The net learned from virtual scans; seven real upper jaws of other authors were measured (models/ios-surface.json), and numbers are often a place off.',
  },
];

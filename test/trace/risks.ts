/**
 * Risks in the manner of ISO 14971: before and after the controls, as severity × probability from 1 to 5 each
 * (docs/risk-table.md tells the scales). Controls are requirements, and what shows them are their tests.
 */

type Level = readonly [severity: 1 | 2 | 3 | 4 | 5, probability: 1 | 2 | 3 | 4 | 5];

export interface Risk {
  readonly id: string;
  readonly hazard: string;
  readonly sequence: string;
  readonly harm: string;
  readonly before: Level;
  readonly control: string;
  /** Ids of REQUIREMENTS, HARDENING or GAPS. */
  readonly requirements: readonly string[];
  readonly after: Level;
}

export const RISKS: readonly Risk[] = [
  {
    id: 'RISK-01',
    hazard: 'Wrong number',
    sequence: 'The nets give a tooth another number; a person takes it over into a plan or a letter',
    harm: 'The wrong tooth is treated or extracted',
    before: [5, 4],
    control:
      'One assignment over the arch, doubt with a runner-up, checks that look for shifted, swapped and doubled numbers, a person accepts each tooth and signs',
    requirements: ['REQ-30', 'REQ-33', 'REQ-34', 'REQ-58', 'REQ-56', 'REQ-77', 'GAP-01', 'GAP-06'],
    after: [5, 2],
  },
  {
    id: 'RISK-02',
    hazard: 'Left and right exchanged',
    sequence: 'A scan with a left-handed or wrong orientation, a mirrored radiograph, or a mirrored drawing',
    harm: 'The tooth of the other side is treated',
    before: [5, 3],
    control:
      'Sides come from the orientation of the file and not from the nets; mirrored pictures are told; letters on every plane; tests on left-handed and oblique grids',
    requirements: ['REQ-31', 'REQ-20', 'REQ-22', 'REQ-16', 'REQ-76', 'REQ-17'],
    after: [5, 1],
  },
  {
    id: 'RISK-03',
    hazard: 'Upper and lower exchanged, scan on its head',
    sequence: 'A wrong orientation in the file, a radiograph put in upside down',
    harm: 'The tooth of the other jaw is treated',
    before: [5, 2],
    control: 'A dentition that stands on its head is a finding; a radiograph upside down gets no numbers',
    requirements: ['REQ-32', 'REQ-39'],
    after: [5, 1],
  },
  {
    id: 'RISK-04',
    hazard: 'A tooth is missed',
    sequence: 'The nets do not find a tooth, a root rest or an impacted one',
    harm: 'It is left out of a plan; treatment is delayed',
    before: [3, 4],
    control:
      'Skipped numbers are findings; places without a tooth are shown in the chart; a person can add teeth and mark places as missing',
    requirements: ['REQ-34', 'REQ-36', 'REQ-29', 'GAP-01'],
    after: [3, 3],
  },
  {
    id: 'RISK-05',
    hazard: 'Something that is no tooth is called one',
    sequence: 'Spine, chin rest, implant, metal or an artefact is numbered',
    harm: 'A wrong chart; neighbours get wrong numbers',
    before: [3, 3],
    control:
      'What stands where no tooth can is dropped; what fits no place gets no number; what is metal through and through is called an implant or a pontic; type and status are a person’s to set',
    requirements: ['REQ-41', 'REQ-35', 'REQ-40'],
    after: [3, 2],
  },
  {
    id: 'RISK-06',
    hazard: 'Wrong scale',
    sequence: 'The file tells a wrong or no spacing; a person measures',
    harm: 'An implant or a file of the wrong length',
    before: [4, 3],
    control:
      'Spacing comes from positions where these are; what cannot be is refused; teeth of implausible size are a finding; measures are tested against known bodies',
    requirements: ['REQ-24', 'REQ-06', 'REQ-25', 'REQ-26', 'REQ-28'],
    after: [4, 2],
  },
  {
    id: 'RISK-07',
    hazard: 'Panoramic magnification is taken for size',
    sequence: 'A length on a panoramic radiograph is read as the patient’s',
    harm: 'A wrong length in a plan',
    before: [4, 4],
    control:
      'Without a scale only pixels; with one, “at the detector, enlarged by the projection” stands beside it and on the report',
    requirements: ['REQ-27', 'GAP-03'],
    after: [4, 2],
  },
  {
    id: 'RISK-08',
    hazard: 'Silent wrong geometry',
    sequence: 'Missing, doubled, tilted or unordered slices; another program’s file',
    harm: 'Distorted shapes, wrong lengths, a wrong side',
    before: [4, 3],
    control:
      'Order by place; each doubt is refused or is a warning that is part of the result; labels return onto the scan’s own grid',
    requirements: ['REQ-01', 'REQ-04', 'REQ-05', 'REQ-06', 'REQ-07', 'REQ-12', 'REQ-21'],
    after: [4, 1],
  },
  {
    id: 'RISK-09',
    hazard: 'Wrong grey values',
    sequence: 'A compressed, signed or inverted file is decoded wrongly',
    harm: 'A picture that misleads; nets that answer to another picture',
    before: [3, 3],
    control: 'Every supported transfer syntax is compared with pydicom; others are refused by name',
    requirements: ['REQ-02', 'REQ-03', 'REQ-08', 'REQ-15'],
    after: [3, 1],
  },
  {
    id: 'RISK-10',
    hazard: 'Stale result after an edit',
    sequence: 'A tooth is reshaped or renumbered; a measure, surface, export or report shows what was before',
    harm: 'A decision on old numbers',
    before: [4, 3],
    control: 'Measures after any edit equal a fresh measurement bit for bit; exports read the case as reviewed',
    requirements: ['REQ-60', 'REQ-74', 'REQ-75'],
    after: [4, 1],
  },
  {
    id: 'RISK-11',
    hazard: 'Wrong patient’s result',
    sequence: 'A stored case is shown on another scan; two studies are compared; results are sent into another study',
    harm: 'Treatment by another patient’s chart',
    before: [5, 2],
    control:
      'A fingerprint of the voxels binds case and scan; a case is changed only once that is certain; other patients are told; what is sent names the patient first',
    requirements: ['REQ-62', 'REQ-63', 'REQ-64', 'REQ-80', 'REQ-14'],
    after: [5, 1],
  },
  {
    id: 'RISK-12',
    hazard: 'Lost or altered work',
    sequence: 'Power cut, full disk, crash, two windows, a damaged file, a person who edits the record',
    harm: 'Decisions are lost or cannot be trusted',
    before: [3, 4],
    control:
      'Every action is flushed and chained by hashes; cases are written whole or not at all; damage is told and nothing deleted',
    requirements: ['REQ-51', 'REQ-52', 'REQ-53', 'REQ-54', 'REQ-90', 'REQ-91', 'REQ-92', 'REQ-93', 'REQ-96'],
    after: [3, 1],
  },
  {
    id: 'RISK-13',
    hazard: 'Export does not match the view',
    sequence: 'A segmentation, mesh, report or table differs from what was reviewed',
    harm: 'Another program plans on other teeth',
    before: [4, 3],
    control:
      'Voxels are read back by independent programs; exports hold present numbers without what was rejected; both sides of the mouth are tested',
    requirements: ['REQ-70', 'REQ-71', 'REQ-72', 'REQ-73', 'REQ-74', 'REQ-76', 'REQ-78', 'REQ-79'],
    after: [4, 1],
  },
  {
    id: 'RISK-14',
    hazard: 'Over-trust in the AI',
    sequence: 'A person signs off without looking, or takes a research program for a diagnosis',
    harm: 'Any of the above is not noticed',
    before: [4, 4],
    control:
      '“Research use, not for diagnosis” on everything that is seen; proposals are marked as such until a person decides; doubt and findings come first; who signed is told',
    requirements: ['REQ-77', 'REQ-33', 'REQ-55', 'REQ-56', 'GAP-04'],
    after: [4, 3],
  },
  {
    id: 'RISK-15',
    hazard: 'Deciduous and mixed dentitions are not recognised',
    sequence:
      'A child’s scan; today’s nets, which saw none, may miss milk teeth and germs or give them permanent numbers',
    harm: 'A wrong chart of a child',
    before: [4, 4],
    control:
      'Said in intended use and model cards; doubtful numbers and milk teeth beside their successors are findings; numbers of children are a person’s to give',
    requirements: ['REQ-37', 'REQ-33', 'GAP-02'],
    after: [4, 3],
  },
  {
    id: 'RISK-16',
    hazard: 'Another model, precision or provider answers otherwise',
    sequence: 'A file is changed, a driver computes wrongly, a cheaper graph differs',
    harm: 'Worse results than those that were measured',
    before: [4, 2],
    control:
      'Digests of every file; golden answers; a cheaper graph has to agree on this machine first; the provider that ran is in the result; quadrant doctor',
    requirements: ['REQ-42', 'REQ-44', 'REQ-45', 'REQ-120', 'REQ-121', 'REQ-122', 'GAP-05'],
    after: [4, 1],
  },
  {
    id: 'RISK-17',
    hazard: 'Patients’ data get out',
    sequence: 'Telemetry, a log sent for help, an export for research, a shared screen or disk, the network',
    harm: 'A breach of confidence',
    before: [4, 3],
    control:
      'No socket without an archive; no text in the log; de-identification searched byte by byte; names can be hidden; the doctor tells who may read the folder',
    requirements: ['REQ-100', 'REQ-101', 'REQ-105', 'REQ-106', 'REQ-107', 'REQ-108', 'REQ-110', 'REQ-123'],
    after: [4, 1],
  },
  {
    id: 'RISK-18',
    hazard: 'A hostile file or page takes over the program',
    sequence: 'A crafted scan or model, a web page that talks to the loopback host, a letter in a report',
    harm: 'Data are stolen or changed',
    before: [4, 2],
    control:
      'Sandboxed window without Node, strict content policy, one-time token, schemas at every border, limits before memory is taken',
    requirements: ['REQ-11', 'REQ-18', 'REQ-102', 'REQ-103', 'REQ-104', 'REQ-111', 'HARD-21'],
    after: [4, 1],
  },
  {
    id: 'RISK-19',
    hazard: 'A result does not reach the archive, or half of it',
    sequence: 'The network or the archive fails while results are sent or a series is fetched',
    harm: 'A colleague works without them; a scan is read with slices missing',
    before: [3, 3],
    control: 'The outbox is on disk before the first byte; series are fetched whole or not at all',
    requirements: ['REQ-81', 'REQ-82'],
    after: [3, 1],
  },
  {
    id: 'RISK-20',
    hazard: 'The program cannot be used when it is needed',
    sequence: 'A crash of the graphics card or the engine, a missing driver, an error in another language',
    harm: 'Delay',
    before: [2, 4],
    control:
      'The engine is a process of its own, the next provider takes over, lost pictures come back, errors say what to do in four languages',
    requirements: ['REQ-93', 'REQ-94', 'REQ-97', 'REQ-120', 'REQ-124', 'REQ-125', 'REQ-128'],
    after: [2, 2],
  },
];

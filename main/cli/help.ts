/** What `quadrant help` prints: all commands in a line each, or everything about one of them. */
import { EXPORT_FORMAT_IDS } from '#contract/exports';
import { PRODUCT_WORDS } from '#core/words/product-words';

interface Help {
  /** What it does, in a line. */
  readonly summary: string;
  /** Without the program's and the command's name. */
  readonly usages: readonly string[];
  readonly more?: string;
}

const SCAN = `<scan> is a DICOM folder, DICOMDIR or file, NIfTI (.nii, .nii.gz), or a panoramic radiograph as DICOM, PNG, JPEG
or TIFF.`;
const SURFACE = '<surface> is an intraoral scan as STL, PLY, OBJ or VTP.';

const HELP = {
  segment: {
    summary: 'finds, numbers and measures the teeth of a scan, or of each scan in a list',
    usages: [
      `<scan|surface> --out <case> [--provider auto|cuda|webgpu|dml|coreml|cpu]
[--precision auto|fp32|fp16|int8] [--tta] [--jaw upper|lower] [--series UID] [--models DIR] [--json]
[--remote URL [--remote-ca FILE]]`,
      '--list <file> --out <folder> [--shard i/n|auto/n] [… as above]',
    ],
    more: `${SCAN}
${SURFACE} --jaw says which jaw that is.
--tta looks at everything mirrored left to right too, in twice the time.
A list has one scan a line, relative to itself; # begins a comment. Each scan gets its own case folder in --out, finished
ones are left alone, any number of workers may share list and folder, and summary.json tells what became of each.
--shard takes every n-th scan; auto/n reads the number of a Slurm array task (1 to n) or a Kubernetes Indexed Job.
--remote sends pieces of the scan to a server that speaks the Open Inference Protocol v2 (Triton, OpenVINO Model Server,
KServe); QUADRANT_REMOTE_TOKEN is its bearer token.`,
  },
  import: {
    summary: 'makes a case of teeth that another program drew',
    usages: ['<seg.dcm> --scan <scan> --out <case> [--series UID] [--json]'],
    more: `<seg.dcm> is a DICOM Segmentation (binary, fractional or a label map) of the scan.
${SCAN}`,
  },
  info: {
    summary: 'tells what a scan holds, or what is wrong with a surface',
    usages: ['<scan|surface> [--series UID] [--json]'],
    more: `${SCAN}
${SURFACE}`,
  },
  review: {
    summary: 'prints who changed what in a case and when',
    usages: ['<case> [--json]'],
    more: 'It also checks that nobody changed the record or the result since.',
  },
  export: {
    summary: 'writes a case for other programs, for colleagues or for training',
    usages: [
      `<case> --format <format> --out <file> [--scan <scan>] [--language en|de|fr|zh]
[--notation fdi|universal|palmer] [--paper a4|letter] [--parts all|jaw|tooth] [--triangles N] [--compress]
[--deidentify [--key <file>]] [--json]`,
      '<case> … --format training --out <folder> [--json]',
    ],
    more: `<format> is one of ${EXPORT_FORMAT_IDS.slice(0, 12).join(', ')},
${EXPORT_FORMAT_IDS.slice(12).join(', ')}.
A contact sheet is of a CBCT and needs its scan: name it with --scan when it has moved. Labelme and COCO files hold the
outlines of a panoramic radiograph. STL, PLY, OBJ and glTF (.glb) are surfaces of a CBCT's teeth, all in one file or, with
--parts jaw or tooth and for OBJ, several in a folder or a .zip file; --triangles N leaves each tooth at most N. An
intraoral scan leaves as STL or as PLY with a label for each face. NRRD opens in 3D Slicer as a segmentation. DICOM objects
take patient and study from the scan; of a radiograph there are report and chart (dicom-pdf, dicom-sc). --compress makes
segmentations small, for programs that unpack them. Training takes reviewed cases only, and writes no name, id or date of a
patient. pdf is a report for a colleague, dicom-sc the tooth chart: Chromium, Chrome or Edge lays them out. Without its scan
the report has no picture.
--deidentify writes no name of patient or reviewer; with the key of deidentify it fits the scan that has no names.`,
  },
  register: {
    summary: "lays an intraoral scan onto the crowns of a CBCT's case",
    usages: ['<surface> --case <case> --out <file.stl|file.ply> [--json]'],
    more: `${SURFACE} It tells how well it fits, and refuses what only a mirror image would fit.`,
  },
  evaluate: {
    summary: 'compares predicted teeth with true ones',
    usages: ['--truth <file|dir> --pred <file|dir> --track cbct|opg [--json]'],
    more: `cbct compares NIfTI label maps and case folders, opg labelme JSON, label PNG files and case folders. Folders are
matched by the names of the cases in them.`,
  },
  deidentify: {
    summary: 'writes DICOM files without persons',
    usages: [
      `<folder|file> --out <folder> [--retain dates|shifted-dates|patient|device|institution|uids|descriptors|safe-private …]
[--key <file>] [--layout dicom|sts] [--include-burned-in] [--json]`,
    ],
    more: `It follows PS3.15 Annex E, or, as --layout sts, writes pictures and volumes of a data set. What may show or tell a
name and cannot be cleaned is held back, told on stderr, and the exit code is 1. --key keeps the way back, and lets a later
run give the same pseudonyms.`,
  },
  dataset: {
    summary: "makes and checks a data set of a clinic's exports",
    usages: [
      `<folder|file> … --out <folder> [--labels <folder>] [--size original|sts] [--retain …] [--key <file>]
[--include-burned-in] [--json]`,
      'check <folder> [--second <folder>] [--json]',
    ],
    more: `It is laid out as STS-Tooth: scans without persons, masks of reviewed cases and of --labels (NIfTI, PNG or labelme
files that bear the names of their scans), without what is invalid, there twice, an outlier, tells who a person is or is of
poor quality. It goes on where it was cut off. check compares hashes, pairs, grids and labels, also of STS 2024's layout,
and masks with those of a second person (--second).`,
  },
  pacs: {
    summary: "talks to a practice's picture archives",
    usages: [
      'servers | echo | outbox [--remove ENTRY] [--server NAME] [--json]',
      'add --name NAME --url URL [--user USER] [--ca <file.pem>]',
      `add --name NAME --host HOST --port PORT --called AET [--calling AET] [--tls] [--ca <file.pem>]
[--receive-port PORT]`,
      'remove | password --server NAME',
      `find [--patient NAME] [--id ID] [--accession NO] [--from DAY] [--to DAY] [--limit N] [--offset N]`,
      'get --study UID --series UID',
      'send <case> --format dicom-seg [--format …] [--scan <scan>]',
    ],
    more: `An archive speaks DICOMweb (--url) or DIMSE (--host). Passwords are read from standard input into the system's key
store; without one, QUADRANT_PACS_PASSWORD holds it. outbox sends what was not sent yet. Without a server it is off.`,
  },
  vault: {
    summary: 'encrypts the cases of the data folder',
    usages: ['status | on | off | passphrase [--json]'],
    more: 'on and passphrase read the new passphrase from standard input; on shows a recovery key once.',
  },
  audit: {
    summary: 'prints who did what and when on this computer',
    usages: ['[--month YYYY-MM] [--json]'],
    more: 'It names no patient, and tells whether the record is whole.',
  },
  doctor: {
    summary: 'tries providers and models, looks at disk, memory, drivers and archives, and gives plain advice',
    usages: ['[--bundle <file.zip>] [--models DIR] [--json]'],
    more: "--bundle writes what it found with the log for whoever helps, without patients' data.",
  },
  'model-repository': {
    summary: 'lays out the installed nets for an inference server (see segment --remote)',
    usages: ['--out <folder> [--models DIR] [--json]'],
  },
} satisfies Record<string, Help>;

export type CommandName = keyof typeof HELP;

export function isCommand(name: string | undefined): name is CommandName {
  return name !== undefined && Object.hasOwn(HELP, name);
}

export const COMMAND_NAMES: readonly CommandName[] = Object.keys(HELP).filter(isCommand);

export const OVERVIEW = `Quadrant finds, numbers (FDI) and measures every tooth in CBCT scans, panoramic radiographs and intraoral scans.
${PRODUCT_WORDS.en.researchUse}.

${COMMAND_NAMES.map((name) => `  quadrant ${name.padEnd(17)} ${HELP[name].summary}`).join('\n')}

quadrant help <command> tells how it is used. With --json one JSON document is printed on stdout, and nothing else.
For commands that read encrypted cases, --passphrase-file FILE or QUADRANT_PASSPHRASE holds the passphrase.
Exit codes: 0 done, 1 failed (one scan of a list, too), a damaged record or a doctor's fault, 2 bad usage or unreadable
input, 3 cancelled.
`;

/** The ways to call a command, a paragraph. */
export function usageOf(name: CommandName): string {
  const start = `  quadrant ${name} `;
  const continued = `\n${' '.repeat(start.length)}`;
  return `${HELP[name].usages.map((usage) => start + usage.replaceAll('\n', continued)).join('\n')}\n`;
}

/** Everything about a command. */
export function helpOf(name: CommandName): string {
  const { summary, more }: Help = HELP[name];
  return `quadrant ${name} ${summary}.\n\n${usageOf(name)}${more === undefined ? '' : `\n${more}\n`}`;
}

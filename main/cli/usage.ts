import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { QuadrantError } from '#contract/errors';
import { EXPORT_FORMAT_IDS } from '#contract/exports';
import { PRODUCT_WORDS } from '#core/words/product-words';

export const USAGE = `Quadrant finds, numbers (FDI) and measures every tooth in CBCT scans and panoramic radiographs.
${PRODUCT_WORDS.en.researchUse}.

  quadrant segment  <scan> --out <case> [--provider auto|cuda|webgpu|dml|coreml|cpu] [--precision auto|fp32|fp16|int8]
                    [--tta] [--jaw upper|lower] [--series UID] [--models DIR] [--json] [--remote URL [--remote-ca FILE]]
  quadrant segment  --list <file> --out <folder> [--shard i/n|auto/n] [… as above]
  quadrant import   <seg.dcm> --scan <scan> --out <case> [--series UID] [--json]
  quadrant evaluate --truth <file|dir> --pred <file|dir> --track cbct|opg [--json]
  quadrant export   <case> --format <format> --out <file> [--scan <scan>] [--language en|de|fr|zh] [--notation fdi|universal|palmer]
                    [--paper a4|letter] [--parts all|jaw|tooth] [--triangles N] [--compress]
                    [--deidentify [--key <file>]] [--json]
  quadrant export   <case> … --format training --out <folder> [--json]
  quadrant deidentify <folder|file> --out <folder> [--retain dates|shifted-dates|patient|device|institution|uids|
                    descriptors|safe-private …] [--key <file>] [--layout dicom|sts] [--include-burned-in] [--json]
  quadrant dataset  <folder|file> … --out <folder> [--labels <folder>] [--size original|sts] [--retain …] [--key <file>]
                    [--include-burned-in] [--json]
  quadrant dataset  check <folder> [--second <folder>] [--json]
  quadrant review   <case> [--json]
  quadrant model-repository --out <folder> [--models DIR] [--json]
  quadrant register <surface> --case <case> --out <file.stl|file.ply> [--json]
  quadrant vault    status | on | off | passphrase [--json]
  quadrant audit    [--month YYYY-MM] [--json]
  quadrant doctor   [--bundle <file.zip>] [--models DIR] [--json]
  quadrant info     <scan|surface> [--series UID] [--json]
  quadrant pacs     servers | echo | outbox [--remove ENTRY] [--server NAME] [--json]
  quadrant pacs     add --name NAME --url URL [--user USER] [--ca <file.pem>]
  quadrant pacs     add --name NAME --host HOST --port PORT --called AET [--calling AET] [--tls] [--ca <file.pem>]
                    [--receive-port PORT]
  quadrant pacs     remove | password --server NAME
  quadrant pacs     find [--patient NAME] [--id ID] [--accession NO] [--from DAY] [--to DAY] [--limit N] [--offset N]
  quadrant pacs     get --study UID --series UID
  quadrant pacs     send <case> --format dicom-seg [--format …] [--scan <scan>]

<scan>: a DICOM folder, DICOMDIR or file, NIfTI (.nii, .nii.gz), or a panoramic radiograph as DICOM, PNG, JPEG or TIFF.
<surface>: an intraoral scan as STL, PLY, OBJ or VTP. info tells what is wrong with it; register lays it onto the crowns of a
CBCT's case, tells how well it fits, and refuses what only a mirror image would fit.
import makes a case of teeth that another program drew: a DICOM Segmentation (binary, fractional or a label map) of the scan.
--track cbct compares NIfTI label maps and case folders, opg labelme JSON, label PNG files and case folders.
Formats of an export: ${EXPORT_FORMAT_IDS.slice(0, 12).join(', ')},
${EXPORT_FORMAT_IDS.slice(12).join(', ')}.
A contact sheet is of a CBCT and needs its scan: name it with --scan when it has moved. Labelme and COCO files hold the
outlines of a panoramic radiograph. STL, PLY, OBJ and glTF (.glb) are surfaces of a CBCT's teeth, all in one file or, with
--parts jaw or tooth and for OBJ, several in a folder or a .zip file; --triangles N leaves each tooth at most N. NRRD opens
in 3D Slicer as a segmentation. DICOM objects take patient and study from the scan; of a radiograph there are report
and chart (dicom-pdf, dicom-sc). --compress makes segmentations small, for programs that unpack them. Training takes
reviewed cases only, and writes no name, id or date of a patient.
pdf is a report for a colleague, dicom-sc the tooth chart: Chromium, Chrome or Edge lays them out. Without its scan the report
has no picture.
deidentify writes DICOM files after PS3.15 Annex E without persons, or, as --layout sts, pictures and volumes of a data
set. What may show or tell a name and cannot be cleaned is held back, told on stderr, and the exit code is 1. --key keeps
the way back, and lets a later run give the same pseudonyms.
dataset makes a data set of a clinic's exports, in the folders of STS-Tooth: scans without persons, masks of reviewed cases
and of --labels (NIfTI, PNG or labelme files that bear the names of their scans), without what is invalid, there twice, an
outlier, tells who a person is or is of poor quality. It goes on where it was cut off. check compares hashes, pairs, grids
and labels, also of STS 2024's layout, and masks with those of a second person (--second).
export --deidentify writes no name of patient or reviewer; with the key of deidentify it fits the scan that has no names.
review prints who changed what and when, and checks that nobody changed the record or the result since.
pacs talks to a practice's picture archives, DICOMweb (--url) or DIMSE (--host). Passwords are read from standard input into
the system's key store; without one, QUADRANT_PACS_PASSWORD holds it. outbox sends what was not sent yet. Without a server it is off.
doctor tries providers and models and looks at disk, memory, drivers and archives, with plain advice; --bundle writes what
it found with the log for whoever helps, without patients' data.
--tta looks at everything mirrored left to right too, in twice the time.
A list has one scan a line, relative to itself; # begins a comment. Each scan gets its own case folder in --out, finished ones
are left alone, any number of workers may share list and folder, and summary.json tells what became of each.
--shard takes every n-th scan; auto/n reads the number of a Slurm array task (1 to n) or a Kubernetes Indexed Job.
--remote sends pieces of the scan to a server that speaks the Open Inference Protocol v2 (Triton, OpenVINO Model Server,
KServe); QUADRANT_REMOTE_TOKEN is its bearer token. model-repository lays out the installed nets for such a server.
vault encrypts the cases of the data folder: on and passphrase read the new passphrase from standard input, on shows a recovery
key once. For commands that read encrypted cases, --passphrase-file FILE or QUADRANT_PASSPHRASE holds the passphrase.
audit prints who did what and when on this computer, without names of patients, and whether that record is whole.
With --json one JSON document is printed on stdout.
Exit codes: 0 done, 1 failed (a scan of a list, too), a damaged record or a doctor's fault, 2 bad usage or unreadable input, 3 cancelled.
`;

export function usageError(message: string): QuadrantError {
  return new QuadrantError('usage', message, 'Run "quadrant help" to see the commands.');
}

/** Parses a command's arguments strictly. @throws QuadrantError usage */
export function parseCommand<const Options extends ParseArgsOptionsConfig>(args: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (cause) {
    throw usageError(cause instanceof Error ? cause.message : 'The arguments cannot be understood.');
  }
}

/** The one positional argument of a command. @throws QuadrantError usage */
export function onePositional(positionals: readonly string[], what: string): string {
  const [value] = positionals;
  if (value === undefined || positionals.length !== 1) throw usageError(`Give exactly one ${what}.`);
  return value;
}

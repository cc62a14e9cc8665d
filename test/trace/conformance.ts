/** The tables of docs/dicom-conformance.md, from what the code reads and writes. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { READABLE_TRANSFER_SYNTAXES, transferSyntax } from '../../main/io/dicom/transfer-syntax.ts';
import { CAPTURE_CLASSES, PROJECTION_CLASSES } from '../../main/io/dicom/radiograph-header.ts';
import { NO_SCAN_CLASSES, XRAY_3D_CLASSES } from '../../main/io/dicom/series-candidate.ts';
import { USUAL_CLASSES } from '../../main/io/pacs/dimse.ts';
import { cells } from './tables-text.ts';

const STORAGE = '1.2.840.10008.5.1.4.1.1';

/** SOP classes of PS3.6 table A-1 that Quadrant knows, by the end of their UIDs. */
const NAMES: Readonly<Record<string, string>> = {
  '1': 'Computed Radiography Image Storage',
  '1.1': 'Digital X-Ray Image Storage – For Presentation',
  '1.1.1': 'Digital X-Ray Image Storage – For Processing',
  '1.3': 'Digital Intra-Oral X-Ray Image Storage – For Presentation',
  '1.3.1': 'Digital Intra-Oral X-Ray Image Storage – For Processing',
  '2': 'CT Image Storage',
  '2.1': 'Enhanced CT Image Storage',
  '7': 'Secondary Capture Image Storage',
  '7.2': 'Multi-frame Grayscale Byte Secondary Capture Image Storage',
  '7.3': 'Multi-frame Grayscale Word Secondary Capture Image Storage',
  '13.1.1': 'X-Ray 3D Angiographic Image Storage',
  '13.1.2': 'X-Ray 3D Craniofacial Image Storage',
  '66.4': 'Segmentation Storage',
  '66.7': 'Label Map Segmentation Storage',
  '77.1.4': 'VL Photographic Image Storage',
  '77.1.6': 'VL Whole Slide Microscopy Image Storage',
  '88.34': 'Comprehensive 3D SR Storage',
  '104.1': 'Encapsulated PDF Storage',
  '104.3': 'Encapsulated STL Storage',
  '481.2': 'RT Dose Storage',
};

export function conformanceTables(projectDir: string): Readonly<Record<string, string>> {
  return {
    fetched: classTable(USUAL_CLASSES),
    read: classTable([...XRAY_3D_CLASSES, ...PROJECTION_CLASSES, ...CAPTURE_CLASSES.filter((uid) => uid !== '')]),
    results: classTable(classesIn(projectDir, 'main/io/dicom-seg/*.ts')),
    refused: classTable(Object.keys(NO_SCAN_CLASSES)),
    written: classTable(classesIn(projectDir, 'main/io/dicom-write/*.ts')),
    syntaxes: [
      '| transfer syntax | UID |',
      '|---|---|',
      ...READABLE_TRANSFER_SYNTAXES.map((uid) => cells(transferSyntax(uid).name, uid)),
    ].join('\n'),
  };
}

/** SOP classes that the files of a room name. */
function classesIn(projectDir: string, pattern: string): readonly string[] {
  const text = globSync(pattern, { cwd: projectDir }).map((file) => readFileSync(join(projectDir, file), 'utf8'));
  return text.join('').match(/(?<=')1\.2\.840\.10008\.5\.1\.4\.1\.1\.[\d.]+(?=')/g) ?? [];
}

function classTable(uids: readonly string[]): string {
  const sorted = [...new Set(uids)].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return ['| SOP class | UID |', '|---|---|', ...sorted.map((uid) => cells(nameOf(uid), uid))].join('\n');
}

/** @throws Error for a class that nobody has named: the statement has to. */
function nameOf(uid: string): string {
  const name = NAMES[uid.slice(STORAGE.length + 1)];
  if (name === undefined) throw new Error(`Give ${uid} its name in test/trace/conformance.ts`);
  return name;
}

/** What an imported case says about where it comes from, and about all that was doubtful on the way. */
import type { Imported } from '#contract/case';
import type { Warning } from '#contract/scan';
import type { PlacedLabels } from '#core/voxels/label-stack';
import type { LabelledTeeth } from '#core/teeth/label-teeth';
import type { PaintedSegments } from '../../io/dicom-seg/paint-segments.ts';
import type { Segmentation } from '../../io/dicom-seg/read-segmentation.ts';
import type { Segment } from '../../io/dicom-seg/segment-list.ts';
import type { SegmentTooth, TeethOfSegments } from '../../io/dicom-seg/teeth-of-segments.ts';
import type { ReadScan } from '../../io/read-scan.ts';
import type { RelationToScan } from './segmented-scan.ts';

export function importedFrom({ madeBy, segments }: Segmentation): Imported {
  const { manufacturer, model, software, creator, date, sopInstanceUid } = madeBy;
  const parts = [manufacturer, model === manufacturer ? '' : model, software];
  const algorithms = segments.map(({ algorithmName, algorithmType }) =>
    algorithmName === '' ? algorithmType : `${algorithmName} (${algorithmType})`,
  );
  return {
    sopInstanceUid,
    program: parts.filter((part) => part !== '').join(' ') || 'an unnamed program',
    algorithms: [...new Set(algorithms)].filter((algorithm) => algorithm !== ''),
    creator,
    date,
  };
}

export interface ImportFacts {
  readonly segmentation: Segmentation;
  readonly scan: ReadScan;
  readonly relation: RelationToScan;
  readonly named: TeethOfSegments;
  readonly painted: PaintedSegments;
  readonly placed: PlacedLabels;
  readonly labelled: LabelledTeeth<SegmentTooth>;
}

/** Everything that the person who opens the case should know, the origin first. */
export function importWarnings(facts: ImportFacts): readonly Warning[] {
  const { segmentation, scan, relation, named, painted, placed, labelled } = facts;
  const { program, algorithms, creator, date } = importedFrom(segmentation);
  const warnings: Warning[] = [];
  const warn = (code: string, message: string): number => warnings.push({ code, message });
  const by = [creator === '' ? '' : ` by ${creator}`, date === '' ? '' : ` on ${date}`].join('');
  const how = algorithms.length === 0 ? '' : `: ${algorithms.slice(0, MOST_NAMES).join(', ')}`;
  warn('import.origin', `The teeth were not found by Quadrant here but opened from a file of ${program}${by}${how}.`);
  if (relation === 'unknown')
    warn(
      'import.unchecked',
      'The scan is a file without a study: whether the segmentation is of it could not be checked.',
    );
  if (!placed.coincides) {
    const own = sizeText([
      ...painted.stack.spacingMm,
      ...(painted.stack.stepMm === null ? [] : [painted.stack.stepMm]),
    ]);
    const its = sizeText(scan.volume.geometry.spacingMm);
    warn(
      'import.resampled',
      `The segmentation has other voxels (${own} mm) than the scan (${its} mm): each voxel of the scan took the nearest one.`,
    );
  }
  if (segmentation.pixels.kind === 'fractional')
    warn(
      'import.fractional',
      'The segmentation tells shares of voxels: what is at least half a tooth counts as tooth.',
    );
  if (painted.overlapping > 0)
    warn(
      'import.overlap',
      `${painted.overlapping} voxels belong to more than one tooth: they went to the smaller one.`,
    );
  if (placed.outside > 0) warn('import.outside', `${placed.outside} voxels of teeth lie outside of the scan.`);
  const leftOut = [...named.leftOut, ...labelled.surplus.map(({ segment }) => segment)];
  if (leftOut.length > 0)
    warn('import.left-out', `${leftOut.length} segments are no teeth and were left out: ${labelsText(leftOut)}.`);
  if (named.unclearNumbers.length > 0)
    warn(
      'import.unclear-numbers',
      `${named.unclearNumbers.length} segments were left out, since their numbers are no FDI numbers: ${labelsText(named.unclearNumbers)}.`,
    );
  if (labelled.empty.length > 0)
    warn('import.empty', `Without a voxel in the scan: ${labelled.empty.map(({ fdi }) => fdi).join(', ')}.`);
  for (const fdi of labelled.doubled) warn('import.doubled', `More than one segment is tooth ${fdi}.`);
  for (const { fdi, contradicting } of named.teeth)
    if (contradicting !== null)
      warn(
        'import.contradiction',
        `A segment is coded as tooth ${fdi} and labelled as ${contradicting}: the code counts.`,
      );
  return warnings;
}

const MOST_NAMES = 8;

function labelsText(segments: readonly Segment[]): string {
  const names = segments.slice(0, MOST_NAMES).map(({ label, number }) => label || `segment ${number}`);
  return [...names, ...(segments.length > MOST_NAMES ? ['…'] : [])].join(', ');
}

function sizeText(spacingMm: readonly number[]): string {
  return spacingMm.map((mm) => Number(mm.toFixed(3))).join(' × ');
}

import type { CbctCase } from '#contract/case';
import { inChartOrder, teethInOrder } from '../../state/tooth-order.ts';
import { confidenceText } from './confidence-word.ts';
import { ToothBadge, ToothList, ToothRow, ToothTitle } from './ToothList.tsx';
import styles from './Teeth.module.css';

interface CbctTableProps {
  readonly caseFile: CbctCase;
  readonly selectedTooth: number | null;
  readonly onSelect: (fdi: number) => void;
}

/** The teeth of a volume with their lengths and volumes; numbers are right-aligned under their unit. */
export function CbctTable({ caseFile, selectedTooth, onSelect }: CbctTableProps) {
  const head = (
    <>
      <span>FDI</span>
      <span>Tooth</span>
      <span>Length mm</span>
      <span>Volume mm³</span>
      <span>Widths mm</span>
      <span>Tilt</span>
    </>
  );
  return (
    <ToothList
      order={teethInOrder(caseFile)}
      selectedTooth={selectedTooth}
      onSelect={onSelect}
      columns="cbct"
      head={head}
    >
      {inChartOrder(caseFile.instances).map((tooth) => (
        <ToothRow key={tooth.fdi} label={tooth.fdi} selected={tooth.fdi === selectedTooth} onSelect={onSelect}>
          <ToothBadge fdi={tooth.fdi} />
          <ToothTitle fdi={tooth.fdi} confidence={tooth.confidence} note={confidenceText(tooth.confidence)} />
          <span className={styles.number}>{tooth.lengthMm.toFixed(1)}</span>
          <span className={styles.number}>{Math.round(tooth.volumeMm3)}</span>
          <span className={styles.number}>
            {tooth.mesiodistalMm.toFixed(1)} × {tooth.buccolingualMm.toFixed(1)}
          </span>
          <span className={styles.number}>{tooth.tiltDeg === null ? '–' : `${tooth.tiltDeg.toFixed(0)}°`}</span>
        </ToothRow>
      ))}
    </ToothList>
  );
}

import { TriangleAlert } from 'lucide-react';
import type { OpgCase } from '#contract/case';
import { inChartOrder, teethInOrder } from '../../state/tooth-order.ts';
import { confidenceWord } from './confidence-word.ts';
import { lengthText, scaleOf } from './opg-lengths.ts';
import { SupernumeraryBadge } from './SupernumeraryBadge.tsx';
import { ToothBadge, ToothList, ToothRow, ToothTitle } from './ToothList.tsx';
import styles from './Teeth.module.css';

interface OpgTableProps {
  readonly caseFile: OpgCase;
  readonly selectedTooth: number | null;
  readonly onSelect: (label: number) => void;
}

/** The teeth of a radiograph, and below them the supernumerary ones. */
export function OpgTable({ caseFile, selectedTooth, onSelect }: OpgTableProps) {
  const { instances, supernumerary } = caseFile;
  const { unit } = scaleOf([...instances, ...supernumerary]);
  const head = (
    <>
      <span>FDI</span>
      <span>Tooth</span>
      <span>Length {unit}</span>
      <span>Width {unit}</span>
      <span>Confi­dence</span>
      <span>Runner-up</span>
    </>
  );
  const row = (label: number) => ({ label, selected: label === selectedTooth, onSelect });
  return (
    <ToothList
      order={teethInOrder(caseFile)}
      selectedTooth={selectedTooth}
      onSelect={onSelect}
      columns="opg"
      head={head}
    >
      {inChartOrder(instances).map((tooth) => (
        <ToothRow key={tooth.fdi} {...row(tooth.fdi)}>
          <ToothBadge fdi={tooth.fdi} />
          <ToothTitle fdi={tooth.fdi} confidence={tooth.confidence} note={confidenceWord(tooth.confidence)} />
          <span className={styles.number}>{lengthText(tooth.lengthPx, tooth.lengthMm, unit)}</span>
          <span className={styles.number}>{lengthText(tooth.widthPx, tooth.widthMm, unit)}</span>
          <span className={styles.number}>
            {tooth.warnings.length > 0 && (
              <TriangleAlert className={styles.mark} size={12} aria-label="has a warning" role="img" />
            )}
            {tooth.confidence.toFixed(2)}
          </span>
          <span className={styles.number}>{tooth.runnerUpFdi ?? '–'}</span>
        </ToothRow>
      ))}
      {supernumerary.length > 0 && (
        <div role="group" aria-label="Supernumerary teeth">
          <p className={styles.groupTitle} aria-hidden>
            Supernumerary: no number was left
          </p>
          {supernumerary.map((tooth) => (
            <ToothRow key={tooth.label} {...row(tooth.label)}>
              <SupernumeraryBadge label={tooth.label} />
              <span className={styles.name}>
                near {tooth.nearFdi}
                <small>{confidenceWord(tooth.confidence)}</small>
              </span>
              <span className={styles.number}>{lengthText(tooth.lengthPx, tooth.lengthMm, unit)}</span>
              <span className={styles.number}>{lengthText(tooth.widthPx, tooth.widthMm, unit)}</span>
              <span className={styles.number}>{tooth.confidence.toFixed(2)}</span>
              <span className={styles.number}>–</span>
            </ToothRow>
          ))}
        </div>
      )}
    </ToothList>
  );
}

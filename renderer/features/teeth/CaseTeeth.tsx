import { TriangleAlert } from 'lucide-react';
import type { ComponentProps } from 'react';
import type { CaseFile } from '#contract/case';
import { resultOf } from '#contract/reviewed-case';
import { useApp, useReview, useSession, useText, useView } from '../../app-context.ts';
import { teethInOrder } from '../../state/teeth/tooth-order.ts';
import { Button } from '../../ui/Button.tsx';
import { WarningList } from '../../ui/Notice.tsx';
import { JawChoice } from '../intraoral/index.ts';
import { SegmentationButton } from '../open/index.ts';
import { ReviewCard } from '../review/index.ts';
import { ToothCard } from './card/ToothCard.tsx';
import { ToothChart } from './chart/ToothChart.tsx';
import { useFindings } from './finding-text.ts';
import { TeethPlot } from './plot/TeethPlot.tsx';
import { TeethTable } from './table/TeethTable.tsx';
import { TeethTabs } from './TeethTabs.tsx';
import { TEETH_TEXT } from './text.ts';
import { ToothList } from './ToothList.tsx';
import styles from './Teeth.module.css';

/** What was found: findings of the case, and its teeth as chart, table or plot with the selected one's card. */
export function CaseTeeth({ caseFile }: { readonly caseFile: CaseFile }) {
  const { commands, sceneCommands } = useApp();
  const t = useText(TEETH_TEXT);
  const busy = useSession((state) => state.job !== null || !state.caseConfirmed);
  const selectedTooth = useView((state) => state.selectedTooth);
  const warnings = useFindings(caseFile.warnings);
  const recordWarnings = useReview((state) => state.warnings);
  const otherScan = useSession((state) => state.scan?.warnings.find(({ code }) => code === 'scan.other-than-case'));
  const select = (label: number): void => commands.selectTooth(label, { goThere: true });
  const clickInChart = (label: number): void => {
    if (caseFile.modality === 'cbct' && label === selectedTooth) sceneCommands.isolateTooth(label);
    else select(label);
  };
  const selection = { caseFile, selectedTooth, onSelect: select };
  const count = toothCount(caseFile);
  const card = <ToothCard caseFile={caseFile} selectedTooth={selectedTooth} />;
  return (
    <>
      <div className={styles.heading}>
        <h2>{t.found(count)}</h2>
        <Button kind="quiet" disabled={busy} onClick={() => void commands.findTeeth()}>
          {t.again}
        </Button>
        <SegmentationButton small />
      </div>
      <WarningList warnings={otherScan === undefined ? recordWarnings : [otherScan, ...recordWarnings]} />
      <CaseWarnings warnings={warnings} />
      {caseFile.modality === 'ios' && <JawChoice jaw={caseFile.jaw} />}
      <ReviewCard />
      {teethInOrder(caseFile).length > 0 && (
        <TeethTabs
          panels={{
            chart: (
              <>
                <ToothChart {...selection} onSelect={clickInChart} />
                {card}
                <ToothList {...selection} />
              </>
            ),
            table: <TeethTable {...selection} />,
            plot: (
              <>
                <TeethPlot {...selection} />
                {card}
              </>
            ),
          }}
        />
      )}
    </>
  );
}

/** More than these would push the chart out of sight: they fold. */
const MOST_OPEN = 2;

function CaseWarnings({ warnings }: ComponentProps<typeof WarningList>) {
  const t = useText(TEETH_TEXT);
  if (warnings.length <= MOST_OPEN) return <WarningList warnings={warnings} />;
  return (
    <details className={styles.warnings}>
      <summary>
        <TriangleAlert size={14} aria-hidden />
        {t.warnings(warnings.length)}
      </summary>
      <WarningList warnings={warnings} />
    </details>
  );
}

/** Numbered teeth and, on a radiograph, supernumerary ones; not what a person says is none. */
function toothCount(caseFile: CaseFile): number {
  const { instances } = resultOf(caseFile);
  return instances.length + (caseFile.modality === 'opg' ? caseFile.supernumerary.length : 0);
}

import { ScanSearch } from 'lucide-react';
import type { CaseFile } from '#contract/case';
import { useApp, useModality, useSession, useView } from '../../app-context.ts';
import { PRESETS, PRESET_TITLES } from '../../viewer/grey-window.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice, WarningList } from '../../ui/Notice.tsx';
import { Slider } from '../../ui/Slider.tsx';
import { ArchCard } from '../arch/index.ts';
import { CanalsCard } from '../canal/index.ts';
import { JobCard } from '../jobs/index.ts';
import { MeasureCard } from '../measure/index.ts';
import { CbctTable } from './CbctTable.tsx';
import { OpgTable } from './OpgTable.tsx';
import { OutlineCard } from './OutlineCard.tsx';
import { ScanCard } from './ScanCard.tsx';
import { ToothCard } from './ToothCard.tsx';
import { ToothChart } from './ToothChart.tsx';
import styles from './Teeth.module.css';

/** The right side: window and overlay, progress, the chart, the selected tooth, the list. */
export function TeethPanel() {
  const caseFile = useSession((state) => state.caseFile);
  const job = useSession((state) => state.job);
  const loaded = useSession((state) => state.loadedFraction === 1);
  const scan = useSession((state) => state.scan);
  return (
    <aside className={styles.panel} aria-label="Teeth">
      <DisplayControls />
      <PanelError />
      {job !== null && <JobCard job={job} />}
      {scan?.info.modality === 'opg' && <OutlineCard />}
      <MeasureCard />
      <ArchCard />
      <CanalsCard />
      {caseFile !== null && <CaseTeeth caseFile={caseFile} />}
      {caseFile === null && job === null && loaded && <NoTeethYet />}
      {caseFile === null && scan !== null && <ScanCard scan={scan} />}
    </aside>
  );
}

function DisplayControls() {
  const { view, commands } = useApp();
  const preset = useView((state) => state.preset);
  const opacity = useView((state) => state.overlayOpacity);
  const hasTeeth = useSession((state) => state.labelsLoaded && state.caseFile !== null && countOf(state.caseFile) > 0);
  const modality = useModality();
  return (
    <section className={styles.display} aria-label="Display">
      <div className={styles.presets} role="group" aria-label="Window">
        {(modality === null ? [] : PRESETS[modality]).map((id) => (
          <button key={id} type="button" aria-pressed={preset === id} onClick={() => commands.usePreset(id)}>
            {PRESET_TITLES[id]}
          </button>
        ))}
      </div>
      {hasTeeth && (
        <div className={styles.opacity}>
          <span>Colour</span>
          <Slider
            label="Strength of the tooth colours"
            value={Math.round(opacity * 100)}
            min={0}
            max={100}
            step={5}
            onChange={(percent) => view.setState({ overlayOpacity: percent / 100, overlayVisible: true })}
          />
          <span className={styles.percent}>{Math.round(opacity * 100)} %</span>
        </div>
      )}
    </section>
  );
}

const ERROR_TITLES = {
  open: 'The scan could not be read',
  segment: 'The teeth could not be found',
  case: 'The result could not be shown',
  outline: 'The outline could not be drawn',
  annotate: 'Your drawing could not be saved',
} as const;

function PanelError() {
  const { commands } = useApp();
  const error = useSession((state) => state.error);
  if (error === null) return null;
  return (
    <ErrorNotice title={ERROR_TITLES[error.about]} error={error.error} onDismiss={commands.dismissError}>
      {error.about === 'segment' && (
        <Button className={styles.retry} onClick={() => void commands.findTeeth()}>
          Try again
        </Button>
      )}
    </ErrorNotice>
  );
}

function NoTeethYet() {
  const { commands } = useApp();
  const note = useSession((state) => state.jobNote);
  const modality = useModality();
  return (
    <section className={styles.empty}>
      {note !== null && <p role="status">Cancelled. Nothing was saved.</p>}
      <p>
        Every tooth is found, numbered and measured on this computer.
        {modality === 'opg'
          ? ' It takes some seconds.'
          : ' It takes from a few seconds with a graphics card to a minute without.'}
      </p>
      <Button kind="primary" icon={<ScanSearch size={16} aria-hidden />} onClick={() => void commands.findTeeth()}>
        Find teeth
      </Button>
    </section>
  );
}

function CaseTeeth({ caseFile }: { readonly caseFile: CaseFile }) {
  const { commands } = useApp();
  const running = useSession((state) => state.job !== null);
  const selectedTooth = useView((state) => state.selectedTooth);
  const select = (label: number): void => commands.selectTooth(label, { goThere: true });
  const selection = { selectedTooth, onSelect: select };
  const count = countOf(caseFile);
  return (
    <>
      <div className={styles.heading}>
        <h2>
          {count} {count === 1 ? 'tooth' : 'teeth'} found
        </h2>
        <Button kind="quiet" disabled={running} onClick={() => void commands.findTeeth()}>
          Find again
        </Button>
      </div>
      <WarningList warnings={caseFile.warnings} />
      {count > 0 && (
        <>
          <ToothChart instances={caseFile.instances} {...selection} />
          <ToothCard caseFile={caseFile} selectedTooth={selectedTooth} />
          {caseFile.modality === 'cbct' ? (
            <CbctTable caseFile={caseFile} {...selection} />
          ) : (
            <OpgTable caseFile={caseFile} {...selection} />
          )}
        </>
      )}
    </>
  );
}

/** Numbered teeth and, on a radiograph, supernumerary ones. */
function countOf(caseFile: CaseFile): number {
  return caseFile.instances.length + (caseFile.modality === 'opg' ? caseFile.supernumerary.length : 0);
}

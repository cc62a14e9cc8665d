import { ScanSearch } from 'lucide-react';
import { useApp, useModality, useReview, useSession, useText } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { ArchCard } from '../arch/index.ts';
import { CanalsCard } from '../canal/index.ts';
import { DisplayControls } from '../display/index.ts';
import { JOB_NOTES, JobCard } from '../jobs/index.ts';
import { MeasureCard } from '../measure/index.ts';
import { SegmentationButton } from '../open/index.ts';
import { LaidSurfacesCard } from '../registration/index.ts';
import { SignedNotice } from '../review/index.ts';
import { ShapeCard } from '../shapes/index.ts';
import { CaseTeeth } from './CaseTeeth.tsx';
import { OutlineCard } from './OutlineCard.tsx';
import { ScanCard } from './ScanCard.tsx';
import { ERROR_TITLES } from '../../words/error-titles.ts';
import { TEETH_TEXT } from './text.ts';
import styles from './Teeth.module.css';

/** The right side: window and overlay, progress, the chart, the selected tooth, the list. */
export function TeethPanel() {
  const caseFile = useSession((state) => state.caseFile);
  const job = useSession((state) => state.job);
  const loaded = useSession((state) => state.loadedFraction === 1);
  const scan = useSession((state) => state.scan);
  const t = useText(TEETH_TEXT);
  return (
    <aside className={styles.panel} aria-label={t.panel}>
      <DisplayControls />
      <PanelError />
      {job !== null && <JobCard job={job} />}
      {scan?.info.modality === 'opg' && <OutlineCard />}
      <ShapeCard />
      <MeasureCard />
      <ArchCard />
      <CanalsCard />
      <LaidSurfacesCard />
      {caseFile !== null && <CaseTeeth caseFile={caseFile} />}
      {caseFile === null && job === null && loaded && <NoTeethYet />}
      {caseFile === null && scan !== null && <ScanCard scan={scan} />}
    </aside>
  );
}

function PanelError() {
  const { commands } = useApp();
  const t = useText(TEETH_TEXT);
  const titles = useText(ERROR_TITLES);
  const error = useSession((state) => state.error);
  const isSigned = useReview(({ review }) => review?.signed != null);
  if (error === null) return null;
  if (error.about === 'review' && error.error.code === 'review.refused' && isSigned) {
    return <SignedNotice onDismiss={commands.dismissError} />;
  }
  return (
    <ErrorNotice title={titles[error.about]} error={error.error} onDismiss={commands.dismissError}>
      {error.about === 'segment' && (
        <Button className={styles.retry} onClick={() => void commands.findTeeth()}>
          {t.tryAgain}
        </Button>
      )}
    </ErrorNotice>
  );
}

function NoTeethYet() {
  const { commands } = useApp();
  const t = useText(TEETH_TEXT);
  const notes = useText(JOB_NOTES);
  const note = useSession((state) => state.jobNote);
  const modality = useModality() ?? 'cbct';
  return (
    <section className={styles.empty}>
      {note !== null && <p role="status">{notes[note]}</p>}
      <p>
        {t.findHint} {t.takes[modality]}
      </p>
      <Button kind="primary" icon={<ScanSearch size={16} aria-hidden />} onClick={() => void commands.findTeeth()}>
        {t.find}
      </Button>
      <SegmentationButton />
    </section>
  );
}

import type { ReactNode } from 'react';
import type { CaseFile, CbctCase, OpgCase, OutlinedTooth, SupernumeraryTooth, ToothInstance } from '#contract/case';
import { toothName } from '#core/fdi';
import { WarningList } from '../../ui/Notice.tsx';
import { confidenceText } from './confidence-word.ts';
import { areaWithUnit, lengthWithUnit } from './opg-lengths.ts';
import { SupernumeraryBadge } from './SupernumeraryBadge.tsx';
import { ToothBadge } from './ToothList.tsx';
import styles from './Teeth.module.css';

interface ToothCardProps {
  readonly caseFile: CaseFile;
  readonly selectedTooth: number | null;
}

/** Everything measured on the selected tooth. */
export function ToothCard({ caseFile, selectedTooth }: ToothCardProps) {
  switch (caseFile.modality) {
    case 'cbct':
      return <CbctToothCard caseFile={caseFile} selectedTooth={selectedTooth} />;
    case 'opg':
      return <OpgToothCard caseFile={caseFile} selectedTooth={selectedTooth} />;
  }
}

interface OfCase<Case> {
  readonly caseFile: Case;
  readonly selectedTooth: number | null;
}

function NoTooth() {
  return <p className={styles.cardHint}>Choose a tooth in the chart, the list or a picture.</p>;
}

function CbctToothCard({ caseFile, selectedTooth }: OfCase<CbctCase>) {
  const tooth = caseFile.instances.find(({ fdi }) => fdi === selectedTooth);
  if (tooth === undefined) return <NoTooth />;
  return (
    <Card badge={<ToothBadge fdi={tooth.fdi} />} title={toothName(tooth.fdi)} warnings={tooth.warnings}>
      <Metric label="Length" value={`${tooth.lengthMm.toFixed(1)} mm`} />
      <Metric label="Volume" value={`${Math.round(tooth.volumeMm3)} mm³`} />
      <Metric label="Mesiodistal" value={`${tooth.mesiodistalMm.toFixed(1)} mm`} />
      <Metric label="Buccolingual" value={`${tooth.buccolingualMm.toFixed(1)} mm`} />
      <Metric label="Tilt" value={tooth.tiltDeg === null ? 'no plane' : `${tooth.tiltDeg.toFixed(0)}°`} />
      <Metric label="Mean grey" value={String(Math.round(tooth.meanGrey))} />
      <NumberMetrics tooth={tooth} />
    </Card>
  );
}

function OpgToothCard({ caseFile, selectedTooth }: OfCase<OpgCase>) {
  const { pixelSpacingMm } = caseFile.source.radiograph;
  const tooth = caseFile.instances.find(({ fdi }) => fdi === selectedTooth);
  if (tooth !== undefined) {
    return (
      <Card badge={<ToothBadge fdi={tooth.fdi} />} title={toothName(tooth.fdi)} warnings={tooth.warnings}>
        <OutlineMetrics tooth={tooth} pixelSpacingMm={pixelSpacingMm} />
        <NumberMetrics tooth={tooth} />
      </Card>
    );
  }
  const extra = caseFile.supernumerary.find(({ label }) => label === selectedTooth);
  if (extra === undefined) return <NoTooth />;
  return (
    <Card badge={<SupernumeraryBadge label={extra.label} />} title="Supernumerary tooth" warnings={extra.warnings}>
      <OutlineMetrics tooth={extra} pixelSpacingMm={pixelSpacingMm} />
      <Metric label="Tooth" value={confidenceText(extra.confidence)} />
      <Metric label="Near" value={String(extra.nearFdi)} />
    </Card>
  );
}

interface OutlineMetricsProps {
  readonly tooth: OutlinedTooth | SupernumeraryTooth;
  readonly pixelSpacingMm: readonly [number, number] | null;
}

function OutlineMetrics({ tooth, pixelSpacingMm }: OutlineMetricsProps) {
  return (
    <>
      <Metric label="Length" value={lengthWithUnit(tooth.lengthPx, tooth.lengthMm)} />
      <Metric label="Width" value={lengthWithUnit(tooth.widthPx, tooth.widthMm)} />
      <Metric label="Area" value={areaWithUnit(tooth.areaPx, pixelSpacingMm)} />
      <Metric label="Mean grey" value={String(Math.round(tooth.meanGrey))} />
    </>
  );
}

function NumberMetrics({ tooth }: { readonly tooth: ToothInstance | OutlinedTooth }) {
  return (
    <>
      <Metric label="Number" value={confidenceText(tooth.confidence)} />
      <Metric label="Runner-up" value={tooth.runnerUpFdi === null ? 'none' : String(tooth.runnerUpFdi)} />
    </>
  );
}

interface CardProps {
  readonly badge: ReactNode;
  readonly title: string;
  readonly warnings: ToothInstance['warnings'];
  readonly children: ReactNode;
}

function Card({ badge, title, warnings, children }: CardProps) {
  return (
    <section className={styles.card} aria-label="Selected tooth" data-testid="tooth-card">
      <h3>
        {badge}
        {title}
      </h3>
      <dl className={styles.metrics}>{children}</dl>
      <WarningList warnings={warnings} />
    </section>
  );
}

function Metric({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

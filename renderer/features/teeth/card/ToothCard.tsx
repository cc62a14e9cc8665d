import { Info } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  labelOf,
  type CaseFile,
  type CbctCase,
  type IosCase,
  type OpgCase,
  type OutlinedTooth,
  type ScannedTooth,
  type SupernumeraryTooth,
  type ToothInstance,
} from '#contract/case';
import { useSettings, useText } from '../../../app-context.ts';
import { fullToothName } from '#core/words/tooth-names';
import { WarningList } from '../../../ui/Notice.tsx';
import { NumberEditor } from '../../numbers/index.ts';
import { ToothDecision } from '../../review/index.ts';
import { useConfidenceText } from '../confidence-word.ts';
import { useFindings } from '../finding-text.ts';
import { METRIC_TEXT, type MetricName } from '#core/words/metric-words';
import { CBCT_METRICS, IOS_METRICS, metricValue, opgMetrics } from '../metric.ts';
import { TEETH_TEXT } from '../text.ts';
import { ToothBadge } from '../ToothBadge.tsx';
import { useSign } from '../use-sign.ts';
import { CrownRootBar } from './CrownRootBar.tsx';
import { UsualRows } from './UsualRows.tsx';
import styles from './Card.module.css';

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
    case 'ios':
      return <IosToothCard caseFile={caseFile} selectedTooth={selectedTooth} />;
  }
}

interface OfCase<Case> {
  readonly caseFile: Case;
  readonly selectedTooth: number | null;
}

function NoTooth() {
  return <p className={styles.hint}>{useText(TEETH_TEXT).noTooth}</p>;
}

function CbctToothCard({ caseFile, selectedTooth }: OfCase<CbctCase>) {
  const t = useText(METRIC_TEXT);
  const language = useSettings((settings) => settings.language);
  const tooth = caseFile.instances.find((one) => labelOf(one) === selectedTooth);
  if (tooth === undefined) return <NoTooth />;
  return (
    <Card label={labelOf(tooth)} title={fullToothName(tooth.fdi, language)} tooth={tooth} hints={tooth.hints}>
      <CrownRootBar tooth={tooth} />
      <UsualRows tooth={tooth} />
      <dl className={styles.metrics}>
        <Plain id="tiltDeg" value={tooth.tiltDeg === null ? t.noPlane : metricOf('tiltDeg', tooth)} />
        <Plain id="meanGrey" value={metricOf('meanGrey', tooth)} />
        {tooth.neighbours !== undefined && (
          <>
            <Neighbour name={t.mesial} neighbour={tooth.neighbours.mesial} />
            <Neighbour name={t.distal} neighbour={tooth.neighbours.distal} />
          </>
        )}
        {(tooth.brightShare ?? 0) >= 0.005 && <Plain id="brightShare" value={metricOf('brightShare', tooth)} />}
        <NumberMetrics tooth={tooth} />
      </dl>
      <p className={styles.source}>{t.source}</p>
    </Card>
  );
}

function metricOf(id: MetricName, tooth: ToothInstance): string {
  const metric = CBCT_METRICS.find((one) => one.id === id);
  return metric === undefined ? '–' : metricValue(metric, metric.value(tooth));
}

interface NeighbourProps {
  readonly name: string;
  readonly neighbour: NonNullable<ToothInstance['neighbours']>['mesial'];
}

function Neighbour({ name, neighbour }: NeighbourProps) {
  const t = useText(METRIC_TEXT);
  const sign = useSign();
  if (neighbour === null) return <Row name={name} value={t.endOfRow} />;
  const distance = neighbour.distanceMm === 0 ? t.contact : `${neighbour.distanceMm.toFixed(1)} mm`;
  return <Row name={name} value={`${sign(neighbour.fdi)} · ${distance}`} />;
}

function OpgToothCard({ caseFile, selectedTooth }: OfCase<OpgCase>) {
  const words = useText(TEETH_TEXT);
  const t = useText(METRIC_TEXT);
  const language = useSettings((settings) => settings.language);
  const confidenceText = useConfidenceText();
  const sign = useSign();
  const tooth = caseFile.instances.find((one) => labelOf(one) === selectedTooth);
  if (tooth !== undefined) {
    return (
      <Card label={labelOf(tooth)} title={fullToothName(tooth.fdi, language)} tooth={tooth}>
        <dl className={styles.metrics}>
          <OutlineMetrics caseFile={caseFile} tooth={tooth} />
          <NumberMetrics tooth={tooth} />
        </dl>
      </Card>
    );
  }
  const extra = caseFile.supernumerary.find(({ label }) => label === selectedTooth);
  if (extra === undefined) return <NoTooth />;
  return (
    <Card label={extra.label} title={words.supernumerary} tooth={extra}>
      <dl className={styles.metrics}>
        <OutlineMetrics caseFile={caseFile} tooth={extra} />
        <Row name={words.columns.tooth} value={confidenceText(extra.confidence)} />
        <Row name={t.near} value={sign(extra.nearFdi)} />
      </dl>
    </Card>
  );
}

function IosToothCard({ caseFile, selectedTooth }: OfCase<IosCase>) {
  const language = useSettings((settings) => settings.language);
  const tooth = caseFile.instances.find((one) => labelOf(one) === selectedTooth);
  if (tooth === undefined) return <NoTooth />;
  return (
    <Card label={labelOf(tooth)} title={fullToothName(tooth.fdi, language)} tooth={tooth}>
      <dl className={styles.metrics}>
        {IOS_METRICS.filter(({ id }) => id !== 'confidence').map((metric) => (
          <Plain key={metric.id} id={metric.id} value={metricValue(metric, metric.value(tooth))} />
        ))}
        <NumberMetrics tooth={tooth} />
      </dl>
    </Card>
  );
}

interface OutlineMetricsProps {
  readonly caseFile: OpgCase;
  readonly tooth: OutlinedTooth | SupernumeraryTooth;
}

function OutlineMetrics({ caseFile, tooth }: OutlineMetricsProps) {
  return opgMetrics(caseFile)
    .filter(({ id }) => id !== 'confidence')
    .map((metric) => <Plain key={metric.id} id={metric.id} value={metricValue(metric, metric.value(tooth))} />);
}

function NumberMetrics({ tooth }: { readonly tooth: ToothInstance | OutlinedTooth | ScannedTooth }) {
  const { none } = useText(TEETH_TEXT);
  const t = useText(METRIC_TEXT);
  const confidenceText = useConfidenceText();
  const sign = useSign();
  return (
    <>
      <Row name={t.number} value={confidenceText(tooth.confidence)} />
      <Row name={t.runnerUp} value={tooth.runnerUpFdi === null ? none : sign(tooth.runnerUpFdi)} />
    </>
  );
}

interface CardProps {
  readonly label: number;
  readonly title: string;
  readonly tooth: Pick<ToothInstance, 'warnings'>;
  readonly hints?: ToothInstance['hints'];
  readonly children: ReactNode;
}

function Card({ label, title, tooth, hints = [], children }: CardProps) {
  const { selected } = useText(TEETH_TEXT);
  const warnings = useFindings(tooth.warnings);
  const told = useFindings(hints);
  return (
    <section className={styles.card} aria-label={selected} data-testid="tooth-card">
      <h3>
        <ToothBadge label={label} />
        {title}
      </h3>
      <NumberEditor label={label} />
      <ToothDecision label={label} />
      <WarningList warnings={warnings} />
      {told.length > 0 && (
        <ul className={styles.hints}>
          {told.map(({ code, message }) => (
            <li key={code}>
              <Info size={14} aria-hidden />
              {message}
            </li>
          ))}
        </ul>
      )}
      {children}
    </section>
  );
}

function Plain({ id, value }: { readonly id: MetricName; readonly value: string }) {
  return <Row name={useText(METRIC_TEXT).names[id]} value={value} />;
}

function Row({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

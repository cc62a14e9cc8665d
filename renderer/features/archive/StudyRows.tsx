import { FileCheck, FolderOpen } from 'lucide-react';
import { useRef, type KeyboardEvent } from 'react';
import type { WorklistSeries, WorklistStudy } from '#contract/pacs';
import { useApp, useArchive, useSettings, useText } from '../../app-context.ts';
import { dayText } from '#core/words/format';
import { readableName } from '#core/words/person-name';
import { SEARCH_TEXT } from './search-text.ts';
import styles from './Archive.module.css';

/** Studies with their series; arrows walk through what can be opened. */
export function StudyRows({ studies }: { readonly studies: readonly WorklistStudy[] }) {
  const list = useRef<HTMLUListElement>(null);
  const t = useText(SEARCH_TEXT);
  const pressed = (event: KeyboardEvent): void => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-series]') ?? [])];
    const index = rows.findIndex((row) => row === event.target);
    const target = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (index < 0 || target === undefined) return;
    event.preventDefault();
    rows[target]?.focus();
  };
  return (
    <ul ref={list} className={styles.studies} aria-label={t.studies} onKeyDown={pressed}>
      {studies.map((study) => (
        <Study key={study.studyUid} study={study} />
      ))}
    </ul>
  );
}

function Study({ study }: { readonly study: WorklistStudy }) {
  const language = useSettings((settings) => settings.language);
  const t = useText(SEARCH_TEXT);
  const { patientName, patientId, birthDate, studyDate, accessionNumber, description } = study;
  const facts = [
    patientId,
    ...(birthDate === '' ? [] : [t.born(dayText(birthDate, language))]),
    accessionNumber,
    description,
  ].filter((fact) => fact !== '');
  return (
    <li className={styles.study} data-study-uid={study.studyUid}>
      <div className={styles.who}>
        <strong>{readableName(patientName) || t.noName}</strong>
        <span>{facts.join(' · ')}</span>
        {studyDate !== '' && <time dateTime={studyDate}>{dayText(studyDate, language)}</time>}
      </div>
      <div className={styles.seriesList}>
        {study.series.map((series) => (
          <Series key={series.seriesUid} study={study} series={series} />
        ))}
      </div>
    </li>
  );
}

interface SeriesProps {
  readonly study: WorklistStudy;
  readonly series: WorklistSeries;
}

/** A scan is opened with a press; a result only says that it is there. */
function Series({ study, series }: SeriesProps) {
  const { archive } = useApp();
  const busy = useArchive((state) => state.retrieval !== null);
  const t = useText(SEARCH_TEXT);
  const { kind, modality, description, images } = series;
  const facts = [
    ...(kind === 'result' ? [modality] : []),
    description,
    ...(images === null ? [] : [t.images(images)]),
  ].filter((fact) => fact !== '');
  const line = (
    <>
      <strong>{t.kinds[kind]}</strong>
      <span>{facts.join(' · ')}</span>
    </>
  );
  if (kind === 'result') {
    return (
      <div className={styles.result}>
        <FileCheck size={15} aria-hidden />
        {line}
      </div>
    );
  }
  return (
    <button
      type="button"
      className={styles.series}
      data-series={series.seriesUid}
      disabled={busy}
      title={t.open(t.kinds[kind], readableName(study.patientName) || t.noName)}
      onClick={() => void archive.retrieve(study, series)}
    >
      <FolderOpen size={15} aria-hidden />
      {line}
      <span className={styles.openWord}>{t.openWord}</span>
    </button>
  );
}

/** Studies of an archive that hold something for Quadrant: CBCT scans and panoramic radiographs. */
import type { WorklistPage, WorklistSeries, WorklistStudy } from '#contract/pacs';
import type { Archive, FoundSeries, FoundStudy, StudySearch } from '../../io/pacs/archive.ts';

const RADIOGRAPHS = ['PX', 'DX', 'IO', 'CR'];
const OPENED = ['CT', ...RADIOGRAPHS];
/** Of a segmentation, a report, a document, a model or a picture made from a scan. */
const RESULTS = ['SEG', 'SR', 'DOC', 'M3D', 'OT'];
/** It bears the modality of whatever machine made it. */
const XRAY_3D_CRANIOFACIAL = '1.2.840.10008.5.1.4.1.1.13.1.2';
/** A hospital's archive holds mostly other things: a page that stays empty comes back, with where to go on. */
const MOST_LOOKED_AT = 1000;

/** One page; short or empty where much else lies in between. @throws QuadrantError pacs.* */
export async function findWorklist(archive: Archive, search: StudySearch, signal: AbortSignal): Promise<WorklistPage> {
  const { candidates, next } = await findCandidates(archive, search, signal);
  const series = await archive.findSeries(
    candidates.map(({ studyUid }) => studyUid),
    signal,
  );
  const studies: WorklistStudy[] = [];
  for (const { modalities: _modalities, sopClassUids, ...study } of candidates) {
    const found = series.get(study.studyUid) ?? [];
    const scans = sopClassUids.includes(XRAY_3D_CRANIOFACIAL)
      ? await craniofacialSeries(archive, study.studyUid, found, signal)
      : new Set<string>();
    const shown = found.flatMap((each) => shownSeries(each, scans) ?? []);
    if (shown.some(({ kind }) => kind !== 'result')) studies.push({ ...study, series: shown });
  }
  return { studies: studies.sort((a, b) => b.studyDate.localeCompare(a.studyDate)), next };
}

/** Up to `limit` studies that may hold a scan, and where the server's list goes on after them. */
async function findCandidates(
  archive: Archive,
  search: StudySearch,
  signal: AbortSignal,
): Promise<{ readonly candidates: readonly FoundStudy[]; readonly next: number | null }> {
  const candidates: FoundStudy[] = [];
  let { from } = search;
  while (from - search.from < MOST_LOOKED_AT) {
    const { studies, more } = await archive.findStudies({ ...search, from }, signal);
    for (const [index, study] of studies.entries()) {
      from++;
      if (mayHoldScan(study)) candidates.push(study);
      const isLast = !more && index === studies.length - 1;
      if (candidates.length === search.limit) return { candidates, next: isLast ? null : from };
    }
    // More without anything new would go on for ever.
    if (!more || studies.length === 0) return { candidates, next: null };
  }
  return { candidates, next: from };
}

/** Searching for modalities is left to us: servers differ in what a list of them means. */
function mayHoldScan({ studyUid, modalities }: FoundStudy): boolean {
  if (studyUid === '') return false;
  return modalities.length === 0 || modalities.some((modality) => OPENED.includes(modality));
}

/** Series that are volumes though their modality says radiograph: only their images tell. */
async function craniofacialSeries(
  archive: Archive,
  studyUid: string,
  series: readonly FoundSeries[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const volumes = new Set<string>();
  for (const { seriesUid, modality } of series) {
    if (!RADIOGRAPHS.includes(modality)) continue;
    const images = await archive.findImages({ studyUid, seriesUid }, signal);
    if (images.some(({ sopClassUid }) => sopClassUid === XRAY_3D_CRANIOFACIAL)) volumes.add(seriesUid);
  }
  return volumes;
}

function shownSeries(series: FoundSeries, volumes: ReadonlySet<string>): WorklistSeries | null {
  const { modality, seriesUid } = series;
  if (seriesUid === '') return null;
  if (modality === 'CT' || volumes.has(seriesUid)) return { ...series, kind: 'cbct' };
  if (RADIOGRAPHS.includes(modality)) return { ...series, kind: 'opg' };
  return RESULTS.includes(modality) ? { ...series, kind: 'result' } : null;
}

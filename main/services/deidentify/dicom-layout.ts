/** DICOM files as DICOM files, in folders of their own. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deidentifyObject } from '../../io/deidentify/deidentify-object.ts';
import { cancelled } from '../../io/scan-errors.ts';
import { writeNew } from '../../io/write-new.ts';
import { readOriginal, withoutFile, type FileLine, type LayoutJob } from './layout-job.ts';

const FILES_AT_ONCE = 8;

/** <out>/PATIENT/STUDY/SERIES/INSTANCE.dcm, all from pseudonyms. */
export async function dicomLayout(job: LayoutJob): Promise<FileLine[]> {
  const { files, signal, onProgress } = job;
  const lines = new Array<FileLine>(files.length);
  let next = 0;
  let done = 0;
  const worker = async (): Promise<void> => {
    while (next < files.length) {
      if (signal?.aborted) throw cancelled();
      const n = next++;
      lines[n] = await deidentifyFile(files[n], job);
      onProgress?.(++done, files.length);
    }
  };
  await Promise.all(Array.from({ length: Math.min(FILES_AT_ONCE, files.length) }, worker));
  return lines;
}

async function deidentifyFile(path: string, { outDir, key, object }: LayoutJob): Promise<FileLine> {
  const file = await readOriginal(path);
  if (!Buffer.isBuffer(file)) return file;
  const result = deidentifyObject(file, object);
  if (result.kind !== 'done') return withoutFile(result.kind, result.reason);
  const { patient, studyUid, seriesUid, sopUid, warnings } = result;
  key.remember(patient, result.original, result.shiftedDays);
  const short = (uid: string): string => key.pseudonyms.shortName(uid);
  const written = `${patient}/study-${short(studyUid)}/series-${short(seriesUid)}/${short(sopUid)}.dcm`;
  const isNew = await writeNew(join(outDir, ...written.split('/')), (partial) =>
    writeFile(partial, Buffer.concat(result.pieces), { flag: 'wx' }),
  );
  return { outcome: isNew ? 'written' : 'there', written: [written], reason: null, warnings, patient };
}

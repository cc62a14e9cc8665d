/** What a person looks at or prints, as DICOM objects that travel with the study. */
import { encapsulatedPdf, encapsulatedStl } from '../../io/dicom-write/encapsulated-document.ts';
import { secondaryCapture } from '../../io/dicom-write/secondary-capture.ts';
import { encodeDicom } from '../../io/dicom-write/write-dicom.ts';
import { encodeStl } from '../../io/mesh/stl.ts';
import { resultObject, volumeObject, writeObject } from './dicom.ts';
import type { ExportJob, Written } from './export-case.ts';
import { meshWriter } from './meshes.ts';
import { chartPicture, reportPdf } from './report.ts';
import { namelessObject } from './without-persons.ts';

/** The tooth chart as a picture. @throws QuadrantError scan.* when the scan is gone, export.* */
export async function writeSecondaryCapture(job: ExportJob): Promise<Written> {
  const { language, notation } = job.options;
  const result = await job.result();
  const object = await resultObject(job, result.caseFile, result);
  const picture = await chartPicture(job);
  return writeObject(job, object, secondaryCapture({ ...object, picture, variant: `${language} ${notation}` }));
}

/** The report as a document. @throws QuadrantError scan.* when the scan is gone, export.* */
export async function writeDocument(job: ExportJob): Promise<Written> {
  const { language, notation, paper } = job.options;
  const bytes = await reportPdf(job);
  const result = await job.result();
  const object = await resultObject(job, result.caseFile, result);
  const variant = `${language} ${notation} ${paper}`;
  return writeObject(job, object, encapsulatedPdf({ ...object, bytes, variant }));
}

/** The surfaces of all teeth as one STL file. @throws QuadrantError scan.* when the scan is gone, job.cancelled */
export async function writeModel(job: ExportJob): Promise<Written> {
  const { object } = await volumeObject(job);
  const { options } = job;
  const write = meshWriter(async (parts, stem) => {
    const [{ bytes }] = encodeStl(parts, stem);
    const pieces = await encodeDicom(encapsulatedStl({ ...object, bytes, variant: `${options.triangles}` }));
    const file = job.nameless === null ? pieces : namelessObject(pieces, job.nameless);
    return [{ name: `${stem}.dcm`, bytes: Buffer.concat(file) }];
  });
  return write({ ...job, options: { ...options, parts: 'all' } });
}

/** What a person looks at or prints, as DICOM objects that travel with the study. */
import { encapsulatedStl } from '../../io/dicom-write/encapsulated-document.ts';
import { secondaryCapture } from '../../io/dicom-write/secondary-capture.ts';
import { encodeDicom } from '../../io/dicom-write/write-dicom.ts';
import { encodeStl } from '../../io/mesh/stl.ts';
import { drawSheet } from './contact-sheet.ts';
import { resultObject, volumeObject, writeObject } from './dicom.ts';
import type { ExportJob, Written } from './export-case.ts';
import { meshWriter } from './meshes.ts';

/** The contact sheet, or the outlined radiograph. @throws QuadrantError scan.* when the scan is gone or another one */
export async function writeSecondaryCapture(job: ExportJob): Promise<Written> {
  const { raster: picture, result } = await drawSheet(job);
  const object = await resultObject(job, result.caseFile, result);
  return writeObject(job, object, secondaryCapture({ ...object, picture }));
}

/** The surfaces of all teeth as one STL file. @throws QuadrantError scan.* when the scan is gone, job.cancelled */
export async function writeModel(job: ExportJob): Promise<Written> {
  const { object } = await volumeObject(job);
  const { options } = job;
  const write = meshWriter(async (parts, stem) => {
    const [{ bytes }] = encodeStl(parts, stem);
    const pieces = await encodeDicom(encapsulatedStl({ ...object, bytes, variant: `${options.triangles}` }));
    return [{ name: `${stem}.dcm`, bytes: Buffer.concat(pieces) }];
  });
  return write({ ...job, options: { ...options, parts: 'all' } });
}

/** The label map and the measurements of a case as other programs read them. */
import { labelOf, type CbctCase } from '#contract/case';
import { toothCode } from '#core/teeth/tooth-codes';
import { encodeLabelNrrd, type NrrdSegment } from '../../io/label-nrrd.ts';
import { partOf } from '../../io/mesh/mesh-part.ts';
import { encodeLabelNifti } from '../../io/nifti-labels.ts';
import { writeGreyPng } from '../../io/png.ts';
import { replaceFile } from '../../io/replace-file.ts';
import { toothTable } from '../../io/tooth-table.ts';
import type { ExportJob, Written } from './export-case.ts';

/** The label map on the grid of the scan: value = FDI code, from 201 on further teeth. */
export async function writeNifti(job: ExportJob): Promise<Written> {
  const { caseFile, labels } = await job.result();
  await replaceFile(job.outPath, await encodeLabelNifti(labels), 'The label map');
  return told(caseFile.instances.length);
}

/** The same as a segmentation that 3D Slicer opens. */
export async function writeNrrd(job: ExportJob): Promise<Written> {
  const { caseFile, labels } = await job.result();
  if (caseFile.modality !== 'cbct') throw new TypeError('The label map of a radiograph is a picture');
  const segments = caseFile.instances.map(segmentOf);
  await replaceFile(job.outPath, await encodeLabelNrrd(labels, segments), 'The segmentation');
  return told(segments.length);
}

function segmentOf(tooth: CbctCase['instances'][number]): NrrdSegment {
  const { fdi, type, boundsIjk } = tooth;
  const { title, colour } = partOf(tooth);
  const code = toothCode(fdi, { supernumerary: type === 'supernumerary' });
  return { label: labelOf(tooth), name: title, colour, boundsIjk, code };
}

/** The label map of a radiograph: 8-bit grey, value = FDI code, from 201 on supernumerary teeth. */
export async function writePngLabels(job: ExportJob): Promise<Written> {
  const { caseFile, labels } = await job.result();
  if (caseFile.modality !== 'opg') throw new TypeError('The label map of a CBCT is a volume');
  const [width, height] = labels.geometry.dims;
  await writeGreyPng(job.outPath, { width, height, data: labels.data });
  return told(caseFile.instances.length + caseFile.supernumerary.length);
}

/** A row for each tooth. */
export async function writeCsv(job: ExportJob): Promise<Written> {
  const { caseFile } = await job.result({ greys: true });
  await replaceFile(job.outPath, toothTable(caseFile), 'The table');
  return told(caseFile.instances.length + (caseFile.modality === 'opg' ? caseFile.supernumerary.length : 0));
}

/** The case as reviewed in the form of case.json (`caseFileSchema`), and who reviewed it; without the path of the scan. */
export async function writeJson(job: ExportJob): Promise<Written> {
  const { caseFile, review } = await job.result({ greys: true });
  const document = { ...caseFile, source: { ...caseFile.source, path: '' }, review };
  await replaceFile(job.outPath, `${JSON.stringify(document, null, 2)}\n`, 'The case');
  return told(caseFile.instances.length + (caseFile.modality === 'opg' ? caseFile.supernumerary.length : 0));
}

function told(teeth: number): Written {
  return { teeth, facts: {}, summary: `${teeth} ${teeth === 1 ? 'tooth' : 'teeth'}` };
}

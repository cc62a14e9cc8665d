/** The outlined teeth of a radiograph's case as a JSON file for annotation tools and training. */
import type { OpgCase } from '#contract/case';
import { cocoDocument } from '../../io/coco.ts';
import { labelmeDocument } from '../../io/labelme.ts';
import { outlinedPicture, type OutlinedPicture } from '../../io/outlined-picture.ts';
import { replaceFile } from '../../io/replace-file.ts';
import { reviewWords, type ReviewSummary } from '../review/reviewed-result.ts';
import type { ExportJob, Written } from './export-case.ts';

/** One labelme document. */
export function writeLabelme(job: ExportJob): Promise<Written> {
  return writeOutlines(job, ({ picture, review }) => ({ ...labelmeDocument(picture), ...(review && { review }) }));
}

/** A COCO document with one image. */
export function writeCoco(job: ExportJob): Promise<Written> {
  return writeOutlines(job, ({ caseFile, picture, review }) => {
    const words = review === null ? '' : `. ${reviewWords(review)}`;
    return cocoDocument(picture, `${describe(job.caseName, caseFile)}${words}`, review?.reviewedBy);
  });
}

interface Outlined {
  readonly caseFile: OpgCase;
  readonly picture: OutlinedPicture;
  readonly review: ReviewSummary | null;
}

/** The outlines of all teeth of a case, numbered and supernumerary. */
async function writeOutlines(job: ExportJob, documentOf: (outlined: Outlined) => object): Promise<Written> {
  const { caseFile, review } = await job.result({ greys: true });
  if (caseFile.modality !== 'opg') throw new TypeError('Outlines are of a radiograph');
  const picture = outlinedPicture(caseFile);
  const document = documentOf({ caseFile, picture, review });
  await replaceFile(job.outPath, `${JSON.stringify(document, null, 2)}\n`, 'The outlines');
  const { width, height } = picture;
  const teeth = picture.teeth.length;
  return {
    teeth,
    facts: { width, height, ...(review && { review }) },
    summary: `${teeth} teeth on ${width} × ${height} pixels`,
  };
}

function describe(name: string, { quadrantVersion, createdAt }: OpgCase): string {
  return `Teeth of ${name}, outlined by Quadrant ${quadrantVersion} on ${createdAt.slice(0, 10)}`;
}

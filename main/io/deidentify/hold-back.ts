/** What no program can clean for certain: objects that are kept back with a reason until a person decides. */
import type { Item } from './elements.ts';
import { valueIn } from './deidentify-data-set.ts';
import { isWellKnownUid } from './pseudonyms.ts';

export interface Judgement {
  /** Why the object is not to leave; null when it may. */
  readonly held: string | null;
  /** The reason is writing in the picture: a person who has looked at it may let it pass. */
  readonly picture: boolean;
  readonly warnings: readonly string[];
}

const STORAGE = '1.2.840.10008.5.1.4.1.1.';
/** Secondary capture, ultrasound, visible light, angiography: they show names and faces. */
const OFTEN_WRITTEN_ON = /^(7|7\.[1-4]|6\.[12]|3\.1|12\.[12](\.1)?|77\.1\..*)$/;
/** Reconstructed volumes and what is derived from them have no writing in them, whatever modality they claim. */
const VOLUMES_AND_DERIVED = /^(2|2\.[12]|4|4\.[1-4]|13\.1\.[12]|66\..*|88\..*|481\..*|128|128\.1|20|30|11\..*)$/;
const OFTEN_WRITTEN_ON_MODALITIES = new Set(['SC', 'US', 'XA', 'RF', 'ES', 'XC', 'GM', 'OT', 'DOC', 'OP', 'DMS']);
const MAY_HOLD_WRITING = new Set(['PX', 'DX', 'IO', 'CR', 'MG', 'RG']);
const ENCAPSULATED_DOCUMENTS = '104.';
const RAW_DATA = '66';

/** @param ownDocument as in CleaningRules */
export function judge(dataSet: Item, sopClassUid: string, ownDocument: boolean): Judgement {
  if (ownDocument) return { held: null, picture: false, warnings: [] };
  const reason = objectReason(dataSet, sopClassUid);
  if (reason !== null) return { held: reason, picture: false, warnings: [] };
  const modality = valueIn(dataSet, 0x00080060);
  const burnedIn = valueIn(dataSet, 0x00280301);
  const kind = sopClassUid.startsWith(STORAGE) ? sopClassUid.slice(STORAGE.length) : '';
  const likely =
    OFTEN_WRITTEN_ON.test(kind) || (OFTEN_WRITTEN_ON_MODALITIES.has(modality) && !VOLUMES_AND_DERIVED.test(kind));
  if (burnedIn === 'YES')
    return { held: 'The file says that names or dates are burned into its picture.', picture: true, warnings: [] };
  if (overlayInPixels(dataSet))
    return { held: 'Unused bits of its pixels hold an overlay, which may be writing.', picture: true, warnings: [] };
  if (likely && burnedIn !== 'NO')
    return { held: 'Pictures of this kind often show names, dates or faces.', picture: true, warnings: [] };
  if (likely)
    return loud('The file says that nothing is burned into its picture; pictures of its kind often show names.');
  if (MAY_HOLD_WRITING.has(modality) && !VOLUMES_AND_DERIVED.test(kind) && burnedIn !== 'NO')
    return loud('Radiographs may show a name or a date: look at the picture.');
  return { held: null, picture: false, warnings: [] };
}

function loud(warning: string): Judgement {
  return { held: null, picture: false, warnings: [warning] };
}

function objectReason(dataSet: Item, sopClassUid: string): string | null {
  if (!isWellKnownUid(sopClassUid)) return 'The object is of a private kind, or of none.';
  const kind = sopClassUid.slice(STORAGE.length);
  if (sopClassUid.startsWith(STORAGE) && kind.startsWith(ENCAPSULATED_DOCUMENTS))
    return 'The document inside cannot be cleaned.';
  if (dataSet.some(({ tag }) => tag === 0x00420011)) return 'The document inside cannot be cleaned.';
  if (sopClassUid.startsWith(STORAGE) && kind === RAW_DATA) return 'Raw data cannot be cleaned.';
  if (dataSet.some(({ tag }) => tag === 0x00287fe0)) return 'The pixels lie elsewhere: the file only names a server.';
  return null;
}

/** An overlay without data of its own lies in the bits of Pixel Data (retired; PS3.5 8.1.2 of 2004). */
function overlayInPixels(dataSet: Item): boolean {
  return dataSet.some((element) => {
    const group = element.tag >>> 16;
    if (group < 0x6000 || group > 0x60ff || (element.tag & 0xffff) !== 0x0100) return false;
    const [low, high] = element.content.kind === 'value' ? element.content.bytes : [];
    const hasData = dataSet.some(({ tag }) => tag === group * 0x10000 + 0x3000);
    return !hasData && low + high !== 1;
  });
}

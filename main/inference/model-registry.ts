/** Installed models: an ONNX file and its card, listed in models/manifest.json. Adding one is data, not code. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { QuadrantError } from '#contract/errors';
import {
  modelCardSchema,
  modelManifestSchema,
  type CardOf,
  type CbctCard,
  type DentitionCard,
  type DentitionRole,
  type DetectorCard,
  type ModelCard,
  type ModelRole,
  type Precision,
  type SegmenterCard,
  type SurfaceCard,
  filesOfCard,
} from '#contract/model-card';

/** A file whose bytes are the ones that its card promises. */
export interface VerifiedFile {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

export interface ModelGraph extends VerifiedFile {
  readonly precision: Precision;
}

/** A CBCT net with everything that its card lists. */
export interface InstalledModel {
  readonly card: CbctCard;
  readonly fp32: ModelGraph;
  /** The same net in the other precisions that the card lists. */
  readonly variants: readonly ModelGraph[];
  /** A piece of a scan as the card's `trial` describes it. */
  readonly trial: VerifiedFile | null;
}

export interface InstalledDentitionNet<Role extends DentitionRole = DentitionRole> {
  readonly card: DentitionCard<Role>;
  readonly graph: VerifiedFile;
}

export interface InstalledDetector {
  readonly card: DetectorCard;
  readonly graph: VerifiedFile;
}

export interface InstalledSegmenter {
  readonly card: SegmenterCard;
  readonly encoder: VerifiedFile;
  readonly decoder: VerifiedFile;
}

export interface InstalledSurfaceNet {
  readonly card: SurfaceCard;
  readonly graph: VerifiedFile;
}

/** The smallest input has this many voxels a side and is tried before a scan is read: 1 GB of work at most. */
const MAX_SIZE_MULTIPLE = 64;
/** Of a whole scan in one patch. */
const MAX_PATCH_SIDE = 1024;

const REINSTALL = 'Install Quadrant again, or put the named file back into its models folder.';

/**
 * Reads the cards that models/manifest.json lists, in order of preference.
 * @throws QuadrantError model.missing (no manifest, or a listed card is not there), model.damaged (not valid).
 */
export async function readModelCards(modelsDir: string): Promise<readonly ModelCard[]> {
  const manifest = await readJson(join(modelsDir, 'manifest.json'), modelManifestSchema);
  return Promise.all(manifest.cards.map((name) => readJson(join(modelsDir, name), modelCardSchema)));
}

/**
 * Loads the preferred CBCT net of a role, every precision of it, and checks each sha256 against the card.
 * @throws QuadrantError model.missing, model.damaged (sha256 differs), model.unsupported (a card that contradicts itself).
 */
export async function loadModel(modelsDir: string, role: CbctCard['role']): Promise<InstalledModel> {
  const card = await preferredCard(modelsDir, role);
  checkCard(card);
  const graph = async ({ precision, ...promised }: Omit<ModelGraph, 'bytes'>): Promise<ModelGraph> => ({
    precision,
    ...(await readVerified(modelsDir, promised)),
  });
  return {
    card,
    fp32: await graph({ precision: 'fp32', file: card.file, sha256: card.sha256 }),
    variants: await Promise.all((card.variants ?? []).map(graph)),
    trial: card.trial === undefined ? null : await readVerified(modelsDir, card.trial),
  };
}

/** Loads the preferred net of a role that numbers whole dentitions. @throws QuadrantError model.missing, model.damaged */
export async function loadDentitionNet<Role extends DentitionRole>(
  modelsDir: string,
  role: Role,
): Promise<InstalledDentitionNet<Role>> {
  const card = await preferredCard<Role>(modelsDir, role);
  return { card, graph: await readVerified(modelsDir, card) };
}

/** The same; null where none is installed, since the other nets' own numbers do without. */
export async function loadDentitionNetIfAny<Role extends DentitionRole>(
  modelsDir: string,
  role: Role,
): Promise<InstalledDentitionNet<Role> | null> {
  const card = await findCard<Role>(modelsDir, role);
  return card === undefined ? null : { card, graph: await readVerified(modelsDir, card) };
}

/** Loads the preferred detector of teeth on radiographs. @throws QuadrantError model.missing, model.damaged */
export async function loadDetector(modelsDir: string): Promise<InstalledDetector> {
  const card = await preferredCard(modelsDir, 'opg-detector');
  return { card, graph: await readVerified(modelsDir, card) };
}

/** Loads both files of the preferred promptable segmenter. @throws QuadrantError model.missing, model.damaged */
export async function loadSegmenter(modelsDir: string): Promise<InstalledSegmenter> {
  const card = await preferredCard(modelsDir, 'opg-segmenter');
  const [encoder, decoder] = await Promise.all([readVerified(modelsDir, card), readVerified(modelsDir, card.decoder)]);
  return { card, encoder, decoder };
}

/** What a card promises about a file, and what was found. */
export interface ExaminedFile {
  readonly model: string;
  readonly file: string;
  readonly state: 'verified' | 'missing' | 'damaged';
}

/** Looks at every file of every listed card. @throws QuadrantError model.missing, model.damaged (manifest or card) */
export async function examineModelFiles(modelsDir: string): Promise<readonly ExaminedFile[]> {
  const examined: ExaminedFile[] = [];
  for (const card of await readModelCards(modelsDir))
    for (const promised of filesOfCard(card))
      examined.push({ model: card.id, file: promised.file, state: await stateOf(modelsDir, promised) });
  return examined;
}

async function stateOf(modelsDir: string, promised: Omit<VerifiedFile, 'bytes'>): Promise<ExaminedFile['state']> {
  try {
    await readVerified(modelsDir, promised);
    return 'verified';
  } catch (error) {
    return error instanceof QuadrantError && error.code === 'model.damaged' ? 'damaged' : 'missing';
  }
}

/** Loads the preferred net of intraoral scans. @throws QuadrantError model.missing, model.damaged */
export async function loadSurfaceNet(modelsDir: string): Promise<InstalledSurfaceNet> {
  const card = await preferredCard(modelsDir, 'ios-surface');
  return { card, graph: await readVerified(modelsDir, card) };
}

async function findCard<Role extends ModelRole>(modelsDir: string, role: Role): Promise<CardOf<Role> | undefined> {
  const hasRole = (card: ModelCard): card is CardOf<Role> => card.role === role;
  return (await readModelCards(modelsDir)).find(hasRole);
}

async function preferredCard<Role extends ModelRole>(modelsDir: string, role: Role): Promise<CardOf<Role>> {
  const card = await findCard(modelsDir, role);
  if (card !== undefined) return card;
  const message = `No installed model has the role ${role}.`;
  throw new QuadrantError('model.missing', message, REINSTALL, { role, modelsDir });
}

async function readVerified(modelsDir: string, { file, sha256 }: Omit<VerifiedFile, 'bytes'>): Promise<VerifiedFile> {
  const path = join(modelsDir, file);
  const bytes = await readOrMissing(path);
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found === sha256.toLowerCase()) return { file, sha256: found, bytes };
  const message = `The model file ${file} is not the one its card describes.`;
  throw new QuadrantError('model.damaged', message, REINSTALL, { path, expected: sha256, found });
}

/** What the schema cannot say: strides that fit the sizes, and a fine net that is told about the coarse one. */
function checkCard(card: CbctCard): void {
  const refuse = (why: string): never => {
    throw new QuadrantError(
      'model.unsupported',
      `The card of model ${card.id} contradicts itself: ${why}.`,
      REINSTALL,
      {
        model: card.id,
      },
    );
  };
  const strides = [card.outputStride, card.guidanceStride ?? 1];
  if (!(card.spacingMm > 0) || card.sizeMultiple < 1 || strides.some((stride) => stride < 1)) {
    refuse('spacing, size multiple and strides must be positive');
  }
  if (card.sizeMultiple > MAX_SIZE_MULTIPLE || card.maxPatch.some((size) => size > MAX_PATCH_SIDE))
    refuse('its patches are larger than any net can take');
  if (strides.some((stride) => card.sizeMultiple % stride !== 0)) refuse('a stride does not divide the size multiple');
  if (card.maxPatch.some((size) => size < card.sizeMultiple || size % card.sizeMultiple !== 0)) {
    refuse('the largest patch is not a multiple of the size multiple');
  }
  if (card.classes[0] !== 0) refuse('class 0 is not background');
  if ((card.inputs.guidance === undefined) !== (card.guidanceStride === undefined)) {
    refuse('guidance input and guidance stride belong together');
  }
  if (card.role === 'cbct-fine' && card.inputs.guidance === undefined) refuse('a fine model needs a guidance input');
}

async function readJson<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> {
  const text = new TextDecoder().decode(await readOrMissing(path));
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new QuadrantError('model.damaged', 'A model description cannot be understood.', REINSTALL, { path }, cause);
  }
}

async function readOrMissing(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new QuadrantError('model.missing', 'A model file is missing.', REINSTALL, { path }, cause);
  }
}

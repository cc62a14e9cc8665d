/** Installed models: an ONNX file and its card, listed in models/manifest.json. Adding one is data, not code. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { QuadrantError } from '#contract/errors';
import { modelCardSchema, modelManifestSchema, type ModelCard, type Precision } from '#contract/model-card';

/** A file whose bytes are the ones that its card promises. */
export interface VerifiedFile {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

export interface ModelGraph extends VerifiedFile {
  readonly precision: Precision;
}

export interface InstalledModel {
  readonly card: ModelCard;
  readonly fp32: ModelGraph;
  /** The same net in the other precisions that the card lists. */
  readonly variants: readonly ModelGraph[];
  /** A piece of a scan as the card's `trial` describes it. */
  readonly trial: VerifiedFile | null;
}

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
 * Loads the preferred model of a role, every precision of it, and checks each sha256 against the card.
 * @throws QuadrantError model.missing, model.damaged (sha256 differs), model.unsupported (a card that contradicts itself).
 */
export async function loadModel(modelsDir: string, role: ModelCard['role']): Promise<InstalledModel> {
  const card = (await readModelCards(modelsDir)).find((candidate) => candidate.role === role);
  if (card === undefined) {
    throw new QuadrantError('model.missing', `No installed model has the role ${role}.`, REINSTALL, {
      role,
      modelsDir,
    });
  }
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

async function readVerified(modelsDir: string, { file, sha256 }: Omit<VerifiedFile, 'bytes'>): Promise<VerifiedFile> {
  const path = join(modelsDir, file);
  const bytes = await readOrMissing(path);
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found === sha256.toLowerCase()) return { file, sha256: found, bytes };
  const message = `The model file ${file} is not the one its card describes.`;
  throw new QuadrantError('model.damaged', message, REINSTALL, { path, expected: sha256, found });
}

/** What the schema cannot say: strides that fit the sizes, and a fine net that is told about the coarse one. */
function checkCard(card: ModelCard): void {
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

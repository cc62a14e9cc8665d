/** Installed models: an ONNX file and its card, listed in models/manifest.json. Adding one is data, not code. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { QuadrantError } from '#contract/errors';
import { modelCardSchema, modelManifestSchema, type ModelCard } from '#contract/model-card';

/** A model whose bytes are the ones that its card promises. */
export interface InstalledModel {
  readonly card: ModelCard;
  readonly onnx: Uint8Array;
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
 * Loads the preferred model of a role and checks its sha256 against the card.
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
  const path = join(modelsDir, card.file);
  const onnx = await readOrMissing(path);
  const sha256 = createHash('sha256').update(onnx).digest('hex');
  if (sha256 !== card.sha256.toLowerCase()) {
    throw new QuadrantError(
      'model.damaged',
      `The model file ${card.file} is not the one its card describes.`,
      REINSTALL,
      {
        path,
        expected: card.sha256,
        found: sha256,
      },
    );
  }
  return { card, onnx };
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

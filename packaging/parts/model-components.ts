/** The nets and the demo data as parts of the package: nobody else lists them, and their checksums tell which ones they are. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { filesOfCard, modelCardSchema } from '#contract/model-card';

export interface ModelComponent {
  readonly 'bom-ref': string;
  readonly type: 'machine-learning-model';
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly licenses: readonly [{ readonly license: { readonly id: string } }];
  readonly components: readonly FileComponent[];
}

interface FileComponent {
  readonly 'bom-ref': string;
  readonly type: 'file';
  readonly name: string;
  readonly hashes: readonly [{ readonly alg: 'SHA-256'; readonly content: string }];
}

const manifestSchema = z.object({ cards: z.array(z.string()) });

/** One for each card, holding its files. @throws Error for a file that is not what its card says */
export function modelComponents(modelsDir: string): readonly ModelComponent[] {
  const { cards } = manifestSchema.parse(JSON.parse(readFileSync(join(modelsDir, 'manifest.json'), 'utf8')));
  return cards.map((file) => {
    const card = modelCardSchema.parse(JSON.parse(readFileSync(join(modelsDir, file), 'utf8')));
    const ref = `model/${card.id}@${card.version}`;
    return {
      'bom-ref': ref,
      type: 'machine-learning-model',
      name: card.id,
      version: card.version,
      description: `Role ${card.role}. Trained on: ${card.training.data}`,
      licenses: [{ license: { id: 'Apache-2.0' } }],
      components: filesOfCard(card).map(({ file: name, sha256 }) => {
        const content = createHash('sha256')
          .update(readFileSync(join(modelsDir, name)))
          .digest('hex');
        if (content !== sha256) throw new Error(`${name} is not the file that its card ${file} describes`);
        return { 'bom-ref': `${ref}/${name}`, type: 'file', name, hashes: [{ alg: 'SHA-256', content }] };
      }),
    };
  });
}

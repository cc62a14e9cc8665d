import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';
import { keepsItsNumbers } from '../golden/stored-otherwise.ts';

const REAL = fileURLToPath(new URL('../../../shared/data/cbct/real-cbct-1', import.meta.url));

describe('a real scan, stored otherwise', () => {
  if (existsSync(REAL)) keepsItsNumbers(REAL);
  else it.skip(`skipped: ${REAL} exists beside a developer's checkout only`, () => {});
});

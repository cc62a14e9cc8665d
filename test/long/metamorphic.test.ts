import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';
import { ALL_WAYS, keepsItsNumbers } from '../golden/stored-otherwise.ts';

const REAL = fileURLToPath(new URL('../../../shared/data/cbct/real-cbct-1', import.meta.url));

describe('the demo scan, stored otherwise', () => {
  keepsItsNumbers(fileURLToPath(new URL('../../resources/demo', import.meta.url)), ALL_WAYS);
});

describe('a real scan, stored otherwise', () => {
  if (existsSync(REAL)) keepsItsNumbers(REAL, ALL_WAYS);
  else it.skip(`skipped: ${REAL} exists beside a developer's checkout only`, () => {});
});

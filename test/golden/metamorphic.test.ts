import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';
import { keepsItsNumbers } from './stored-otherwise.ts';

describe('the demo scan, stored otherwise', () => {
  keepsItsNumbers(fileURLToPath(new URL('../../resources/demo', import.meta.url)), ['turned by 180°', 'as lossy JPEG']);
});

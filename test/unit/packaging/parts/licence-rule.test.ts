import { describe, expect, it } from 'vitest';
import { isAllowedLicence } from '../../../../packaging/parts/licence-rule.ts';

describe('licences of parts', () => {
  it.each([
    'MIT',
    'Apache-2.0',
    '(MIT OR GPL-3.0-only)',
    'MIT AND BSD-3-Clause',
    '(MIT AND Zlib)',
    'GPL-2.0 OR (ISC AND MIT)',
  ])('go together with ours: %s', (licence) => expect(isAllowedLicence(licence)).toBe(true));

  it.each([
    'GPL-3.0-only',
    'AGPL-3.0',
    'MIT AND LGPL-3.0-only',
    'UNLICENSED',
    '',
    'MIT GPL-2.0',
    '(GPL-2.0 OR AGPL-3.0) AND MIT',
  ])('do not: "%s"', (licence) => expect(isAllowedLicence(licence)).toBe(false));
});

import { describe, expect, it } from 'vitest';
import { harmlessWords } from '../../../../main/io/deidentify/trusted-attributes.ts';

describe('The harmless words of a description', () => {
  it.each([
    ['CBCT Mandible 0.25mm Dr. Kanarie', 'CBCT Mandible 0.25mm'],
    ['Upper right central incisor (11)', 'Upper right central incisor 11'],
    ['FOV 12 x 8 cm, voxel 0.3', 'FOV 12 8 cm 0.3'],
    ['Kanarie, Erika *1977-12-31', ''],
    ['Tel. 030 123 456', ''],
    ['scan of 29.02.2024', 'scan of'],
    ['Tooth 4711', 'Tooth'],
    ['', ''],
  ])('"%s" are "%s"', (text, words) => {
    expect(harmlessWords(text)).toBe(words);
  });
});

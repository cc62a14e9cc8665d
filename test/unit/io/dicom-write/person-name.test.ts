import { describe, expect, it } from 'vitest';
import { personName } from '../../../../main/io/dicom-write/person-name.ts';

describe('a name as DICOM writes it', () => {
  it.each([
    ['Doe, Jane', 'Doe^Jane'],
    ['Jane Doe', 'Doe^Jane'],
    ['Jane Mary Doe', 'Doe^Jane Mary'],
    ['Dr. Doe', 'Doe^^^Dr.'],
    ['Dr. Jane Doe', 'Doe^Jane^^Dr.'],
    ['Prof. Dr. med. dent. Jürgen Groß', 'Groß^Jürgen^^Prof. Dr. med. dent.'],
    ['de la Cruz, Dr. Ana', 'de la Cruz^Dr. Ana'],
    ['Doe', 'Doe'],
    ['王小明', '王小明'],
    ['Doe^Jane^^Dr.', 'Doe^Jane^^Dr.'],
    ['Yamada^Tarou=山田^太郎', 'Yamada^Tarou=山田^太郎'],
    ['', ''],
    ['  ', ''],
  ])('%s → %s', (typed, written) => {
    expect(personName(typed)).toBe(written);
  });

  it('never becomes two names or too long a one', () => {
    expect(personName('Jane\\Doe')).toBe('Doe^Jane');
    expect(personName(`Jane ${'Doe'.repeat(40)}`)).toHaveLength(64);
  });

  it('a title alone is taken for the name', () => {
    expect(personName('Dr.')).toBe('Dr.');
  });
});

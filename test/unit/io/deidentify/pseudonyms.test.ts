import { describe, expect, it } from 'vitest';
import { isWellKnownUid, Pseudonyms, shiftedDate } from '../../../../main/io/deidentify/pseudonyms.ts';

describe('Pseudonyms', () => {
  const one = new Pseudonyms('01'.repeat(32));
  const same = new Pseudonyms('01'.repeat(32));
  const other = new Pseudonyms('02'.repeat(32));

  it('are the same with the same secret and others with another', () => {
    for (const word of ['PID-4711', '1.2.3']) {
      expect(one.uid(word)).toBe(same.uid(word));
      expect(one.uid(word)).not.toBe(other.uid(word));
      expect(one.patient(word)).toBe(same.patient(word));
      expect(one.patient(word)).not.toBe(other.patient(word));
    }
    expect(one.uid('1.2.3')).toMatch(/^2\.25\.\d{1,39}$/);
    expect(one.replacedUids).toMatchObject({ [one.uid('1.2.3')]: '1.2.3' });
  });

  it('leave alone what the standard defines, and nothing that only begins like it', () => {
    for (const uid of ['1.2.840.10008.5.1.4.1.1.2', '1.2.840.10008.1.4.1.1', '2.16.840.1.113883.6.96', ''])
      expect(one.uid(uid)).toBe(uid);
    for (const uid of ['1.2.840.10008KANARIE', '1.2.840.100080.1', '1.2.840.113619.2.55', '1.2.840.10008.Kanarie'])
      expect(isWellKnownUid(uid)).toBe(false);
  });

  it('shift dates by a secret number of days into the past, from 1 to 3650', () => {
    const days = Array.from({ length: 200 }, (_, n) => one.shiftedDays(`patient ${n}`));
    expect(Math.min(...days)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...days)).toBeLessThanOrEqual(3650);
    expect(new Set(days).size).toBeGreaterThan(150);
  });
});

describe('A shifted date', () => {
  it.each([
    ['20240301', 1, '20240229'],
    ['20230301', 1, '20230228'],
    ['20260101', 366, '20241231'],
    ['2024.03.01', 1, '20240229'],
    ['20240301101530.5-0330', 1, '20240229101530.5-0330'],
    ['202403', 31, '202401'],
    ['2024', 1, '2023'],
  ])('%s is %i days earlier %s', (date, days, shifted) => {
    expect(shiftedDate(date, days)).toBe(shifted);
  });

  it.each(['Kanarie', '1.3.2024', '20241350x', ''])('is none of "%s"', (value) => {
    expect(shiftedDate(value, 1)).toBe(null);
  });
});

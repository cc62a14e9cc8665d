/** What stands in for names, UIDs and dates: the same for the same original and the same secret, and no way back. */
import { createHmac } from 'node:crypto';
import { uuidUid } from '../dicom-write/write-dicom.ts';

/** Standing for something public and the same everywhere: DICOM's own UIDs, and code systems registered with HL7. */
const WELL_KNOWN = /^(1\.2\.840\.10008|2\.16\.840\.1\.113883\.6)(\.\d+)*$/;
const DAY_MS = 86_400_000;
const MAX_SHIFT_DAYS = 3650;

export function isWellKnownUid(uid: string): boolean {
  return WELL_KNOWN.test(uid);
}

export class Pseudonyms {
  readonly #secret: Buffer;
  readonly #uids = new Map<string, string>();

  /** @param secret 32 random bytes, hex */
  constructor(secret: string) {
    this.#secret = Buffer.from(secret, 'hex');
  }

  /** @param patient what tells one person from another, in any words */
  patient(patient: string): string {
    return `Q${this.#hash('patient', patient).toString('hex').slice(0, 10).toUpperCase()}`;
  }

  /** A name for a file or folder of something with this UID. */
  shortName(uid: string): string {
    return this.#hash('name', uid).toString('hex').slice(0, 12);
  }

  /** A UUID under 2.25 (PS3.5 B.2); what is well known or empty stays. */
  uid(original: string): string {
    if (original === '' || isWellKnownUid(original)) return original;
    let uid = this.#uids.get(original);
    if (uid === undefined) {
      uid = uuidUid(this.#hash('uid', original));
      this.#uids.set(original, uid);
    }
    return uid;
  }

  /** New → original of all UIDs that were replaced. */
  get replacedUids(): Record<string, string> {
    return Object.fromEntries([...this.#uids].map(([original, uid]) => [uid, original]));
  }

  /** Into the past, so that nothing lies in the future: 1 to 3650 days. */
  shiftedDays(patient: string): number {
    return 1 + (this.#hash('dates', patient).readUInt32BE(0) % MAX_SHIFT_DAYS);
  }

  #hash(purpose: string, original: string): Buffer {
    return createHmac('sha256', this.#secret).update(`${purpose}\0${original}`).digest();
  }
}

/** One DA or DT value, moved by whole days; null when it is no date. Time and time zone of a DT stay. */
export function shiftedDate(value: string, daysBack: number): string | null {
  const [, year, month = '', day = '', rest = ''] =
    /^(\d{4})(?:\.?(\d{2})(?:\.?(\d{2})((?:\d{2,6}(?:\.\d{1,6})?)?(?:[+-]\d{4})?))?)?$/.exec(value) ?? [];
  if (year === undefined) return null;
  const then = new Date(Date.UTC(Number(year), Number(month || 1) - 1, Number(day || 1)) - daysBack * DAY_MS);
  if (Number.isNaN(then.getTime())) return null;
  const full = then.toISOString().slice(0, 10).replaceAll('-', '');
  return full.slice(0, 4 + month.length + day.length) + rest;
}

/** Debian's Orthanc as the archive of a practice: the same checks as `npm run test:pacs`, with the shipped networks. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { opensslMissing } from '../harness/pacs/certificates.ts';
import { ArchiveCheck, WAYS } from '../harness/pacs/check-archive.ts';
import { orthancMissing } from '../harness/pacs/orthanc.ts';

const missing = orthancMissing() ?? opensslMissing();
const reason = missing === null ? '' : ` (skipped: ${missing})`;
if (missing !== null) console.warn(`skipped: ${missing}`);

describe.skipIf(missing !== null)(`an archive${reason}`, () => {
  const check = new ArchiveCheck();
  beforeAll(() => check.begin(inject('storedDemo') || undefined));
  afterAll(() => check.end());

  it.each(WAYS)(
    'takes a study over %s and gives it back as it was; its results come to it once, whoever is killed meanwhile',
    async (way) => {
      await check.run(way);
      expect(check.steps.filter((step) => step.way === way).length).toBeGreaterThanOrEqual(7);
    },
    480_000,
  );

  it('that refuses a login, an AE title or an address is told apart', () => check.runRefusals());

  it('is trusted over TLS only by the authority that issued its certificate', () => check.runTls());

  it('leaves no password in any file', async () => {
    expect(await check.filesWithPassword()).toEqual([]);
  });
});

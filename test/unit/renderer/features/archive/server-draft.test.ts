import { describe, expect, it } from 'vitest';
import { pacsServerSchema, type PacsServer } from '#contract/pacs';
import { draftOf, serverOf } from '../../../../../renderer/features/archive/server-draft.ts';

const WEB: PacsServer = {
  kind: 'dicomweb',
  name: 'Practice',
  url: 'https://pacs.example/dicom-web',
  user: 'doe',
  trusted: '',
};
const DIMSE: PacsServer = {
  kind: 'dimse',
  name: 'Old one',
  host: 'pacs',
  port: 104,
  calledAet: 'ARCHIVE',
  callingAet: 'QUADRANT',
  tls: true,
  trusted: '',
  receivePort: null,
};

describe('a server as it is typed', () => {
  it.each([WEB, DIMSE, { ...DIMSE, receivePort: 11_113 }])('stays what it was: $name, $receivePort', (server) => {
    expect(pacsServerSchema.parse(serverOf(draftOf(server)))).toEqual(server);
  });

  it('keeps nothing of the other kind', () => {
    const draft = { ...draftOf(DIMSE), kind: 'dicomweb', url: WEB.url } as const;
    expect(pacsServerSchema.parse(serverOf(draft))).toEqual({ ...WEB, name: 'Old one', user: '' });
  });

  it('is refused field by field', () => {
    const faultsOf = (draft: unknown) => {
      const issues = pacsServerSchema.safeParse(draft).error?.issues ?? [];
      return [...new Set(issues.map(({ path }) => String(path[0])))].toSorted();
    };
    expect(faultsOf(serverOf(draftOf(null)))).toEqual(['name', 'url']);
    expect(
      faultsOf(serverOf({ ...draftOf(DIMSE), port: 'dicom', calledAet: 'MORE THAN SIXTEEN', receivePort: '0' })),
    ).toEqual(['calledAet', 'port', 'receivePort']);
  });
});

import { describe, expect, it } from 'vitest';
import type { OpenScan } from '#contract/api';
import { createImportCommands } from '../../../../../renderer/state/exchange/import-commands.ts';
import { createSessionStore, EMPTY_SESSION } from '../../../../../renderer/state/session-store.ts';
import { GEOMETRY, SCAN_INFO } from '../../../../fixtures/contract/samples.ts';

const SCAN: OpenScan = {
  scanId: 'scan',
  title: 'scan',
  info: SCAN_INFO,
  geometry: GEOMETRY,
  voxelType: 'int16',
  greyRange: [0, 1],
  warnings: [],
};
const FILE = new File(['bytes'], 'teeth.dcm');

/** A host whose answer is given by hand. */
function importing(modality: 'cbct' | 'opg' = 'cbct') {
  const session = createSessionStore();
  session.setState({ scan: { ...SCAN, info: { ...SCAN_INFO, modality } }, loadedFraction: 1 });
  const answer = Promise.withResolvers<{ caseId: string }>();
  const asked: unknown[] = [];
  const shown: string[] = [];
  const reported: unknown[] = [];
  const scope = new AbortController();
  const commands = createImportCommands({
    host: {
      native: null,
      // One call of this feature, with the types of the whole host.
      call: (async (_name: string, params: unknown) => {
        asked.push(params);
        return answer.promise;
      }) as never,
      upload: async ([{ relativePath }]) => `upload of ${relativePath}`,
    },
    session,
    scope: () => scope.signal,
    // As for a case with many surfaces: it takes its time.
    show: async (_scan, caseId) => {
      shown.push(caseId);
      await new Promise(() => {});
    },
    report: (thrown) => reported.push(thrown),
  });
  return { commands, session, asked, shown, reported, answer, scope };
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('createImportCommands', () => {
  it('shows the case that a picked file made, and leaves the window free meanwhile', async () => {
    const { commands, session, asked, shown, answer } = importing();
    void commands.importFile(FILE);
    await settled();
    expect(asked).toEqual([{ scanId: 'scan', sourceId: 'upload of teeth.dcm' }]);
    expect(session.getState().opening).toEqual({ step: 'importing' });
    answer.resolve({ caseId: 'made' });
    await settled();
    expect(shown).toEqual(['made']);
    expect(session.getState().opening).toBeNull();
  });

  it('says why it could not be opened', async () => {
    const { commands, session, shown, reported, answer } = importing();
    void commands.importFile(FILE);
    answer.reject(new Error('no segmentation'));
    await settled();
    expect(reported).toHaveLength(1);
    expect(shown).toEqual([]);
    expect(session.getState().opening).toBeNull();
  });

  it('shows nothing on another scan that was opened meanwhile', async () => {
    const { commands, session, shown, answer, scope } = importing();
    void commands.importFile(FILE);
    await settled();
    scope.abort();
    session.setState({ ...EMPTY_SESSION, opening: { step: 'reading' } });
    answer.resolve({ caseId: 'made' });
    await settled();
    expect(shown).toEqual([]);
    expect(session.getState().opening).toEqual({ step: 'reading' });
  });

  it('asks for nothing on a radiograph, or while something else is on its way', async () => {
    const radiograph = importing('opg');
    await radiograph.commands.importFile(FILE);
    expect(radiograph.asked).toEqual([]);
    const busy = importing();
    busy.session.setState({ opening: { step: 'reading' } });
    await busy.commands.importFile(FILE);
    busy.session.setState({ opening: null, loadedFraction: 0.5 });
    await busy.commands.importFile(FILE);
    expect(busy.asked).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import type { ApiParams, ApiResult, OpenScan } from '#contract/api';
import { QuadrantError } from '#contract/errors';
import { EXPORT_FORMAT_IDS, EXPORT_FORMATS } from '#contract/exports';
import { DEFAULT_SETTINGS } from '#contract/settings';
import { createExporting, readiness } from '../../../../../renderer/state/exchange/export-commands.ts';
import {
  createExportsStore,
  formatsOf,
  optionsOf,
  suitableOf,
} from '../../../../../renderer/state/exchange/exports-store.ts';
import { createReviewStore } from '../../../../../renderer/state/review/review-store.ts';
import { createSessionStore, EMPTY_SESSION } from '../../../../../renderer/state/session-store.ts';
import { createSettingsStore } from '../../../../../renderer/state/settings-store.ts';
import { CASE_FILE, GEOMETRY, SCAN_INFO } from '../../../../fixtures/contract/samples.ts';

type Wanted = ApiParams<'exports.make'>;
type Made = ApiResult<'exports.make'>;

const SCAN: OpenScan = {
  scanId: 'scan',
  title: 'scan',
  info: SCAN_INFO,
  geometry: GEOMETRY,
  voxelType: 'int16',
  greyRange: [0, 1],
  warnings: [],
};
const madeOf = (format: string): Made => ({
  exportId: `id-${format}`,
  fileName: `${format}.bin`,
  sizeBytes: 9,
  teeth: 2,
});
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A host that makes what it is asked for when the test says so. */
function exporting() {
  const asked: { readonly wanted: Wanted; readonly answer: PromiseWithResolvers<Made> }[] = [];
  const downloads: string[] = [];
  const session = createSessionStore();
  session.setState({ scan: SCAN, caseFile: CASE_FILE, caseConfirmed: true });
  const settings = createSettingsStore();
  const review = createReviewStore();
  const commands = createExporting({
    store: createExportsStore(),
    host: {
      // One call of this feature, with the types of the whole host.
      call: (async (_name: string, wanted: Wanted) => {
        const answer = Promise.withResolvers<Made>();
        asked.push({ wanted, answer });
        return answer.promise;
      }) as never,
      download: (route) => downloads.push(route),
    },
    session,
    review,
    settings,
  });
  const states = () => commands.store.getState().steps.map(({ format, state }) => `${format} ${state}`);
  return { commands, session, settings, review, asked, downloads, states };
}

describe('createExporting', () => {
  it('makes the ticked formats one after the other and hands each over when it is made', async () => {
    const { commands, asked, downloads, states } = exporting();
    commands.choose('dicom-sr', true);
    commands.choose('dicom-seg', true);
    const saving = commands.save();
    expect(states()).toEqual(['dicom-seg making', 'dicom-sr waiting']);
    asked[0].answer.resolve(madeOf('seg'));
    await settled();
    expect(downloads).toEqual(['/bulk/exports/id-seg']);
    expect(states()).toEqual(['dicom-seg made', 'dicom-sr making']);
    asked[1].answer.resolve(madeOf('sr'));
    await saving;
    expect(downloads).toEqual(['/bulk/exports/id-seg', '/bulk/exports/id-sr']);
    expect(asked.map(({ wanted: { caseId, scanId, format } }) => [caseId, scanId, format])).toEqual([
      [CASE_FILE.id, 'scan', 'dicom-seg'],
      [CASE_FILE.id, 'scan', 'dicom-sr'],
    ]);
  });

  it('goes on after a failure, and tries that one again on request', async () => {
    const { commands, asked, downloads, states } = exporting();
    commands.choose('dicom-seg', true);
    commands.choose('dicom-sr', true);
    const saving = commands.save();
    asked[0].answer.reject(new QuadrantError('scan.not-found', 'It is gone.', 'Bring it back.'));
    await settled();
    asked[1].answer.resolve(madeOf('sr'));
    await saving;
    expect(states()).toEqual(['dicom-seg failed', 'dicom-sr made']);
    const [failed] = commands.store.getState().steps;
    expect(failed).toMatchObject({ error: { code: 'scan.not-found' } });
    const again = commands.retry(failed);
    asked[2].answer.resolve(madeOf('seg'));
    await again;
    expect(states()).toEqual(['dicom-seg made', 'dicom-sr made']);
    expect(downloads).toHaveLength(2);
  });

  it('takes options from the settings where a person chose none', async () => {
    const { commands, settings, asked } = exporting();
    settings.setState({ ...DEFAULT_SETTINGS, language: 'de', notation: 'palmer' });
    commands.setOption('notation', 'universal');
    commands.choose('dicom-seg', true);
    void commands.save();
    expect(asked[0].wanted.options).toMatchObject({ language: 'de', notation: 'universal', paper: 'a4' });
  });

  it('hands nothing over of a scan that was closed meanwhile', async () => {
    const { commands, session, asked, downloads } = exporting();
    commands.show();
    commands.choose('dicom-seg', true);
    commands.choose('dicom-sr', true);
    const saving = commands.save();
    session.setState(EMPTY_SESSION);
    asked[0].answer.resolve(madeOf('seg'));
    await saving;
    expect(asked).toHaveLength(1);
    expect(downloads).toEqual([]);
    expect(commands.store.getState()).toMatchObject({ open: false, steps: [] });
  });

  it('makes nothing while changes are not on disk, and nothing twice at once', async () => {
    const { commands, review, asked } = exporting();
    commands.choose('dicom-seg', true);
    review.setState({ unsaved: 1 });
    await commands.save();
    expect(asked).toHaveLength(0);
    review.setState({ unsaved: 0 });
    void commands.save();
    await commands.save();
    expect(asked).toHaveLength(1);
  });
});

describe('readiness', () => {
  const ready = { scan: SCAN, job: null, caseFile: CASE_FILE, caseConfirmed: true };
  it('says what stands in the way', () => {
    expect(readiness(ready, 0)).toBe('ready');
    expect(readiness(ready, 2)).toBe('saving');
    expect(readiness({ ...ready, caseConfirmed: false }, 0)).toBe('checking');
    expect(readiness({ ...ready, caseFile: null }, 0)).toBe('no-case');
    expect(readiness({ ...ready, scan: null }, 0)).toBe('no-scan');
  });
});

describe('formatsOf and optionsOf', () => {
  it('offer what the table has for the kind of scan, in its order', () => {
    for (const modality of ['cbct', 'opg', 'ios'] as const) {
      expect(formatsOf(modality)).toEqual(
        EXPORT_FORMAT_IDS.filter((id) => EXPORT_FORMATS[id].modalities.includes(modality)),
      );
    }
    expect(formatsOf('cbct')).not.toContain('labelme');
    expect(optionsOf([], 'cbct')).toEqual([]);
  });

  it('leave away what says nothing to an intraoral scan, also where it was chosen for another one', () => {
    expect(formatsOf('ios')).toEqual(['stl', 'ply', 'csv', 'json']);
    expect(optionsOf(['stl', 'csv'], 'ios')).toEqual(['parts', 'deidentify']);
    expect(optionsOf(['stl'], 'cbct')).toContain('triangles');
    expect(suitableOf({ triangles: 500, parts: 'tooth' }, 'ios')).toEqual({ parts: 'tooth' });
  });
});

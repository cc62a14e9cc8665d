/** What a window exports: files in the session's folder that it may keep on disk. */
import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import type { api, ApiResult } from '#contract/api';
import { QuadrantError } from '#contract/errors';
import { asOneFile, type ExportFormatId } from '#contract/exports';
import { diskError, writeFlushed } from '../../io/flushed-file.ts';
import type { BrowserEngine } from '../browser/browser-engine.ts';
import type { BulkFile } from '../cases/cases.ts';
import type { EngineClient } from '../engine/engine-client.ts';

export interface ExportsOptions {
  readonly engine: EngineClient;
  readonly browser: BrowserEngine | undefined;
  readonly caseDirOf: (caseId: string) => string;
  readonly scanPathOf: (scanId: string) => string;
  readonly sessionDir: () => Promise<string>;
}

export class Exports {
  private readonly options: ExportsOptions;
  private readonly made = new Map<string, BulkFile>();

  constructor(options: ExportsOptions) {
    this.options = options;
  }

  /** @throws QuadrantError as exportCase does */
  async make({
    caseId,
    scanId,
    format,
    options,
  }: z.output<(typeof api)['exports.make']['params']>): Promise<ApiResult<'exports.make'>> {
    const { engine, browser, caseDirOf, scanPathOf, sessionDir } = this.options;
    const exportId = randomUUID();
    const { ending, mediaType } = asOneFile(format, options);
    const path = join(await sessionDir(), `${exportId}.${ending}`);
    const caseDir = caseDirOf(caseId);
    const scanPath = scanId === undefined ? null : scanPathOf(scanId);
    const { teeth } = await engine.call(
      'exportCase',
      { format, options, caseDir, scanPath, outPath: path },
      browser === undefined ? {} : { browser },
    );
    const { size: sizeBytes } = await stat(path);
    const fileName = fileNameOf(format, ending, caseId);
    this.made.set(exportId, { path, sizeBytes, mediaType, downloadName: fileName });
    return { exportId, fileName, sizeBytes, teeth };
  }

  /** A file of the program's own, such as a diagnosis. @throws QuadrantError disk.* */
  async keep(fileName: string, mediaType: string, bytes: Uint8Array): Promise<{ exportId: string; fileName: string }> {
    const exportId = randomUUID();
    const path = join(await this.options.sessionDir(), `${exportId}.bin`);
    await writeFlushed(path, bytes).catch((error: unknown) => {
      throw diskError(error, path);
    });
    this.made.set(exportId, { path, sizeBytes: bytes.byteLength, mediaType, downloadName: fileName });
    return { exportId, fileName };
  }

  /** @throws QuadrantError usage for an id that was not given out */
  file(exportId: string): BulkFile {
    const file = this.made.get(exportId);
    if (file === undefined)
      throw new QuadrantError('usage', 'There is no such export.', 'Export the case again.', { exportId });
    return file;
  }
}

/** No patient is named by a file: the case is. */
function fileNameOf(format: ExportFormatId, ending: string, caseId: string): string {
  const of = `quadrant-${caseId.slice(0, 8)}`;
  return format === ending ? `${of}.${ending}` : `${of}-${format}.${ending}`;
}

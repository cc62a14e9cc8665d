/** What is open: the scan, its case, the running job, and the last error. Voxels and meshes live in the viewer. */
import type { ApiResult, JobEvent, OpenScan, RecentScan } from '#contract/api';
import type { CaseFile, RunFile } from '#contract/case';
import type { ErrorBody } from '#contract/errors';
import { createStore } from 'zustand/vanilla';
import type { OutlinePrompt } from './scans/outline-prompt.ts';

export type RunningJob = Extract<JobEvent, { state: 'running' }> & {
  /** null until the host has answered. */
  readonly jobId: string | null;
  /** Asked to stop; it ends at its next patch. */
  readonly cancelling: boolean;
};

/** Where an error belongs: it is shown there, with its next step. */
export interface SessionError {
  readonly about: 'open' | 'import' | 'segment' | 'case' | 'outline' | 'review';
  readonly error: ErrorBody;
}

export type Opening =
  { readonly step: 'copying'; readonly fraction: number } | { readonly step: 'reading' | 'importing' };

export interface SessionState {
  readonly host: ApiResult<'app.info'> | null;
  readonly recents: ApiResult<'scans.recent'>;
  /** Just taken off the list: it can be put back. */
  readonly removedRecent: RecentScan | null;
  readonly opening: Opening | null;
  readonly scan: OpenScan | null;
  /** 0…1 of the voxels that have arrived. */
  readonly loadedFraction: number;
  readonly job: RunningJob | null;
  /** How the last job ended without a result. */
  readonly jobNote: 'cancelled' | null;
  readonly caseFile: CaseFile | null;
  /**
   * The voxels have told that the case is this scan's. Until then it is shown because the series is the same, may be taken
   * away again, and nothing may be changed in it.
   */
  readonly caseConfirmed: boolean;
  readonly run: RunFile | null;
  readonly labelsLoaded: boolean;
  /** A person's prompt on a radiograph; it proposes and changes nothing. */
  readonly prompt: OutlinePrompt | null;
  readonly error: SessionError | null;
}

export const EMPTY_SESSION: SessionState = {
  host: null,
  recents: [],
  removedRecent: null,
  opening: null,
  scan: null,
  loadedFraction: 0,
  job: null,
  jobNote: null,
  caseFile: null,
  caseConfirmed: false,
  run: null,
  labelsLoaded: false,
  prompt: null,
  error: null,
};

export const createSessionStore = () => createStore<SessionState>(() => EMPTY_SESSION);
export type SessionStore = ReturnType<typeof createSessionStore>;

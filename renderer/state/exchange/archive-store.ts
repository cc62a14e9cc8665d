/** What the window shows of the practice's archives: servers, a search, a retrieval, and the outbox. */
import type { ErrorBody } from '#contract/errors';
import type { ExportFormatId } from '#contract/exports';
import {
  SENDABLE_FORMATS,
  worklistQuerySchema,
  type ListedServer,
  type OutboxEntry,
  type RetrievalEvent,
  type WorklistQuery,
  type WorklistSeries,
  type WorklistStudy,
} from '#contract/pacs';
import type { Modality } from '#contract/scan';
import { createStore } from 'zustand/vanilla';
import { z } from 'zod';
import { remembered } from '../remembered.ts';

/** The windows in the window; one at a time. */
export type ArchiveWindow = 'servers' | 'search' | 'send' | 'outbox';

export type ServerCheck =
  | { readonly state: 'asking' }
  | { readonly state: 'answered'; readonly milliseconds: number }
  | { readonly state: 'failed'; readonly error: ErrorBody };

export interface Retrieval {
  readonly study: WorklistStudy;
  readonly series: WorklistSeries;
  /** null until the host has answered. */
  readonly retrievalId: string | null;
  readonly progress: Extract<RetrievalEvent, { state: 'running' }>;
  readonly cancelling: boolean;
}

export interface ArchiveState {
  /** None: everything about archives is off, and all that is seen of it is an entry in the settings. */
  readonly servers: readonly ListedServer[];
  readonly open: ArchiveWindow | null;
  /** Of the window that is open. */
  readonly error: ErrorBody | null;
  readonly checks: { readonly [serverId: string]: ServerCheck };
  /** The server that is searched and sent to; null for the first one. */
  readonly serverId: string | null;
  readonly query: WorklistQuery;
  /** Of what was found, only this is shown; null for all. */
  readonly modality: Modality | null;
  readonly searching: boolean;
  /** null until something was looked for. */
  readonly studies: readonly WorklistStudy[] | null;
  /** Where the next page begins. */
  readonly next: number | null;
  readonly retrieval: Retrieval | null;
  readonly formats: readonly ExportFormatId[];
  readonly sending: boolean;
  /** What was put in the outbox last, while its window is open. */
  readonly sentId: string | null;
  /** The newest first. */
  readonly outbox: readonly OutboxEntry[];
}

export const FORMATS_NAME = 'archive.formats';
const USUAL_FORMATS = ['dicom-seg', 'dicom-sr', 'dicom-pdf'];

export const createArchiveStore = () =>
  createStore<ArchiveState>(() => {
    const wanted = z.array(z.string()).catch(USUAL_FORMATS).parse(remembered(FORMATS_NAME));
    return {
      servers: [],
      open: null,
      error: null,
      checks: {},
      serverId: null,
      query: worklistQuerySchema.parse({}),
      modality: null,
      searching: false,
      studies: null,
      next: null,
      retrieval: null,
      formats: SENDABLE_FORMATS.filter((id) => wanted.includes(id)),
      sending: false,
      sentId: null,
      outbox: [],
    };
  });
export type ArchiveStore = ReturnType<typeof createArchiveStore>;

/** The server that is searched and sent to; null when there is none. */
export function chosenServer({ servers, serverId }: Pick<ArchiveState, 'servers' | 'serverId'>): ListedServer | null {
  return servers.find((listed) => listed.serverId === serverId) ?? servers[0] ?? null;
}

/** How many entries of the outbox wait or are being sent, and how many wait for a person. */
export function outboxCounts(outbox: readonly OutboxEntry[]): { readonly waiting: number; readonly stopped: number } {
  const count = (...states: readonly OutboxEntry['state'][]): number =>
    outbox.filter(({ state }) => states.includes(state)).length;
  return { waiting: count('waiting', 'sending'), stopped: count('stopped') };
}

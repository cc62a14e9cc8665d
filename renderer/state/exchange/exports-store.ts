/** What a person exports: which formats of a case with which options, and how far each of the last ones is. */
import type { ApiResult } from '#contract/api';
import type { ErrorBody } from '#contract/errors';
import {
  EXPORT_FORMAT_IDS,
  EXPORT_FORMATS,
  exportOptionsSchema,
  heeds,
  suits,
  type ExportFormatId,
  type ExportOption,
  type ExportOptions,
} from '#contract/exports';
import { modalitySchema, type Modality } from '#contract/scan';
import type { Settings } from '#contract/settings';
import { createStore } from 'zustand/vanilla';
import { z } from 'zod';
import { remembered } from '../remembered.ts';

export type MadeFile = ApiResult<'exports.make'>;

/** One format of the last export, from the wish to the file. */
export type ExportStep = { readonly format: ExportFormatId } & (
  | { readonly state: 'waiting' }
  | { readonly state: 'making' }
  | { readonly state: 'made'; readonly file: MadeFile; readonly seconds: number }
  | { readonly state: 'failed'; readonly error: ErrorBody }
);

/** Checked by the option's schema. */
export type OptionValue = string | number | boolean | null;

export interface ExportsState {
  readonly open: boolean;
  /** Ticked, by what kind of scan is open. */
  readonly chosen: { readonly [M in Modality]: readonly ExportFormatId[] };
  /** Only what a person chose here; the rest is as the settings say. */
  readonly options: { readonly [O in ExportOption]?: OptionValue };
  /** Of the last export, in the order in which they are made. */
  readonly steps: readonly ExportStep[];
}

export const CHOSEN_NAME = 'exports';
const keptSchema = z.partialRecord(modalitySchema, z.array(z.string())).catch({});

export const createExportsStore = () =>
  createStore<ExportsState>(() => {
    const kept = keptSchema.parse(remembered(CHOSEN_NAME) ?? {});
    const chosenOf = (modality: Modality) => formatsOf(modality).filter((id) => kept[modality]?.includes(id));
    return {
      open: false,
      chosen: { cbct: chosenOf('cbct'), opg: chosenOf('opg'), ios: chosenOf('ios') },
      options: {},
      steps: [],
    };
  });
export type ExportsStore = ReturnType<typeof createExportsStore>;

/** In the order of the table. */
export function formatsOf(modality: Modality): readonly ExportFormatId[] {
  return EXPORT_FORMAT_IDS.filter((id) => EXPORT_FORMATS[id].modalities.includes(modality));
}

/** Without what a person chose for a scan of another kind. */
export function suitableOf(own: ExportsState['options'], modality: Modality): ExportsState['options'] {
  return Object.fromEntries(Object.entries(own).filter(([option]) => suits(option, modality)));
}

/** A setting of the same name as an option says what a person usually wants. */
export function optionsFor(settings: Settings, own: ExportsState['options']): ExportOptions {
  return exportOptionsSchema.parse({ ...settings, ...own });
}

/** What at least one of the formats heeds, in the order of the schema. */
export function optionsOf(formats: readonly ExportFormatId[], modality: Modality): readonly ExportOption[] {
  const { options } = exportOptionsSchema.keyof();
  return options.filter((option) => suits(option, modality) && formats.some((id) => heeds(id, option)));
}

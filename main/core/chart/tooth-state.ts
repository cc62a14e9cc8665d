/** What a chart says about the place of a tooth. */

export const TOOTH_STATES = ['present', 'missing', 'impacted', 'implant', 'pontic', 'remnant'] as const;
/** What a tooth is drawn as. */
export type ToothState = (typeof TOOTH_STATES)[number];

export const TOOTH_MARKS = ['restored', 'doubtful', 'edited', 'accepted', 'double'] as const;
/** What is drawn on it besides. */
export type ToothMark = (typeof TOOTH_MARKS)[number];

/** Why a tooth stands below the chart and not in it. */
export type Beside = 'supernumerary' | 'not-a-tooth' | 'rejected';

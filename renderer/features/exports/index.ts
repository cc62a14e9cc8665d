export { ExportDialog } from './ExportDialog.tsx';
export { ExportOptions } from './ExportOptions.tsx';
export { formatWords } from './format-text.ts';
export { ReviewState, useReadiness } from './ReviewState.tsx';

export { CasesDialog } from './CasesDialog.tsx';

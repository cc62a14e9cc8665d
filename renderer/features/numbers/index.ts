export { NumberEditor } from './NumberEditor.tsx';
export { NumbersMenu } from './NumbersMenu.tsx';
export { NUMBERS_TEXT } from './text.ts';
export { NumbersStatus } from './NumbersStatus.tsx';

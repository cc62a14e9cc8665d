export { NumberEditor } from './NumberEditor.tsx';
export { NumbersMenu } from './NumbersMenu.tsx';
export { NumbersStatus } from './NumbersStatus.tsx';

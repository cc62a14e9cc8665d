export { NumbersStatus } from './NumbersStatus.tsx';

export { CompareBar } from './CompareBar.tsx';
export { SecondStudy } from './SecondStudy.tsx';

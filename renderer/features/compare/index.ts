export { SecondStudy } from './SecondStudy.tsx';

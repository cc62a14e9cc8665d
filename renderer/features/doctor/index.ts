export { DoctorDialog } from './DoctorDialog.tsx';
export { DoctorSetting } from './DoctorSetting.tsx';

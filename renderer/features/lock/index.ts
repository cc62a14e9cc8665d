export { LockScreen } from './LockScreen.tsx';
export { PrivacySetting } from './PrivacySetting.tsx';

export { SceneBar } from './SceneBar.tsx';
export { SceneMessages } from './SceneMessages.tsx';
export { TEXT as SCENE_TEXT } from './text.ts';

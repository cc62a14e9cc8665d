export { SceneBar } from './SceneBar.tsx';
export { NoGraphics, SceneMessages } from './SceneMessages.tsx';
export { TEXT as SCENE_TEXT } from './text.ts';

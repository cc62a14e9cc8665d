/** Electron's preload: exposes NativeHost and nothing else. Built as CommonJS, because sandboxed preloads know no modules. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { NativeHost } from '#contract/api';
import { PICK_SCAN, SOURCE_FOR_PATH } from './host/electron/channels.ts';

const nativeHost: NativeHost = {
  pickScan: (what) => ipcRenderer.invoke(PICK_SCAN, what),
  // The path goes to main and never to the page.
  sourceForDroppedFile: (file) => ipcRenderer.invoke(SOURCE_FOR_PATH, webUtils.getPathForFile(file)),
};

contextBridge.exposeInMainWorld('quadrantHost', nativeHost);

/** Main's side of NativeHost: the system's dialog and dropped paths become source ids. */
import { BrowserWindow, dialog, ipcMain, type IpcMainInvokeEvent, type OpenDialogOptions } from 'electron';
import { z } from 'zod';
import { isAppUrl } from './app-scheme.ts';
import { PICK_SCAN, SOURCE_FOR_PATH } from './channels.ts';

const pickSchema = z.enum(['folder', 'file', 'cases']);
const pathSchema = z.string().min(1);

const DIALOGS: Readonly<Record<z.infer<typeof pickSchema>, OpenDialogOptions>> = {
  folder: { title: 'Open a CBCT scan', properties: ['openDirectory'] },
  file: { title: 'Open a CBCT scan', properties: ['openFile'], filters: [{ name: 'Scans', extensions: ['*'] }] },
  cases: { title: 'Choose a folder for the cases', properties: ['openDirectory', 'createDirectory'] },
};

/** Answers the preload; `registerSource` turns a path into an id that the renderer may hold. */
export function serveNativeHost(registerSource: (path: string) => string): void {
  ipcMain.handle(PICK_SCAN, async (event, what: unknown): Promise<string | null> => {
    const window = checkedWindow(event);
    const { canceled, filePaths } = await dialog.showOpenDialog(window, DIALOGS[pickSchema.parse(what)]);
    const [path] = filePaths;
    return canceled || path === undefined ? null : registerSource(path);
  });

  ipcMain.handle(SOURCE_FOR_PATH, (event, path: unknown): string => {
    checkedWindow(event);
    return registerSource(pathSchema.parse(path));
  });
}

/** Only the top frame of a window that shows the app itself may ask. */
function checkedWindow(event: IpcMainInvokeEvent): BrowserWindow {
  const { senderFrame, sender } = event;
  const window = BrowserWindow.fromWebContents(sender);
  if (window === null || senderFrame === null || senderFrame !== sender.mainFrame || !isAppUrl(senderFrame.url)) {
    throw new Error('A message came from a page that is not the viewer');
  }
  return window;
}

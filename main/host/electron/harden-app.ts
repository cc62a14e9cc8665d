/** What holds for the whole of Electron, before it is ready and before any window is there. */
import { app, Menu } from 'electron';
import { quietSwitches } from '../../services/browser/quiet-browser.ts';
import { confine } from './confine.ts';

/** Switches with which a stranger's shortcut could look into the window of an installed Quadrant. */
const DEBUGGING = ['remote-debugging-port', 'remote-debugging-pipe', 'remote-allow-origins'] as const;

export function hardenApp(): void {
  app.enableSandbox();
  for (const [name, value] of quietSwitches()) app.commandLine.appendSwitch(name, value);
  app.on('web-contents-created', (_event, contents) => confine(contents));
  if (!app.isPackaged) return;
  for (const name of DEBUGGING) app.commandLine.removeSwitch(name);
  Menu.setApplicationMenu(installedMenu());
}

/** Electron's own menu has developer tools and reloading. macOS needs one for quitting and for copy and paste. */
function installedMenu(): Menu | null {
  if (process.platform !== 'darwin') return null;
  return Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]);
}

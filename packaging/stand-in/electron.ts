/**
 * As much of Electron's API as `--browser` calls, on plain Node. Whatever would need a window, a display or Chromium is
 * there by name, so that modules can be linked, and throws when it is used.
 */
import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const appDir = process.env['QUADRANT_STAND_IN_APP'] ?? '';

class StandInApp extends EventEmitter {
  readonly isPackaged = true;
  readonly commandLine = {
    hasSwitch: (name: string): boolean =>
      process.argv.some((word) => word === `--${name}` || word.startsWith(`--${name}=`)),
    appendSwitch: (): void => {},
  };
  getAppPath(): string {
    return appDir;
  }
  getVersion(): string {
    const { version }: { version: string } = JSON.parse(readFileSync(join(appDir, 'package.json'), 'utf8'));
    return version;
  }
  getLocale(): string {
    return 'en';
  }
  requestSingleInstanceLock(): boolean {
    return true;
  }
  disableHardwareAcceleration(): void {}
  enableSandbox(): void {}
  async whenReady(): Promise<void> {}
  quit(): void {
    let prevented = false;
    this.emit('will-quit', { preventDefault: () => (prevented = true) });
    if (!prevented) this.exit();
  }
  exit(code = 0): void {
    process.exit(code);
  }
}

export const app = new StandInApp();

export const utilityProcess = {
  fork(entry: string, args: string[]) {
    const child = fork(entry, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    return Object.assign(new EventEmitter(), {
      postMessage: (message: object) => void child.send(message, () => {}),
      kill: () => child.kill('SIGKILL'),
      on(event: 'message' | 'exit', listener: (value: unknown) => void) {
        child.on(event, listener);
        return this;
      },
    });
  },
};

/** Fails at the first use, with a reason instead of "undefined". */
function absent(name: string): object {
  const fail = (): never => {
    throw new Error(`${name}: this package has a stand-in instead of Electron. It can only be run with --browser.`);
  };
  return new Proxy(fail, { get: fail, apply: fail, construct: fail });
}

export const autoUpdater = absent('autoUpdater');
export const BrowserWindow = absent('BrowserWindow');
export const clipboard = absent('clipboard');
export const contentTracing = absent('contentTracing');
export const crashReporter = absent('crashReporter');
export const dialog = absent('dialog');
export const globalShortcut = absent('globalShortcut');
export const ipcMain = absent('ipcMain');
export const Menu = absent('Menu');
export const MessageChannelMain = absent('MessageChannelMain');
export const nativeImage = absent('nativeImage');
export const nativeTheme = absent('nativeTheme');
export const net = absent('net');
export const Notification = absent('Notification');
export const powerMonitor = absent('powerMonitor');
export const powerSaveBlocker = absent('powerSaveBlocker');
export const protocol = absent('protocol');
export const safeStorage = absent('safeStorage');
export const screen = absent('screen');
export const session = absent('session');
export const shell = absent('shell');
export const systemPreferences = absent('systemPreferences');
export const Tray = absent('Tray');
export const webContents = absent('webContents');
export const webFrameMain = absent('webFrameMain');

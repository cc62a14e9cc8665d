/**
 * Runs a packaged main process on plain Node, from its archive and what lies beside it alone: the archive is unpacked to a
 * temporary folder, where no other module can be found.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Archive } from '../asar.ts';

const resourcesDir = join(import.meta.dirname, '../../resources');
const appDir = mkdtempSync(join(tmpdir(), 'quadrant-stand-in-'));
process.on('exit', () => rmSync(appDir, { recursive: true, force: true }));

const archive = new Archive(join(resourcesDir, 'app.asar'));
for (const file of archive.files.filter(({ unpacked }) => !unpacked)) {
  mkdirSync(dirname(join(appDir, file.path)), { recursive: true });
  writeFileSync(join(appDir, file.path), archive.read(file));
}
const beside = join(resourcesDir, 'app.asar.unpacked');
if (existsSync(beside)) cpSync(beside, appDir, { recursive: true });

Object.assign(process, { resourcesPath: resourcesDir });
const electron = pathToFileURL(join(import.meta.dirname, 'electron.ts')).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: electron, shortCircuit: true } : next(specifier, context),
});
const { main }: { main: string } = JSON.parse(readFileSync(join(appDir, 'package.json'), 'utf8'));
process.env['QUADRANT_STAND_IN_APP'] = appDir;
await import(pathToFileURL(join(appDir, main)).href);

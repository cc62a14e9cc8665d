/**
 * A Debian package of a Linux folder, by Debian's own dpkg-deb: electron-builder's needs a tool that it fetches. The same
 * places as in the real one, without its script that registers the sandbox.
 */
import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { settleTimes } from './settle-times.ts';

export interface DebOptions {
  readonly packageDir: string;
  readonly projectDir: string;
  readonly version: string;
  readonly sourceDateS: number;
  readonly outFile: string;
}

const MIME_TYPES = 'application/dicom;application/x-nifti;application/x-nifti-gzip;inode/directory;';

export async function makeDeb({ packageDir, projectDir, version, sourceDateS, outFile }: DebOptions): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'quadrant-deb-'));
  try {
    await chmod(root, 0o755); // a temporary folder is its owner's alone, and this one stands for /
    await cp(packageDir, join(root, 'opt/Quadrant'), { recursive: true });
    await mkdir(join(root, 'usr/bin'), { recursive: true });
    await symlink('/opt/Quadrant/quadrant', join(root, 'usr/bin/quadrant'));
    await writeInto(root, 'usr/share/applications/quadrant.desktop', DESKTOP_ENTRY);
    await cp(join(projectDir, 'resources/icon.png'), join(root, 'usr/share/icons/hicolor/1024x1024/apps/quadrant.png'));
    await cp(join(projectDir, 'LICENSE'), join(root, 'usr/share/doc/quadrant/copyright'));
    await writeInto(root, 'DEBIAN/control', controlOf(version));
    await settleTimes(root, sourceDateS);
    // To be looked at, not to be handed out: compressing takes longer than the rest.
    await promisify(execFile)('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z1', '--build', root, outFile], {
      env: { ...process.env, SOURCE_DATE_EPOCH: String(sourceDateS) },
    });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function writeInto(root: string, path: string, text: string): Promise<void> {
  await mkdir(join(root, path, '..'), { recursive: true });
  await writeFile(join(root, path), text);
}

const DESKTOP_ENTRY = `[Desktop Entry]
Type=Application
Name=Quadrant
Comment=Finds, numbers and measures every tooth in CBCT scans
Exec=/opt/Quadrant/quadrant %U
Icon=quadrant
Terminal=false
Categories=MedicalSoftware;
MimeType=${MIME_TYPES}
`;

function controlOf(version: string): string {
  return `Package: quadrant
Version: ${version}
Section: science
Priority: optional
Architecture: amd64
Depends: libgtk-3-0, libnss3, libxss1, libxtst6, libatspi2.0-0, libsecret-1-0
Maintainer: The Quadrant authors <noreply@invalid>
Description: Finds, numbers and measures every tooth in CBCT scans
 An offline viewer for CBCT scans and panoramic radiographs. Research use, not for diagnosis.
`;
}

/** Debian's Orthanc with a configuration of its own in a temporary folder, on loopback, for as long as a check needs it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import type { Certificates } from './certificates.ts';

const seriesSchema = z.array(z.object({ ID: z.string(), MainDicomTags: z.object({ Modality: z.string() }) }));

const PROGRAM = '/usr/sbin/Orthanc';
const DICOMWEB = '/usr/share/orthanc/plugins/libOrthancDicomWeb.so';

export const LOGIN = { user: 'quadrant', password: 'canary-pacs-password-7319' } as const;
export const AE_TITLES = { called: 'ORTHANC', calling: 'QUADRANT' } as const;

/** Why the checks cannot run here; null when they can. */
export function orthancMissing(): string | null {
  if (!existsSync(PROGRAM)) return 'Debian package orthanc not installed';
  return existsSync(DICOMWEB) ? null : 'Debian package orthanc-dicomweb not installed';
}

export interface OrthancOptions {
  /** Its database, and what it writes: empty at first. */
  readonly folder: string;
  /** Where it reaches us for a C-MOVE. */
  readonly receivePort: number;
  /** For its DICOM port. Over HTTPS Debian's Orthanc 1.10 crashes at the first request: a TlsFront stands before it. */
  readonly tls?: Certificates;
}

export class Orthanc {
  readonly webPort: number;
  readonly dicomPort: number;
  private readonly options: OrthancOptions;
  private child: ChildProcess | null = null;

  private constructor(options: OrthancOptions, webPort: number, dicomPort: number) {
    this.options = options;
    this.webPort = webPort;
    this.dicomPort = dicomPort;
  }

  static async start(options: OrthancOptions): Promise<Orthanc> {
    const orthanc = new Orthanc(options, await freePort(), await freePort());
    await orthanc.start();
    return orthanc;
  }

  get webUrl(): string {
    return `http://localhost:${this.webPort}/dicom-web`;
  }

  /** Again after `kill`, with the same ports and database. */
  async start(): Promise<void> {
    const { folder, receivePort, tls } = this.options;
    const config = join(folder, 'orthanc.json');
    await writeFile(
      config,
      JSON.stringify({
        StorageDirectory: join(folder, 'db'),
        IndexDirectory: join(folder, 'db'),
        Plugins: [DICOMWEB],
        DicomWeb: { Enable: true, Root: '/dicom-web/' },
        HttpPort: this.webPort,
        RemoteAccessAllowed: false,
        AuthenticationEnabled: true,
        RegisteredUsers: { [LOGIN.user]: LOGIN.password },
        DicomPort: this.dicomPort,
        DicomAet: AE_TITLES.called,
        DicomCheckCalledAet: true,
        DicomCheckModalityHost: true,
        DicomAlwaysAllowEcho: false,
        DicomAlwaysAllowStore: false,
        UnknownSopClassAccepted: true, // label maps and models are younger than it
        DicomModalities: { quadrant: [AE_TITLES.calling, '127.0.0.1', receivePort] },
        ...(tls === undefined
          ? {}
          : {
              DicomTlsEnabled: true,
              DicomTlsCertificate: tls.certificate,
              DicomTlsPrivateKey: tls.key,
              DicomTlsTrustedCertificates: tls.authorityFile, // of clients, which need none: it wants the file all the same
              DicomTlsRemoteCertificateRequired: false,
            }),
      }),
    );
    const child = spawn(PROGRAM, [config], { stdio: ['ignore', 'ignore', 'pipe'] });
    this.child = child;
    let log = '';
    const ready = Promise.withResolvers<void>();
    child.stderr.on('data', (bytes: Buffer) => {
      log = (log + bytes.toString()).slice(-10_000);
      if (log.includes('Orthanc has started')) ready.resolve();
    });
    child.once('exit', () => ready.reject(new Error(`Orthanc did not start:\n${log}`)));
    await ready.promise;
  }

  /** Takes out whatever is no image, over its own interface. */
  async forgetResults(): Promise<void> {
    const ask = async (method: string, path: string): Promise<unknown> => {
      const authorization = `Basic ${btoa(`${LOGIN.user}:${LOGIN.password}`)}`;
      const answer = await fetch(`http://localhost:${this.webPort}${path}`, { method, headers: { authorization } });
      return answer.json();
    };
    const known = seriesSchema.parse(await ask('GET', '/series?expand'));
    for (const { ID, MainDicomTags } of known)
      if (MainDicomTags.Modality !== 'CT') await ask('DELETE', `/series/${ID}`);
  }

  /** SIGKILL: as a power failure, in the middle of whatever it does. */
  async kill(): Promise<void> {
    const { child } = this;
    if (child === null) return;
    this.child = null;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }
}

/** A port of loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port is free.');
  return address.port;
}

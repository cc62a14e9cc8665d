/** An authority of our own and a certificate for localhost that it issued, made by openssl. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const OPENSSL = '/usr/bin/openssl';
const execute = promisify(execFile);
const openssl = (command: string, files: readonly string[]) => execute(OPENSSL, [...command.split(' '), ...files]);

export interface Certificates {
  /** PEM text. */
  readonly authority: string;
  /** PEM files. */
  readonly authorityFile: string;
  readonly certificate: string;
  readonly key: string;
}

export function opensslMissing(): string | null {
  return existsSync(OPENSSL) ? null : 'openssl not installed';
}

export async function makeCertificates(folder: string): Promise<Certificates> {
  const file = (name: string): string => join(folder, name);
  const newKey = '-newkey rsa:2048 -nodes -days 2';
  await openssl(`req -x509 ${newKey} -subj /CN=authority`, ['-keyout', file('ca.key'), '-out', file('ca.pem')]);
  await openssl(`req ${newKey} -subj /CN=localhost`, ['-keyout', file('key.pem'), '-out', file('request.pem')]);
  await writeFile(file('names.txt'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
  const issuer = ['-in', file('request.pem'), '-CA', file('ca.pem'), '-CAkey', file('ca.key')];
  const names = ['-extfile', file('names.txt'), '-out', file('certificate.pem')];
  await openssl('x509 -req -days 2 -CAcreateserial', issuer.concat(names));
  return {
    authority: await readFile(file('ca.pem'), 'utf8'),
    authorityFile: file('ca.pem'),
    certificate: file('certificate.pem'),
    key: file('key.pem'),
  };
}

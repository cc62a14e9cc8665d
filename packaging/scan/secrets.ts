/** Keys, passwords and tokens, by the forms that their issuers gave them so that they can be found. */
import type { Fault } from './fault.ts';
import { isBinary, type PackagedFile } from './package-files.ts';

const RULE = 'secret';

const NAMES: readonly RegExp[] = [
  /(^|\/)\.(env|npmrc|netrc|git-credentials|htpasswd)(\.|$)/,
  /(^|\/)id_(rsa|dsa|ecdsa|ed25519)$/,
  /\.(p12|pfx|jks|keystore|kdbx|ppk)$/i,
];

const FORMS: readonly (readonly [what: string, form: RegExp])[] = [
  ['private key', /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s+[A-Za-z0-9+/]{40}/],
  ['AWS key', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/],
  ['GitHub token', /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{50})/],
  ['npm token', /\bnpm_[A-Za-z0-9]{36}\b|_authToken\s*=\s*[^\s$]/],
  ['Slack token', /\bxox[abprs]-[A-Za-z0-9-]{20}/],
  ['Google key', /\bAIza[0-9A-Za-z_-]{35}\b/],
  ['password in an address', /\bhttps?:\/\/[\w.~%-]{1,60}:[\w.~%!$&*+=-]{3,60}@[\w-]+\.[\w.-]+/],
];

export function secret({ path, bytes }: PackagedFile): Fault | null {
  if (NAMES.some((name) => name.test(path)))
    return { rule: RULE, path, detail: 'a file that holds secrets by its name' };
  if (isBinary(bytes)) return null;
  const text = bytes.toString('latin1');
  const found = FORMS.find(([, form]) => form.test(text));
  return found === undefined ? null : { rule: RULE, path, detail: found[0] };
}

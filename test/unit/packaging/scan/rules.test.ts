import { describe, expect, it } from 'vitest';
import { buildPath } from '../../../../packaging/scan/build-paths.ts';
import { builtFor, foreignBinary } from '../../../../packaging/scan/foreign-binaries.ts';
import { secret } from '../../../../packaging/scan/secrets.ts';
import { sourceMap } from '../../../../packaging/scan/source-maps.ts';
import { elf, machO, pe } from './native-headers.ts';

const file = (path: string, content: string | Buffer) => ({ path, bytes: Buffer.from(content) });

describe('native files', () => {
  it.each([
    ['linux-x64', elf(62)],
    ['linux-arm64', elf(183)],
    ['win32-x64', pe(0x8664)],
    ['win32-ia32', pe(0x14c)],
    ['darwin-arm64', machO(0x100000c)],
    ['darwin-x64', machO(0x1000007)],
  ])('are known for %s by their headers, whatever they are called', (system, bytes) => {
    expect(builtFor(bytes)).toBe(system);
    expect(foreignBinary(file('lib/data.bin', bytes), 'linux-x64') === null).toBe(system === 'linux-x64');
  });

  it('of several processors in one are foreign to a package for one', () => {
    const universal = Buffer.alloc(64);
    universal.writeUInt32BE(0xcafebabe, 0);
    universal.writeUInt32BE(2, 4);
    expect(builtFor(universal)).toBe('darwin-universal');
  });

  it.each([
    ['text', Buffer.from('MZ is how this text begins, and it goes on for more than sixty-four characters.')],
    ['a Java class', Buffer.concat([Buffer.from('cafebabe00000034', 'hex'), Buffer.alloc(64)])],
    ['WebAssembly', Buffer.concat([Buffer.from('0061736d01000000', 'hex'), Buffer.alloc(64)])],
    ['a file of three bytes', Buffer.from([0x7f, 0x45, 0x4c])],
  ])('are not seen in %s', (_what, bytes) => {
    expect(foreignBinary(file('x', bytes), 'linux-x64')?.detail ?? '').not.toMatch(/built for (linux|win32|darwin)/);
  });
});

describe('source maps', () => {
  it.each([
    ['out/main/index.js.map', '{}'],
    ['out/main/index.js', 'run();\n//# sourceMappingURL=index.js.map\n'],
    ['node_modules/a/index.js', 'run();\n//# sourceMappingURL=data:application/json;base64,e30=\n'],
    ['out/renderer/a.css', 'a{}\n/*# sourceMappingURL=a.css.map */'],
  ])('are refused: %s', (path, text) => {
    expect(sourceMap(file(path, text))?.rule).toBe('source map');
  });

  it.each([
    ['node_modules/a/index.js', 'run();\n//# sourceMappingURL=index.js.map\n'],
    ['out/main/index.js', 'const note = "a //# sourceMappingURL=x in a string";'],
  ])('are not seen in %s', (path, text) => {
    expect(sourceMap(file(path, text))).toBeNull();
  });
});

describe('secrets', () => {
  // Put together here, so that nobody who scans this repository finds them.
  const key = ['-----BEGIN', 'PRIVATE', `KEY-----\n${'M'.repeat(64)}`].join(' ');
  it.each([
    ['a.pem', key],
    ['a.js', `const token = "ghp_${'a1'.repeat(18)}"`],
    ['a.json', `{"id":"AKIA${'Q'.repeat(16)}"}`],
    ['.npmrc', ''],
    ['config/.env.production', ''],
    ['a.txt', '//registry/:_authToken=abc'],
    ['a.js', 'fetch("https://me:hunter22@example.org/")'],
  ])('are refused: %s', (path, text) => {
    expect(secret(file(path, text))?.rule).toBe('secret');
  });

  it.each([
    ['a.js', "if (pem.startsWith('-----BEGIN PRIVATE KEY-----')) read(pem)"],
    ['a.js', 'const address = `https://${user}:${password}@${host}/`'],
    ['environment.js', ''],
  ])('are not seen in %s', (path, text) => {
    expect(secret(file(path, text))).toBeNull();
  });
});

describe('build paths', () => {
  const dirs = ['/builds/quadrant', String.raw`C:\builds\quadrant`];

  it.each([
    ['out/main/index.js', 'at /builds/quadrant/main/index.ts'],
    ['lib.node', Buffer.from('\0\0/builds/quadrant/x.c\0')],
    ['out/main/index.js', String.raw`"C:\\builds\\quadrant\\main"`],
    ['out/main/index.js', 'C:/builds/quadrant/main'],
    ['out/main/index.js', 'see /home/jane/quadrant/main/index.ts'],
    ['out/main/index.js', 'import("file:///Users/jane/x.js")'],
    ['out/main/index.js', String.raw`"C:\\Users\\jane\\x.js"`],
    ['out/main/index.js', '"/root/work/x.js"'],
  ])('are refused: %s', (path, content) => {
    expect(buildPath(file(path, content), dirs)?.rule).toBe('build path');
  });

  it.each([
    ['out/main/index.js', '"/home/web_user" and "./accordion/root/x.mjs" and "a/home/jane/b/c"'],
    ['node_modules/a/index.js', '// seen at /home/jane/a/index.js'],
  ])('are not seen in %s', (path, content) => {
    expect(buildPath(file(path, content), dirs)).toBeNull();
  });
});

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Hundreds of tests start the engine, the host or the command line: compiled once, each starts in half the time.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'quadrant-compiled');

/** `npm test` runs unit and browser, `npm run test:long` what takes minutes; `npx vitest run --project unit` the quick ones. */
export default defineConfig({
  test: {
    reporters: ['default', './test/harness/closing-line.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'test/contract/**/*.test.ts', 'test/golden/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          setupFiles: './test/harness/equal-arrays.ts',
          maxWorkers: '100%', // vitest leaves one core idle, here half of the machine
          sequence: { groupOrder: 0 },
        },
      },
      { test: { name: 'long', include: ['test/long/**/*.test.ts'], testTimeout: 240_000 } },
      {
        // These start Chromium (or Electron), run the real models and compare pictures: after the rest, one at a time.
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts', 'test/e2e/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          expect: { poll: { timeout: 15_000 } }, // on a busy machine a picture may be late
          maxWorkers: 1,
          globalSetup: './test/harness/stored-demo.ts',
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});

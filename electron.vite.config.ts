/** Builds the desktop app: main and engine as modules, the preload as CommonJS (the sandbox knows nothing else). */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'electron-vite';
import { bundledPackages } from './packaging/bundled-packages.ts';
import rendererConfig from './vite.config.ts';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  main: {
    plugins: [bundledPackages(path('out/bundled/main.json'))],
    build: {
      outDir: path('out/main'),
      rollupOptions: {
        // The decoding workers are started by file name, so they are an entry of their own beside the engine.
        input: {
          index: path('main/index.ts'),
          engine: path('main/engine.ts'),
          'decode-worker': path('main/io/dicom/decode-worker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    plugins: [bundledPackages(path('out/bundled/preload.json'))],
    build: {
      outDir: path('out/preload'),
      rollupOptions: {
        input: { preload: path('main/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    ...rendererConfig,
    build: { ...rendererConfig.build, rollupOptions: { input: path('renderer/index.html') } },
  },
});

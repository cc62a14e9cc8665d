/** Builds the renderer on its own, for the browser host; electron.vite.config.ts builds it together with the rest. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { bundledPackages } from './packaging/bundled-packages.ts';

const rendererDir = fileURLToPath(new URL('renderer', import.meta.url));

export default defineConfig({
  root: rendererDir,
  plugins: [react(), bundledPackages(fileURLToPath(new URL('out/bundled/renderer.json', import.meta.url)))],
  build: {
    outDir: fileURLToPath(new URL('out/renderer', import.meta.url)),
    emptyOutDir: true,
    target: 'chrome140',
    // Inlined assets would be data: URLs, which the content security policy allows for pictures only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // vtk.js is most of it; the file comes from this machine, so one large file costs nothing.
    chunkSizeWarningLimit: 4000,
  },
});

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const serverUrl = process.env['SWARMBOARD_DEV_SERVER'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: 'client',
  plugins: [svelte({ configFile: '../svelte.config.js' })],
  build: {
    outDir: process.env['SWARMBOARD_BUILD_DIR'] ?? '../dist/client',
    emptyOutDir: true,
    sourcemap: true,
    // The editors are one chunk of their own, loaded when a ticket is opened. A start says one line, not how it was built.
    chunkSizeWarningLimit: 1500,
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
  server: {
    port: 5173,
    // The host stays the pages' own, because the server compares it with where a request says it comes from.
    proxy: Object.fromEntries(
      ['/api', '/files', '/healthz', '/socket.io', '/documents'].map((path) => [
        path,
        { target: serverUrl, changeOrigin: false, ws: true },
      ]),
    ),
  },
});

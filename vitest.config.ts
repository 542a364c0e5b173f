import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const soaking = process.env['SOAK'] === '1';
const slowMs = soaking ? 30 * 60_000 : 60_000;
const report = process.env['TEST_REPORT'];

/** Some suites start what is built (the server, or the whole product), a MongoDB server, or a browser. */
function suite(name: string, ...needs: ('server' | 'product' | 'mongo' | 'chromium' | 'strace')[]) {
  return {
    test: {
      name,
      include: [`test/${name}/**/*.test.ts`],
      globalSetup: ['temporaryFolder', ...needs].map((need) => `test/support/setup/${need}.ts`),
      testTimeout: slowMs,
      hookTimeout: slowMs,
    },
  };
}

export default defineConfig({
  test: {
    reporters: ['default', './test/support/reporter.ts', ...(report ? ['json'] : [])],
    ...(report ? { outputFile: { json: report } } : {}),
    projects: [
      { test: { name: 'unit', include: ['shared/**/*.test.ts', 'server/**/*.test.ts'] } },
      {
        plugins: [svelte()],
        resolve: { conditions: ['browser'] },
        test: {
          name: 'unit-client',
          include: ['client/**/*.test.ts'],
          // Compiles runes as the browser does, so that $state and $effect are live, yet there is no DOM.
          environment: './test/support/clientEnvironment.ts',
          // Node alone would load Svelte's server half.
          server: { deps: { inline: [/svelte/] } },
        },
      },
      suite('contract', 'mongo'),
      suite('integration', 'server', 'mongo'),
      suite('convergence', 'server'),
      suite('faults', 'server', 'mongo', 'strace'),
      suite('e2e', 'product', 'chromium'),
    ],
  },
});

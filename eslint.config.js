import js from '@eslint/js';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import { floors, packageHomes } from './eslint.floors.js';
import svelteConfig from './svelte.config.js';

const product = ['shared/**/*.{ts,svelte}', 'server/**/*.ts', 'client/**/*.{ts,svelte}'];
const tests = ['test/**/*.ts', '**/*.test.ts'];
const tools = ['.ci/*.mjs', 'scripts/**/*.{mjs,ts}', '*.config.{js,ts}', 'eslint.floors.js'];

const zones = floors.map(({ at, sees }) => ({
  target: `./${at}`,
  from: './',
  // A glob of files has no inside of its own; what it sees covers it.
  except: [...new Set(['node_modules', ...(at.includes('*') ? [] : [at]), ...sees])].map((path) => `./${path}`),
  message: `${at} sees ${sees.length > 0 ? sees.join(', ') : 'nothing else of ours'} (eslint.floors.js).`,
}));

/**
 * @param {(homes: readonly string[]) => boolean} isAtHome
 * @returns {{ 'no-restricted-imports': ['error', object] }}
 */
function restrictedPackages(isAtHome) {
  const patterns = packageHomes
    .filter(({ homes }) => !isAtHome(homes))
    .flatMap(({ packages, homes }) =>
      packages.map((name) => ({
        regex: `^${name}(/|$)`,
        message: `${name} is used in ${homes.join(' and ')} only (eslint.floors.js).`,
      })),
    );
  return { 'no-restricted-imports': ['error', { patterns }] };
}

const homes = [...new Set(packageHomes.flatMap((row) => row.homes))].sort();

export default defineConfig(
  globalIgnores(['dist/', '.cache/', 'coverage/', '.svelte-check/', 'data/', 'test/**/fixtures/', 'client/public/']),
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  ts.configs.stylisticTypeChecked,
  svelte.configs.recommended,
  svelte.configs.prettier,
  {
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js', '.mjs', '.svelte'] })],
      // Without these two, cycles between TypeScript files go unseen.
      'import-x/extensions': ['.ts', '.js', '.mjs'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: {
      parserOptions: {
        project: ['shared', 'server', 'client', 'test', 'scripts']
          .map((folder) => `./${folder}/tsconfig.json`)
          .concat('./test/tsconfig.client.json'),
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      // A written default is a decision; a forgotten case is not.
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'import-x/no-default-export': 'error',
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'max-params': ['error', 3],
      // A switch over a tagged union is one decision, however many kinds there are.
      complexity: ['error', { max: 10, variant: 'modified' }],
      'max-lines': ['error', 250],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { globals: globals.browser, parserOptions: { parser: ts.parser, svelteConfig } },
    rules: { 'svelte/button-has-type': 'error' },
  },
  {
    files: product,
    rules: {
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only server/config.ts reads the environment.' },
      ],
      ...restrictedPackages(() => false),
    },
  },
  homes.map((home) => ({
    files: home.endsWith('.ts') ? [home] : [`${home}/**`],
    // Inside socket, express is at home too when its own home is the folder above.
    rules: restrictedPackages((others) => others.some((other) => home === other || home.startsWith(`${other}/`))),
  })),
  {
    files: ['server/config.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // These promise what their port promises, whether or not this one has to wait.
    files: ['server/storage/embedded/**', ...tests],
    rules: { '@typescript-eslint/require-await': 'off' },
  },
  {
    files: tests,
    rules: {
      'import-x/no-restricted-paths': 'off',
      'no-restricted-imports': 'off',
      'no-restricted-properties': 'off',
      'max-params': ['error', 4],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['*.config.{js,ts}', 'test/support/{reporter,clientEnvironment}.ts'],
    rules: { 'import-x/no-default-export': 'off' },
  },
  {
    files: tools,
    languageOptions: { globals: globals.node },
  },
);

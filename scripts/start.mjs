import { ensureBuiltOrExit } from './support/build.mjs';

await ensureBuiltOrExit(['server', 'client']);
/** Made by the build above, so the compiler can't know it. @type {string} */
const program = '../dist/server/main.js';
await import(program);

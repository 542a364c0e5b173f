import { ensureBuiltOrExit } from './support/build.mjs';

await ensureBuiltOrExit(['server']);
/** Made by the build above, so the compiler can't know it. @type {string} */
const program = '../dist/server/swarmboard.js';
await import(program);

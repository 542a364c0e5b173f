import { ensureBuiltOrExit } from './support/build.mjs';

// Of the verbs only the demo shows pages.
await ensureBuiltOrExit(process.argv[2] === 'demo' ? ['server', 'client'] : ['server']);
/** Made by the build above, so the compiler can't know it. @type {string} */
const program = '../dist/server/swarmboard.js';
await import(program);

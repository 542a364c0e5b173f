import { ensureBuiltOrExit } from './support/build.mjs';

await ensureBuiltOrExit(['server', 'client']);

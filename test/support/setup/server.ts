import { ensureBuilt } from '../../../scripts/support/build.mjs';

/** The server as people start it, from `dist`; without the pages, which take longer to build. */
export async function setup(): Promise<void> {
  await ensureBuilt(['server']);
}

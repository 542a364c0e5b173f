import { ensureBuilt } from '../../../scripts/support/build.mjs';

/** Pages and server, as people start them: from `dist`. */
export async function setup(): Promise<void> {
  await ensureBuilt(['server', 'client']);
}

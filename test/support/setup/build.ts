import { ensureBuilt } from '../../../scripts/support/build.mjs';

/** These suites start the product as people do, from `dist`. */
export async function setup(): Promise<void> {
  await ensureBuilt(['server', 'client']);
}

import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';

/** A new folder that goes away when the whole run ends. */
export function temporaryFolder(name: string): string {
  const folder = process.env['SWARMBOARD_TEST_FOLDER'];
  if (!folder) throw new Error('Only the suites under test/ have a temporary folder.');
  return mkdtempSync(join(folder, `${name}-`));
}

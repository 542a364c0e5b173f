import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One folder for the whole run, which the tests' own processes find through the environment. */
export function setup(): void {
  process.env['SWARMBOARD_TEST_FOLDER'] ??= mkdtempSync(join(tmpdir(), 'swarmboard-tests-'));
  mkdirSync(join(process.env['SWARMBOARD_TEST_FOLDER'], 'running'), { recursive: true });
}

/** Vitest ends its workers without a goodbye, so what they left running is ended here. */
export function teardown(): void {
  const folder = process.env['SWARMBOARD_TEST_FOLDER'];
  if (!folder) return;
  for (const pid of readdirSync(join(folder, 'running'))) kill(Number(pid));
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  delete process.env['SWARMBOARD_TEST_FOLDER'];
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { aptInstall, canAptInstall } from '../aptInstall.ts';
import { isExecutable, onPath } from '../onPath.ts';

export function setup(project: TestProject): void {
  const path = find() ?? install();
  if (path === undefined && process.env['CI']) throw new Error('No Chromium for the browser tests.');
  if (path === undefined) {
    console.warn('NOT RUN: the browser tests. Install Chromium, or set CHROMIUM_PATH to where it is.');
  }
  project.provide('chromiumPath', path ?? '');
}

function find(): string | undefined {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen) {
    if (!isExecutable(chosen)) throw new Error(`CHROMIUM_PATH is ${chosen}, which can't be run.`);
    return chosen;
  }
  return onPath('chromium', 'chromium-browser', 'google-chrome') ?? findCached();
}

/** What other Playwright projects on this machine have left. */
function findCached(): string | undefined {
  const cache = process.env['PLAYWRIGHT_BROWSERS_PATH'] ?? join(homedir(), '.cache', 'ms-playwright');
  if (!existsSync(cache)) return undefined;
  return readdirSync(cache)
    .filter((name) => name.startsWith('chromium-'))
    .flatMap((name) => [join(cache, name, 'chrome-linux64', 'chrome'), join(cache, name, 'chrome-linux', 'chrome')])
    .find(isExecutable);
}

function install(): string | undefined {
  if (!canAptInstall()) return undefined;
  aptInstall('chromium', 'fonts-liberation');
  return onPath('chromium');
}

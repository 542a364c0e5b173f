import type { TestProject } from 'vitest/node';
import { aptInstall, canAptInstall } from '../aptInstall.ts';
import { onPath } from '../onPath.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Empty when there is none on this machine. */
    stracePath: string;
  }
}

/** Whether an acknowledgement follows its sync can only be seen at the system calls. */
export function setup(project: TestProject): void {
  const path = onPath('strace') ?? install();
  if (path === undefined && process.env['CI']) throw new Error('No strace for the tests at the system calls.');
  if (path === undefined) console.warn('NOT RUN: the tests at the system calls. Install strace (Linux only).');
  project.provide('stracePath', path ?? '');
}

function install(): string | undefined {
  if (!canAptInstall()) return undefined;
  aptInstall('strace');
  return onPath('strace');
}

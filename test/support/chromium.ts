import { type Browser, chromium } from 'playwright-core';
import { describe, inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Empty when there is none on this machine. */
    chromiumPath: string;
  }
}

const args = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** `describe` for what needs a browser; skipped, and counted as such, where there is none. */
export const describeInBrowser = describe.skipIf(inject('chromiumPath') === '');

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: inject('chromiumPath'),
    headless: true,
    // Chromium refuses to sandbox itself as root.
    chromiumSandbox: process.getuid?.() !== 0,
    args,
  });
}

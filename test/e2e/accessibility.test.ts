import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser, launchChromium } from '../support/chromium.ts';
import { Desk } from '../support/desk.ts';
import { startSampleServer } from '../support/sampleServer.ts';
import type { TestServer } from '../support/server.ts';

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
}

interface Axe {
  readonly run: (options: object) => Promise<{ violations: Violation[] }>;
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Experimental in axe: it takes shortcut hints and initials for the label. */
const rules = { 'label-content-name-mismatch': { enabled: false } };
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const looks = [
  { name: 'light and wide', options: { colorScheme: 'light' } },
  { name: 'dark and wide', options: { colorScheme: 'dark' } },
  {
    name: 'light on a telephone',
    options: { colorScheme: 'light', viewport: { width: 390, height: 844 }, hasTouch: true },
  },
  {
    name: 'dark on a telephone',
    options: { colorScheme: 'dark', viewport: { width: 390, height: 844 }, hasTouch: true },
  },
] as const;

const pages = [
  { path: '/', shows: 'Sample board' },
  { path: '/boards/sample-board', shows: 'Investigating' },
  { path: '/boards/sample-board?peek=sample-board-23', shows: 'message.delivered webhooks' },
  { path: '/tickets/sample-board-23', shows: 'message.delivered webhooks' },
];

describeInBrowser('WCAG 2.2 AA as far as a machine can tell', () => {
  let browser: Browser;
  let server: TestServer;

  beforeAll(async () => {
    browser = await launchChromium();
    server = await startSampleServer(browser);
  });

  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  test.each(looks)('$name', async ({ options }) => {
    const desk = await Desk.open(browser, server.url, { ...options, bypassCSP: true, reducedMotion: 'reduce' });
    await desk.signIn('Ada');
    const found: string[] = [];
    for (const { path, shows } of pages) {
      await desk.goTo(path);
      await desk.page.getByText(shows).first().waitFor({ state: 'attached' });
      await desk.page.evaluate(axe);
      const violations = await desk.page.evaluate<Violation[], object>(
        async (options) => {
          const { axe: loaded } = globalThis as unknown as Record<'axe', Axe>;
          return (await loaded.run(options)).violations;
        },
        { runOnly: wcag, rules },
      );
      for (const { id, nodes } of violations) {
        for (const { target } of nodes) found.push(`${path}: ${id} at ${target.join(' ')}`);
      }
    }

    expect(found).toEqual([]);
    expect(desk.problems).toEqual([]);
    await desk.close();
  });
});
